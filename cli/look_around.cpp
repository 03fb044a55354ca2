// What can be seen of the daemon without it.
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>

#include "cli/process_world.hpp"

namespace understudy::cli {

namespace {

constexpr const char* usual_config = "/etc/understudy/understudy.toml";

/// systemd's word for the service; "" where systemd does not run.
std::string unit_state() {
    if (::access("/run/systemd/system", F_OK) != 0) return "";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
        ::popen("systemctl is-active understudyd.service 2>/dev/null", "re"), &::pclose);
    if (!pipe) return "";
    std::array<char, 64> word{};
    if (std::fgets(word.data(), static_cast<int>(word.size()), pipe.get()) == nullptr) return "";
    std::string state = word.data();
    while (!state.empty() && (state.back() == '\n' || state.back() == ' ')) state.pop_back();
    return state;
}

}  // namespace

OutsideFacts ProcessWorld::look_around() {
    return {unit_state(), usual_config, ::access(usual_config, R_OK) == 0};
}

}  // namespace understudy::cli
