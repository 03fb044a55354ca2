// What a person may switch for all jobs at once. Kept in the store: a restart changes nothing in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/time.hpp"

namespace understudy {

/// A switch that is off until somebody turns it on again.
struct Pause {
    Time since{};
    std::string reason;  ///< "" where none was given
    std::string by;      ///< "user 1000 on this machine"
    bool operator==(const Pause&) const = default;
};

struct Controls {
    std::optional<Pause> spending;   ///< nothing is bought; what was bought is followed
    std::optional<Pause> uploading;  ///< nothing is made or sent in the cloud but a purchase that is due
    std::optional<std::uint64_t> bandwidth_limit;  ///< bytes a second, 0 for none; nullopt: as configured
    bool operator==(const Controls&) const = default;
};

/// Absent members stay as they are.
struct ControlsChange {
    std::optional<bool> spending_paused, uploading_paused;
    std::optional<std::optional<std::uint64_t>> bandwidth_limit;
    std::string reason, by;
};

/// A pause that is on already stays, with its time; a new reason takes the place of the old one.
[[nodiscard]] Controls changed(Controls controls, const ControlsChange& change, Time now);
/// Only what the change pauses: that counts before it is durable.
[[nodiscard]] Controls paused_by(Controls controls, const ControlsChange& change, Time now);
/// "all spending is paused since … by …: reason"
[[nodiscard]] std::string in_words(const Pause& pause, const std::string& what);

}  // namespace understudy
