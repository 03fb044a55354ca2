#include "sim/fault.hpp"

namespace understudy::simulated {

namespace {
Fault transport(Certainty certainty, std::string type, std::string title, bool executed) {
    Fault fault;
    fault.executed = executed;
    fault.trouble.certainty = certainty;
    fault.trouble.type = std::move(type);
    fault.trouble.title = std::move(title);
    return fault;
}

Fault reset(bool executed) {
    return transport(Certainty::unknown, "connection_reset", "the connection broke", executed);
}

Fault silence(bool executed) {
    Fault fault = transport(Certainty::unknown, "timeout", "the cloud did not answer in time", executed);
    fault.silent = true;
    return fault;
}

Fault answered(int status, bool executed, Duration commit_after = {}) {
    Fault fault = Fault::status(status, TroubleKind::transient);
    fault.executed = executed;
    fault.commit_after = commit_after;
    return fault;
}

Fault with_commit_after(Fault fault, Duration after) {
    fault.commit_after = after;
    return fault;
}

Fault slow() {
    Fault fault;
    fault.executed = fault.right = true;
    fault.delay = seconds{45};
    return fault;
}

Fault throttled() {
    Fault fault = answered(429, false);
    fault.trouble.retry_after = seconds{30};
    return fault;
}
}  // namespace

Fault Fault::lost_answer() { return reset(true); }
Fault Fault::lost_request() { return reset(false); }
Fault Fault::not_connected() {
    return transport(Certainty::refused, "connect_failed", "no connection", false);
}

Fault Fault::status(int status, TroubleKind kind) {
    const bool proves_nothing = status == 408 || status == 409 || status < 300 || status >= 500;
    Fault fault = transport(proves_nothing ? Certainty::unknown : Certainty::refused,
                            "http_" + std::to_string(status), "status " + std::to_string(status), false);
    fault.trouble.kind = kind;
    fault.trouble.http_status = status;
    return fault;
}

Fault make_fault(FaultKind kind) {
    switch (kind) {
        case FaultKind::not_connected:
            return Fault::not_connected();
        case FaultKind::cut_request:
            return transport(Certainty::refused, "connection_reset", "the connection broke", false);
        case FaultKind::lost_request:
            return Fault::lost_request();
        case FaultKind::lost_answer:
            return Fault::lost_answer();
        case FaultKind::late_commit:
            return with_commit_after(reset(true), std::chrono::minutes{2});
        case FaultKind::commit_past_window:
            return with_commit_after(reset(true), std::chrono::hours{1});
        case FaultKind::silence:
            return silence(false);
        case FaultKind::silence_executed:
            return silence(true);
        case FaultKind::slow:
            return slow();
        case FaultKind::status_500:
            return answered(500, false);
        case FaultKind::status_503_executed:
            return answered(503, true);
        case FaultKind::status_504_late:
            return answered(504, true, std::chrono::minutes{1});
        case FaultKind::status_408:
            return answered(408, false);
        case FaultKind::status_409_executed:
            return answered(409, true);
        case FaultKind::status_429:
            return throttled();
        case FaultKind::status_302:
            return Fault::status(302, TroubleKind::refused);
        case FaultKind::status_401:
            return Fault::status(401, TroubleKind::credentials);
        case FaultKind::status_402:
            return Fault::status(402, TroubleKind::funds);
        case FaultKind::status_403:
            return Fault::status(403, TroubleKind::forbidden);
        case FaultKind::status_404:
            return Fault::status(404, TroubleKind::refused);
        case FaultKind::status_413:
            return Fault::status(413, TroubleKind::refused);
        case FaultKind::status_422:
            return Fault::status(422, TroubleKind::refused);
        case FaultKind::garbage_executed: {
            Fault fault = answered(200, true);
            fault.trouble.type = "garbage_answer";
            return fault;
        }
    }
    return {};
}

const char* to_word(FaultKind kind) {
    static constexpr std::array<const char*, kFaultKinds> words{
        "not-connected", "cut-request",  "lost-request", "lost-answer", "late-commit", "past-window",
        "silence",       "silence-done", "slow",         "500",         "503-done",    "504-late",
        "408",           "409-done",     "429",          "302",         "401",         "402",
        "403",           "404",          "413",          "422",         "garbage-done"};
    return words.at(static_cast<std::size_t>(kind));
}

bool breaks_the_assumption(FaultKind kind) { return kind == FaultKind::commit_past_window; }

}  // namespace understudy::simulated
