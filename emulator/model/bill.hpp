// What the account was made to pay for: the truth against which never-pay-twice is judged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace understudy::emulator {

/// One fine-tune that was ever bought, also when it was deleted since. `description` is as it was sent,
/// whatever was kept of it.
struct Purchase {
    std::string fine_tune_id, name, description, language, model_id, dataset;
    Time at{};
    std::string outcome = "running";  ///< running, completed, failed, deleted (before its end: never charged)
    std::uint64_t credits_charged = 0;
};

struct Bill {
    std::uint64_t credits_charged = 0;  ///< trainings and speech
    std::uint64_t training_credits = 0, speech_credits = 0;
    std::optional<std::uint64_t> credits_left;  ///< none: no end of them
    unsigned slots = 0, slots_used = 0;         ///< slots 0: no limit
    std::vector<Purchase> purchases;            ///< in the order bought
};

}  // namespace understudy::emulator
