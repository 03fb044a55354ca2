// All that one emulator holds, on its one thread.
#pragma once

#include "emulator/api/api.hpp"
#include "emulator/clock.hpp"
#include "emulator/fault.hpp"
#include "emulator/request_log.hpp"

namespace understudy::emulator {

struct EmulatorState {
    EmulatorState(CloudSettings cloud, WireSettings wire_settings, const std::string& api_key,
                  std::uint64_t seed)
        : wire(std::move(wire_settings)),
          accounts(std::move(cloud), api_key, seed),
          api(accounts, wire, seed + 1'000) {}
    EmulatorState(const EmulatorState&) = delete;
    EmulatorState& operator=(const EmulatorState&) = delete;

    EmulatorClock clock;
    WireSettings wire;
    Accounts accounts;
    Api api;
    FaultBook faults;
    RequestLog log;
};

}  // namespace understudy::emulator
