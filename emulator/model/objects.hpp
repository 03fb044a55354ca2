// The things that the cloud keeps, as the model holds them. Uploads are not stored: size and SHA-256 are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/time.hpp"

namespace understudy::emulator {

/// Whether an object can be seen, by its id and in its list.
struct Presence {
    Time exists_from{};                                  ///< a create may be committed late
    Time listed_from{};                                  ///< listing lag by time
    unsigned hidden_listings = 0;                        ///< listing lag by count
    bool hidden_by_id = false, hidden_in_lists = false;  ///< vanished on demand

    [[nodiscard]] bool found(Time now) const { return now >= exists_from && !hidden_by_id; }
    [[nodiscard]] bool listed(Time now) const {
        return now >= exists_from && now >= listed_from && hidden_listings == 0 && !hidden_in_lists;
    }
};

struct Dataset {
    std::string id, name, description;
    Time created_at{};
    Presence presence{};
};

struct DatasetFile {
    std::string id, filename;
    std::uint64_t size = 0;
    std::string sha256;  ///< 64 hex digits
    Time created_at{};
    Presence presence{};
};

enum class TrainingOutcome { running, completed, failed };

struct FineTune {
    std::string id, name, description, language, model_id, dataset;
    std::optional<std::string> accent;
    std::string status;  ///< the cloud's word at the time of asking
    TrainingOutcome outcome = TrainingOutcome::running;
    std::vector<std::string> user_errors;          ///< of a failed one
    std::vector<std::string> supported_model_ids;  ///< of a completed one
    Time created_at{};
    Duration train_time{};
    bool will_fail = false;
    Presence presence{};
};

struct Voice {
    std::string id, name, description, tagline, language;
    std::optional<std::string> gender;   ///< masculine, feminine, gender_neutral
    std::optional<std::string> country;  ///< "US"
    std::vector<std::string> accents;    ///< catalogue ids, the native one first
    bool is_owner = false, is_public = false;
    std::string fine_tune_id;                      ///< "" when not of a fine-tune
    std::vector<std::string> supported_model_ids;  ///< the only models of a fine-tune's voice
    Time created_at{};
    Presence presence{};
};

}  // namespace understudy::emulator
