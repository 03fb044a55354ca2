// What came in: counts by endpoint, bytes, and the last requests one by one.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "core/time.hpp"

namespace understudy::emulator {

struct LoggedRequest {
    std::uint64_t number = 0;              ///< from 1
    std::string method, target, endpoint;  ///< endpoint: "POST /datasets/{}/files"
    std::string user_agent;
    Time at{};
    std::uint64_t body_bytes = 0;
    int status = 0;       ///< of the answer that was sent; 0 when there was none
    bool faulty = false;  ///< it met a fault
    bool finished = false;
};

struct EndpointCount {
    std::uint64_t requests = 0, body_bytes = 0, in_flight = 0, most_in_flight = 0;
    std::map<int, std::uint64_t> by_status;
};

class RequestLog {
  public:
    /// A request whose head was read. The reference is good until forget().
    std::uint64_t begin(LoggedRequest request);
    void add_body(std::uint64_t number, std::uint64_t bytes);
    void end(std::uint64_t number, int status, bool faulty);
    void forget();

    [[nodiscard]] const std::deque<LoggedRequest>& last() const { return last_; }
    [[nodiscard]] const std::map<std::string, EndpointCount>& by_endpoint() const { return by_endpoint_; }
    [[nodiscard]] std::uint64_t requests() const { return requests_; }
    [[nodiscard]] std::uint64_t body_bytes() const { return body_bytes_; }

  private:
    [[nodiscard]] LoggedRequest* find(std::uint64_t number);

    std::deque<LoggedRequest> last_;  ///< the newest at the end, a few thousand
    std::map<std::uint64_t, std::string> endpoint_in_flight_;
    std::map<std::string, EndpointCount> by_endpoint_;
    std::uint64_t next_ = 1, requests_ = 0, body_bytes_ = 0;
};

}  // namespace understudy::emulator
