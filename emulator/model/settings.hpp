// How the modelled cloud behaves where the real one's documents are silent, and what it is made to do wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace understudy::emulator {

/// How long, or for how many first pages of its list, a new object is missing from its list.
struct ListingLag {
    Duration time{};
    unsigned listings = 0;
};

struct CloudSettings {
    // Paging.
    bool newest_first = true;
    bool refuse_bad_limit = true;       ///< else it is clamped to 1–100
    bool refuse_unknown_cursor = true;  ///< else the page is empty
    ListingLag datasets_lag, files_lag, fine_tunes_lag, voices_lag;

    // Training.
    Duration train_time{std::chrono::seconds(2)};
    /// The words of a fine-tune that runs: the first for a tenth of the time, the others share the rest.
    std::vector<std::string> running_words{"created", "training"};
    unsigned fail_trainings = 0;              ///< so many of the next trainings fail
    std::vector<std::string> failure_errors;  ///< user_errors of those; the official specifications know none
    unsigned voices_per_fine_tune = 4;
    bool voices_never_show = false;  ///< completed, charged, and no voice to be seen
    std::vector<std::string> trainable_models{"sonic-3-2026-01-12"};
    std::vector<std::string> forward_filled_models{"sonic-3.5-2026-05-04", "sonic-3.6-2026-08-14"};
    std::vector<std::string> sunset_models;
    std::vector<std::string> speaking_models;      ///< dated snapshots and aliases that /tts knows besides
    std::optional<std::size_t> description_limit;  ///< descriptions of fine-tunes and datasets are cut here

    // Money.
    std::uint64_t price_of_training = 1'000'000;
    std::optional<std::uint64_t> credits;  ///< left on the account; none: no end of them
    unsigned slots = 0;                    ///< fine-tunes of the plan; 0: no limit
    bool failed_fine_tunes_take_slots = false;
    int no_credits_status = 402;
    int no_slots_status = 402;

    // Deleting and the like.
    bool refuse_delete_of_dataset_in_use = false;
    bool refuse_delete_while_training = false;
    bool delete_fine_tune_deletes_voices = true;
    bool refuse_training_on_empty_dataset = true;
    std::uint64_t max_file_bytes = 0;  ///< 0: no limit
};

/// The world of the seed's script (sonic-2 trains) or that of late 2026 (sonic-2 is sunset).
enum class Profile { year_2025, year_2026 };
/// Sets the lists of models of a profile; leaves everything else alone.
void use_profile(CloudSettings& settings, Profile profile);
[[nodiscard]] CloudSettings settings_of(Profile profile);

/// The languages that the cloud names (44; the first 15 are those of sonic-2).
[[nodiscard]] const std::vector<std::string>& supported_languages();
[[nodiscard]] bool speaks_language(const std::string& language, const std::string& model_id);

}  // namespace understudy::emulator
