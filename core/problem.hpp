// A refusal of what somebody asked of us: the source of an RFC 9457 problem document and of the CLI's
// messages.
#pragma once

#include <string>

namespace understudy {

/// `type` is a stable slug ("invalid-field", "job-not-found", …); `field` the JSON pointer or config key at
/// fault
/// ("/recordings/0"), "" when none is; `detail` says what is wrong and names the cure.
struct Problem {
    int status = 400;  ///< HTTP status
    std::string type;
    std::string title;
    std::string detail;
    std::string field;
    bool operator==(const Problem&) const = default;
};

}  // namespace understudy
