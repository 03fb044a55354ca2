// What POST /_emulator/await waits for: so many matching requests that have come, been answered, or so many
// bytes of their bodies. A test in another process waits for a fact this way, without sleeping.
#pragma once

#include "emulator/request_log.hpp"
#include "net/http.hpp"

namespace understudy::emulator {

struct Awaited {
    std::string method, path;  ///< as in a fault's match
    std::uint64_t requests = 0, answered = 0, body_bytes = 0;
    Duration timeout{std::chrono::seconds(30)};
};

/// `{"match": {"method", "path"}, "requests": 1, "answered": 0, "body_bytes": 0, "timeout": "30s"}`
[[nodiscard]] Result<Awaited, std::string> awaited_from(const std::string& body);
/// Counts since the log was last forgotten, among the last requests that it keeps.
[[nodiscard]] bool has_come(const Awaited& awaited, const RequestLog& log);
[[nodiscard]] net::Response awaited_answer(const Result<Awaited, std::string>& awaited, bool came);

}  // namespace understudy::emulator
