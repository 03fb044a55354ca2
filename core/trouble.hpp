// What can go wrong with a call to the cloud, classified by what to do about it and by what it proves.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "core/time.hpp"

namespace understudy {

/// What a failed call proves about the cloud's side.
enum class Certainty {
    refused,  ///< proven not executed: nothing of the request took effect
    unknown,  ///< may have been executed: the answer was lost, late, garbled or a 5xx
};

/// What to do about it, not where it came from.
enum class TroubleKind {
    transient,             ///< wait and do it again: network, 408, 429, 5xx, garbage
    credentials,           ///< 401: the key is not good; concerns every job
    forbidden,             ///< 403: the key, or this one object; a probe of the key tells which
    funds,                 ///< 402, quota_exceeded, plan_upgrade_required: credits or slots are lacking
    refused,               ///< no retry can cure it: 3xx, 400, 404, 405, 413, 422, …
    recording_changed,     ///< the recording on disk is not the one that was measured; nothing was sent whole
    recording_unreadable,  ///< the recording cannot be read now
    cancelled,             ///< we gave the call up ourselves; certainty still says what it proves
};

/// One failed call. Texts are capped at 2,000 bytes each and never hold a secret.
struct Trouble {
    Certainty certainty = Certainty::unknown;
    TroubleKind kind = TroubleKind::transient;
    std::string
        type;  ///< stable word: the cloud's error_code, or ours: "timeout", "connection_reset", "http_503"
    std::string title;   ///< one line, for people
    std::string detail;  ///< the cloud's own words, or what we saw
    std::optional<int> http_status;
    std::string request_id;                   ///< the cloud's, "" when it sent none
    std::optional<milliseconds> retry_after;  ///< from Retry-After, capped at an hour

    bool operator==(const Trouble&) const = default;
};

/// done (a value), or a Trouble that says refused or unknown.
template <class T>
using Outcome = Result<T, Trouble>;

/// Receives the outcome of a call: exactly once, on the I/O thread, never from inside the call that took it.
template <class T>
using Reply = std::function<void(Outcome<T>)>;

[[nodiscard]] const char* to_word(TroubleKind kind);
[[nodiscard]] const char* to_word(Certainty certainty);

}  // namespace understudy
