// A job at work in this process: the job, what is under way for it, and what is not yet on the disk.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/happening.hpp"
#include "core/next.hpp"
#include "core/store.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy {

/// One action under way.
struct Flight {
    std::optional<Cloud::CallId> call;  ///< of the cloud; none for the store's and the recordings' work
    enum class Kind { other, upload, measure, check, create } kind = Kind::other;
    bool paid = false;  ///< never cancelled in passing
    std::uint64_t bytes_sent = 0;
};

/// Told what became of a change: nullptr once it is durable, or why it was lost.
using Saved = std::function<void(const Problem*)>;

/// What changed since the commit that is under way, merged into one.
struct Unsaved {
    bool any = false;
    bool all_recordings = false;
    std::set<std::uint64_t> recordings;
    std::vector<HistoryEvent> events;
    std::vector<Movement> movements;
    std::optional<IdempotentAnswer> idempotent_answer;  ///< of the command that is among what changed
    std::vector<Saved> saved;                           ///< told once this is durable
};

struct Seat {
    Job job;
    std::int64_t stored_revision = 0;
    Unsaved unsaved;
    std::optional<Commit> saving;     ///< under way, or refused by the store and to be sent again as it is
    std::vector<Saved> saving_then;   ///< called when `saving` is durable
    int saves_refused = 0;            ///< in a row
    std::optional<Duration> save_at;  ///< steady: `saving` is sent again then
    std::map<std::string, Flight> flights;   ///< by action and position
    std::vector<std::uint64_t> to_upload;    ///< the plan's uploads; begun as the process's limits allow
    std::optional<Duration> wake_at;         ///< its place in the driver's index
    std::vector<Happening> while_reloading;  ///< what happened meanwhile
    bool reloading = false;
    bool wants_slot = false;  ///< waits for one of max_concurrent trainings
    bool paused = false;      ///< waits until a person lets all jobs go on

    [[nodiscard]] bool durable() const { return !saving && !unsaved.any; }
    [[nodiscard]] std::uint64_t bytes_in_flight() const {
        std::uint64_t bytes = 0;
        for (const auto& [key, flight] : flights) bytes += flight.bytes_sent;
        return bytes;
    }
    /// What is only heard, or waits for it, holds nobody up: whoever is gone by then is not told.
    [[nodiscard]] bool idle() const {
        const auto heard = [](const auto& flight) { return flight.second.kind == Flight::Kind::measure; };
        return durable() && std::all_of(flights.begin(), flights.end(), heard) && !reloading;
    }
};

}  // namespace understudy
