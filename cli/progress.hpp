// A job's progress as a person watches it: a pure function from what was seen to lines.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/job.hpp"
#include "cli/paint.hpp"

namespace understudy::cli {

/// A job as it was seen at a moment.
struct Snapshot {
    Job job;
    Duration seen{};  ///< steady
    Time since{};     ///< wall: when the state and attempt that it is in began, as far as we know
};

/// What the rate and the end are reckoned from.
inline constexpr Duration rate_window = seconds(15);

/// The next snapshot: `since` stays while state and attempt stay.
[[nodiscard]] Snapshot snapshot_after(const std::vector<Snapshot>& before, Job job, Now now);
/// Forgets what lies before the window; at least the last one stays.
void keep_window(std::vector<Snapshot>& snapshots);

/// Bytes a second over the window; nullopt before a second has passed, and from a step back (a file that is
/// sent again) on anew.
[[nodiscard]] std::optional<double> upload_rate(std::span<const Snapshot> snapshots);
/// How much is done, in [0, 1]; nullopt while the whole is not known.
[[nodiscard]] std::optional<double> fraction_done(const Progress& progress);
/// "[#####.....]", `columns` wide with its brackets.
[[nodiscard]] std::string bar(double fraction, std::size_t columns);

/// "12 of 527 heard" of a draft whose recordings are being measured; else "".
[[nodiscard]] std::string heard_words(const Job& job);

/// Where a job stands in one phrase: "training, attempt 1 of 3", "held (funds)", "failed; next attempt in
/// 4 min".
[[nodiscard]] Line standing(const Job& job, Now now);
/// The hold's reason and its cure, in one sentence; "" without a hold.
[[nodiscard]] std::string hold_words(const Job& job);
/// The last error in one sentence, the cloud's own words included; "" without one.
[[nodiscard]] std::string error_words(const Job& job);

/// What stands on the terminal while a job is watched. `snapshots` is not empty; the last one is now. Every
/// line is at most `width` columns wide.
[[nodiscard]] std::vector<std::string> live_lines(std::span<const Snapshot> snapshots, Now now,
                                                  std::size_t width, bool colours);

}  // namespace understudy::cli
