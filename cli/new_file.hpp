// A file that is there whole or not at all.
#pragma once

#include <string>
#include <string_view>

namespace understudy::cli {

class NewFile {
  public:
    virtual ~NewFile() = default;  ///< nothing is left of one that was not kept
    /// False once something went wrong; keep() says what.
    virtual bool write(std::string_view piece) = 0;
    /// It is on the disk, under its name, in nobody's place. "" or what went wrong, for people.
    [[nodiscard]] virtual std::string keep() = 0;
};

}  // namespace understudy::cli
