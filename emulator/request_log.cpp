#include "emulator/request_log.hpp"

#include <algorithm>

namespace understudy::emulator {

namespace {
constexpr std::size_t kept_at_most = 4'000;
}

std::uint64_t RequestLog::begin(LoggedRequest request) {
    request.number = next_++;
    ++requests_;
    auto& count = by_endpoint_[request.endpoint];
    ++count.requests;
    count.most_in_flight = std::max(count.most_in_flight, ++count.in_flight);
    endpoint_in_flight_[request.number] = request.endpoint;
    last_.push_back(std::move(request));
    if (last_.size() > kept_at_most) last_.pop_front();
    return next_ - 1;
}

LoggedRequest* RequestLog::find(std::uint64_t number) {
    if (last_.empty() || number < last_.front().number || number > last_.back().number) return nullptr;
    return &last_[static_cast<std::size_t>(number - last_.front().number)];
}

void RequestLog::add_body(std::uint64_t number, std::uint64_t bytes) {
    body_bytes_ += bytes;
    if (auto* request = find(number)) request->body_bytes += bytes;
    const auto endpoint = endpoint_in_flight_.find(number);
    if (endpoint != endpoint_in_flight_.end()) by_endpoint_[endpoint->second].body_bytes += bytes;
}

void RequestLog::end(std::uint64_t number, int status, bool faulty) {
    if (auto* request = find(number)) {
        request->status = status;
        request->faulty = faulty;
        request->finished = true;
    }
    const auto endpoint = endpoint_in_flight_.find(number);
    if (endpoint == endpoint_in_flight_.end()) return;
    auto& count = by_endpoint_[endpoint->second];
    if (count.in_flight > 0) --count.in_flight;
    ++count.by_status[status];
    endpoint_in_flight_.erase(endpoint);
}

void RequestLog::forget() {
    last_.clear();
    by_endpoint_.clear();
    endpoint_in_flight_.clear();
    requests_ = body_bytes_ = 0;
}

}  // namespace understudy::emulator
