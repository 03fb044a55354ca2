#include "tests/daemon/kill/killable/kill_points.hpp"

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdlib>
#include <map>
#include <mutex>

namespace understudy::killing {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

class Steps {
  public:
    Steps() {
        const std::string file = environment("UNDERSTUDY_STEPS_FILE"), at = environment("UNDERSTUDY_KILL_AT");
        if (!file.empty()) file_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        const auto hash = at.rfind('#');
        step_ = at.substr(0, hash);
        if (hash != std::string::npos) std::from_chars(at.data() + hash + 1, at.data() + at.size(), nth_);
    }

    void reached(std::string_view what, std::string_view moment) {
        const std::lock_guard one(mutex_);
        std::string step = std::string(what) + ": " + std::string(moment);
        const bool last = step == step_ && ++count_ == nth_;
        step += '\n';
        if (file_ >= 0 && ::write(file_, step.data(), step.size()) < 0) ::abort();
        if (last) ::raise(SIGKILL);
    }

  private:
    std::mutex mutex_;
    std::string step_;
    unsigned nth_ = 0, count_ = 0;
    int file_ = -1;
};

}  // namespace

void reached(std::string_view what, std::string_view moment) {
    static Steps steps;
    steps.reached(what, moment);
}

}  // namespace understudy::killing
