// The daemon as the commands see it: one request, one answer, or the reason that there is none.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/time.hpp"
#include "net/http.hpp"

namespace understudy::cli {

/// No answer came.
struct Unreachable {
    std::string what;          ///< for people: "connection refused"
    bool connected = false;    ///< the daemon was reached, and may have had the request whole
    bool interrupted = false;  ///< the user gave it up
    bool too_late = false;     ///< no answer came within our patience
};

/// Takes a piece of an answer; false: enough.
using Take = std::function<bool(std::string_view piece)>;

class Daemon {
  public:
    virtual ~Daemon() = default;
    /// Sends once and waits for the answer no longer than `patience`. `request.target` begins with "/v1/".
    /// Nothing is re-sent here.
    virtual Result<net::Response, Unreachable> call(net::Request request, milliseconds patience) = 0;
    /// Likewise, for an answer that goes on: the body of a success goes to `take` as it comes, until it ends
    /// or `take` returns false. `patience` is for its beginning; after it half a minute without a byte is the
    /// end.
    virtual Result<net::Response, Unreachable> follow(net::Request request, milliseconds patience,
                                                      const Take& take) = 0;
    /// Where it is looked for, for messages: "http://127.0.0.1:7878".
    [[nodiscard]] virtual std::string address() const = 0;
};

}  // namespace understudy::cli
