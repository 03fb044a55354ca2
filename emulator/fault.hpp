// What the emulator can be made to do wrong, and when. Pure: the book says which fault a request meets, the
// runner carries it out.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/time.hpp"

namespace understudy::emulator {

/// Where in a request's life a fault strikes.
enum class FaultPoint {
    start,   ///< the head was read, nothing of the body
    body,    ///< in the body, after `after_bytes` bytes of it
    read,    ///< the whole body was read, nothing was done
    commit,  ///< done, and the client has not been told
    answer,  ///< in the middle of the answer (reset and close only)
};

enum class FaultAct {
    none,    ///< only the speeds and the delay
    answer,  ///< another answer than the right one
    reset,   ///< a TCP reset
    close,   ///< an orderly end of the connection, without an answer or in the middle of it
    hang,    ///< silence, until the client gives up
};

/// What a faulty answer's body is.
enum class FaultBody {
    right,      ///< the one that it would have been
    refusal,    ///< an error in the version's format, from error_code, title and message
    given,      ///< `body` as it is
    garbage,    ///< bytes that are no JSON under the JSON's content type
    truncated,  ///< the first half of the right one, with a Content-Length that fits
    html,       ///< a page such as a proxy makes
    wrapped,    ///< {"error": {…}}
    empty,      ///< nothing
};

struct Fault {
    FaultAct act = FaultAct::none;
    FaultPoint at = FaultPoint::commit;
    std::uint64_t after_bytes = 0;

    FaultBody body = FaultBody::right;
    int status = 0;  ///< 0: the right one
    std::string error_code, title = "Fault", message = "This was asked for.";
    std::string given, content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;  ///< Retry-After and others

    Duration delay{};         ///< before the answer
    Duration commit_after{};  ///< a create takes effect so much later
    std::uint64_t body_bytes_per_second = 0, answer_bytes_per_second = 0;  ///< 0: as fast as it goes
};

/// A fault and the requests that meet it.
struct FaultRule {
    std::string method;  ///< "" for any
    std::string path;    ///< "" for any; "*" is one segment, a last "**" everything below
    unsigned after = 0;  ///< so many matching requests go well first
    unsigned times = 1;  ///< then so many meet the fault; 0: all
    Fault fault{};
    std::uint64_t id = 0;  ///< given by the book
    unsigned matched = 0, struck = 0;
};

/// A trailing slash and the query make no difference.
[[nodiscard]] bool path_matches(std::string_view pattern, std::string_view target);

class FaultBook {
  public:
    std::uint64_t add(FaultRule rule);
    void clear() { rules_.clear(); }
    bool remove(std::uint64_t id);
    /// The fault that this request meets, if any: the oldest rule that matches and is due. Counts it.
    [[nodiscard]] std::optional<Fault> strike(std::string_view method, std::string_view target);
    [[nodiscard]] const std::list<FaultRule>& rules() const { return rules_; }

  private:
    std::list<FaultRule> rules_;
    std::uint64_t next_id_ = 1;
};

}  // namespace understudy::emulator
