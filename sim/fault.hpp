// What can befall one call to the cloud, as the caller at the Cloud port comes to know it. Each kind is the
// counterpart of something that the emulator does on the wire, classified as cartesia/ classifies it.
#pragma once

#include <array>

#include "core/trouble.hpp"

namespace understudy::simulated {

struct Fault {
    bool executed = false;    ///< the cloud did it all the same
    Trouble trouble;          ///< what the caller learns
    Duration delay{};         ///< before the caller learns it
    Duration commit_after{};  ///< a create that is executed takes effect only so much later
    bool silent = false;      ///< nothing comes: the caller gives up, or the answer's time runs out
    bool right = false;       ///< the right answer after all, after `delay`

    static Fault lost_answer();
    static Fault lost_request();
    static Fault not_connected();
    /// An answer that proves that nothing was done, unless the status says otherwise (see cartesia/classify).
    static Fault status(int status, TroubleKind kind);
};

enum class FaultKind {
    not_connected,       ///< lookup, connect or TLS failed: refused
    cut_request,         ///< reset before the body was complete: refused
    lost_request,        ///< the whole request was written, and nobody read it
    lost_answer,         ///< done, and the connection broke
    late_commit,         ///< the answer is lost, and the create takes effect two minutes later
    commit_past_window,  ///< … an hour later, after every settling window
    silence,             ///< not done, and no answer until the time runs out
    silence_executed,    ///< done, and no answer until the time runs out
    slow,                ///< the right answer, after 45 seconds
    status_500,          ///< not done
    status_503_executed,
    status_504_late,  ///< the proxy gave up; the cloud does it a minute later
    status_408,
    status_409_executed,
    status_429,  ///< with Retry-After
    status_302,
    status_401,
    status_402,
    status_403,
    status_404,
    status_413,
    status_422,
    garbage_executed,  ///< done, and the answer is no JSON, half of it, or a proxy's page
};

inline constexpr int kFaultKinds = static_cast<int>(FaultKind::garbage_executed) + 1;

[[nodiscard]] const char* to_word(FaultKind kind);
[[nodiscard]] Fault make_fault(FaultKind kind);
/// Breaks the assumption that never-pay-twice rests on: what is bought shows within the settling window.
[[nodiscard]] bool breaks_the_assumption(FaultKind kind);

}  // namespace understudy::simulated
