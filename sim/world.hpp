// The real core and the real driver in a simulated world: one thread, one virtual clock, and nothing that
// waits. A crash drops everything but what the store made durable and the cloud.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "daemon/driver/driver.hpp"
#include "sim/clock.hpp"
#include "sim/cloud.hpp"
#include "sim/entropy.hpp"
#include "sim/listener.hpp"
#include "sim/recordings.hpp"
#include "sim/store.hpp"

namespace understudy::simulated {

/// Its members may be changed between steps; what they become holds from the next call on.
class World {
  public:
    explicit World(std::uint64_t seed = 42) : entropy(seed), cloud(loop, seed) {}

    Loop loop;
    SimulatedClock clock{loop};
    SimulatedEntropy entropy;
    SimulatedStore store{loop};
    SimulatedCloud cloud;
    SimulatedRecordings recordings{loop};
    Listener listener;
    Policy policy;
    std::unique_ptr<Driver> driver;

    /// A new process begins.
    void start();
    /// … and is waited for, a virtual minute at most, unless the store is away.
    void boot();
    /// The power is cut: what was not durable is lost.
    void crash();
    void crash_and_boot() { crash(), boot(); }

    /// False when `enough` did not come to hold `within` that time.
    bool run_until(const std::function<bool()>& enough, Duration within = std::chrono::hours{48}) {
        return loop.run_until(loop.steady() + within, enough);
    }
    void run_for(Duration time) {
        loop.run_until(loop.steady() + time, [] { return false; });
    }
    /// Puts a question to the desk and runs until it is answered; nullopt when that takes ten minutes.
    template <class T>
    std::optional<Result<T, Problem>> answer_to(const std::function<void(Answer<T>)>& question) {
        auto answer = std::make_shared<std::optional<Result<T, Problem>>>();
        question([answer](Result<T, Problem> given) { *answer = std::move(given); });
        run_until([&] { return answer->has_value(); }, std::chrono::minutes{10});
        return std::move(*answer);
    }

    /// Of the job's stored row, which must be there.
    [[nodiscard]] std::string state(const std::string& id) const;
    [[nodiscard]] std::optional<HoldReason> hold(const std::string& id) const;
    bool comes_to(const std::string& id, const std::string& state, Duration within = std::chrono::hours{48});
    bool comes_to_hold(const std::string& id, HoldReason reason, Duration within = std::chrono::hours{48});
    /// The job's stored history, a line an event.
    [[nodiscard]] std::string story(const std::string& id) const;
};

}  // namespace understudy::simulated
