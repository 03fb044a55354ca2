#include "daemon/api/metered_exchange.hpp"

#include <algorithm>
#include <utility>

namespace understudy::api {

namespace {

/// Anybody may send any word: it must not become a label.
std::string_view known(std::string_view method) {
    if (method == "HEAD") return method;
    const auto all = routes();
    const bool is =
        std::any_of(all.begin(), all.end(), [&](const Route& route) { return route.method == method; });
    return is ? method : "other";
}

}  // namespace

MeteredExchange::MeteredExchange(net::ServerExchange& exchange, Meters* meters,
                                 const Destination& destination)
    : inner_(exchange), meters_(meters), route_(destination.route ? destination.route->pattern : "") {}

/// The server answers with a 500 where nobody did.
MeteredExchange::~MeteredExchange() {
    tell(500);
    if (streams_) meters_->stream_ended();
}

void MeteredExchange::tell(int status) {
    if (meters_ == nullptr || std::exchange(told_, true)) return;
    const auto took = std::chrono::steady_clock::now() - begun_;
    meters_->answered(known(request().method), route_, status, std::chrono::duration_cast<Duration>(took));
}

asio::awaitable<bool> MeteredExchange::respond(net::Response response) {
    tell(response.status);
    return inner_.respond(std::move(response));
}

asio::awaitable<bool> MeteredExchange::begin(net::Response head) {
    tell(head.status);
    // A long answer that ends is no stream.
    const bool streams = meters_ != nullptr && head.headers.find("Content-Type") == "text/event-stream";
    if (streams && !std::exchange(streams_, true)) meters_->stream_began();
    return inner_.begin(std::move(head));
}

}  // namespace understudy::api
