// The whole terminal, for as long as it lives: another screen, no cursor, keys one by one.
#pragma once

#include "core/time.hpp"

namespace understudy::cli {

struct Woken {
    enum class By { time, key, resize, end } by = By::time;  ///< end: interrupted, or the terminal is lost
    char key = 0;
};

/// What was on the terminal before comes back when it is destroyed.
class Screen {
  public:
    Screen() = default;
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;
    virtual ~Screen() = default;
    virtual Woken wait(milliseconds time) = 0;
};

}  // namespace understudy::cli
