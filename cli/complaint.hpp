// What went wrong, for people and for scripts: the daemon's problem documents and our own refusals alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/exit_code.hpp"
#include "net/http.hpp"

namespace understudy::cli {

struct Complaint {
    std::string type;    ///< stable slug
    std::string title;   ///< what, in one line
    std::string detail;  ///< more of it; the daemon's details name the cure, too
    std::string field;   ///< the JSON pointer or option at fault; "" for none
    std::string cure;    ///< what to do about it; "" when the detail says it
    int status = 0;      ///< HTTP status; 0 when it is not the daemon's
    bool operator==(const Complaint&) const = default;
};

/// A complaint and the exit code that goes with it.
struct Refusal {
    ExitCode code = ExitCode::refused;
    Complaint complaint;
};

/// Lines for standard error, the last one ended.
[[nodiscard]] std::string to_text(const Complaint& complaint, bool colours);
/// One problem document on one line, ended.
[[nodiscard]] std::string to_json(const Complaint& complaint);

/// What an answer that is no success complains about, whatever its body is.
[[nodiscard]] Complaint complaint_of(const net::Response& answer);
[[nodiscard]] Refusal not_running(std::string_view address, std::string_view what);
[[nodiscard]] Refusal not_understood(std::string_view what);
/// `token_trouble` says why no good token could be sent; "" when one was.
[[nodiscard]] Complaint not_let_in(Complaint complaint, std::string_view token_trouble);

}  // namespace understudy::cli
