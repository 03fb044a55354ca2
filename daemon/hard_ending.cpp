#include "daemon/hard_ending.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>

#include "daemon/exit_code.hpp"
#include "daemon/log.hpp"

namespace understudy {

void breathe_before_the_next_try() {
    constexpr unsigned pause_s = 2;
    if (std::getenv("NOTIFY_SOCKET") != nullptr) ::sleep(pause_s);
}

void end_at_once(const std::exception& trouble) {
    log::error(std::string("the daemon ends at once: ") + trouble.what());
    breathe_before_the_next_try();
    ::_exit(exit_failed);
}

}  // namespace understudy
