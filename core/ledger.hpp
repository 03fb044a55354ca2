// The ledger of credits, by double entry: every movement takes credits from one account and puts them into
// another, so that all accounts together are always zero. A training is reserved for before its request
// leaves, and spent or released when it is known what became of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/job.hpp"

namespace understudy {

/// What the cloud takes for a training that completes ("1M credits on success", its guide of Pro Voice
/// Cloning).
inline constexpr std::int64_t credits_per_training = 1'000'000;

enum class Account {
    available,  ///< what the cloud's account lends to us; negative by what is reserved and spent
    reserved,   ///< bought, or perhaps bought, and not known to have ended
    spent,
};
[[nodiscard]] const char* to_word(Account value);

/// Where the credits of an intent with this charge stand.
[[nodiscard]] Account account_of(Charge charge);

/// Append-only: a movement never changes.
struct Movement {
    std::int64_t id = 0;  ///< given by the store: rises, never used twice
    Time at{};
    Account from = Account::available, to = Account::reserved;
    bool presumed = false;  ///< spent as far as anybody can know: nobody follows the training to its end
    std::int64_t credits = 0;
    std::string job_id;
    int attempt = 0;
    std::string nonce;                          ///< the purchase's: its movements share it
    std::string fine_tune_id;                   ///< "" while it is not known
    std::map<std::string, std::string> labels;  ///< the job's, as they were then
    bool operator==(const Movement&) const = default;
};

/// "reserved", "spent", "presumed_spent", "released" (it was not bought, or did not complete), "refunded"
/// (it was counted as spent, and did not complete).
[[nodiscard]] const char* kind_of(const Movement& movement);

struct Balance {
    std::int64_t available = 0, reserved = 0, spent = 0;
    bool operator==(const Balance&) const = default;
};
[[nodiscard]] Balance after(Balance balance, const Movement& movement);

/// What is asked of the ledger. Absent members do not narrow it.
struct MovementQuery {
    std::optional<Time> since{}, until{};  ///< from that moment on; before that moment
    std::string job_id{};
    std::map<std::string, std::string> labels{};  ///< all of them, with these values
    std::int64_t after_id = 0;
    std::size_t limit = 100;  ///< at most 1,000; oldest first
};

}  // namespace understudy
