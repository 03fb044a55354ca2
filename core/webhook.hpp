// What of a job's history is told to receivers, and how: the types of the messages, their ids, what is signed
// of them, and when each is tried again. By Standard Webhooks 1.0 (github.com/standard-webhooks).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/history.hpp"

namespace understudy {

/// Every type that a message may have, in the order of the documents; "webhook.test" is the last.
[[nodiscard]] std::span<const char* const> webhook_types();
inline constexpr const char* webhook_test_type = "webhook.test";

/// "job.completed", "job.failed" (at rest: somebody is needed), "job.retrying" (failed, and tried again by
/// itself), "job.held", …: the state that the event led to, or the event's own type.
[[nodiscard]] std::string webhook_type_of(const HistoryEvent& event);

/// Is this what `patterns` ask for ("job.held", or "job.*" for all that begin so)? Without patterns: what
/// ends a job, or needs a person, but for what that person has asked for.
[[nodiscard]] bool webhook_wants(const std::vector<std::string>& patterns, const HistoryEvent& event);
/// The types that a webhook without patterns gets.
[[nodiscard]] std::vector<std::string> webhook_default_types();
/// Why a pattern could never match, with the cure; "" when it can.
[[nodiscard]] std::string webhook_pattern_problem(std::string_view pattern);

/// The same at every try, and no other message's: `msg_`, the job's ULID, the event's id.
[[nodiscard]] std::string webhook_message_id(const HistoryEvent& event);
/// What an HMAC is made of: "id.timestamp.body", the timestamp in whole seconds since 1970.
[[nodiscard]] std::string webhook_signed_text(std::string_view message_id, Time at, std::string_view body);

/// Tries that a message gets before it counts as failed.
inline constexpr int webhook_tries = 10;
/// No message waits longer than this for its next try: one that seems to is due, the clock has stepped back.
inline constexpr Duration webhook_longest_wait = std::chrono::hours{28};
/// One that was not delivered by then has failed, whatever tries are left; and what waits for a webhook that
/// no configuration names any more is dropped by then.
inline constexpr Duration webhook_longest_age = std::chrono::days{7};
inline constexpr const char* webhook_too_old = "it waited for longer than 7 days";
/// How long one that failed is kept.
inline constexpr Duration webhook_failed_kept = std::chrono::days{30};
/// How many a delivery makes due that wait for their receiver to be back; each that gets through makes more.
inline constexpr std::int64_t webhook_hurried_at_once = 100;

/// The wait before the next try after `tries` of them (1, 2, …) by the specification's schedule, a tenth more
/// or less by `dice`, and never less than the receiver asked for (a day at most). nullopt: none is left.
[[nodiscard]] std::optional<Duration> webhook_wait(int tries, double dice,
                                                   std::optional<Duration> retry_after = std::nullopt);

}  // namespace understudy
