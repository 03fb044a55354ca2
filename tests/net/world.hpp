// A server and clients of it on one io_context: what most tests of net/ happen in.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/client.hpp"
#include "net/run.hpp"
#include "net/server.hpp"

namespace understudy::test {

using net::Response;
using net::TransportTrouble;
using Answer = Result<Response, TransportTrouble>;

inline Response text(std::string body, int status = 200) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

inline net::Request get(std::string target) {
    net::Request request;
    request.target = std::move(target);
    return request;
}

inline net::Request post(std::string target, std::string body) {
    net::Request request;
    request.method = "POST";
    request.target = std::move(target);
    request.body = std::move(body);
    return request;
}

/// Produces `size` bytes in chunks from one buffer, and counts what was asked of it.
class CountedBody final : public net::BodyStream {
  public:
    CountedBody(std::uint64_t size, std::size_t chunk) : size_(size), buffer_(chunk, std::byte{'x'}) {}
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    net::asio::awaitable<std::optional<std::span<const std::byte>>> next() override {
        ++chunks;
        if (fails_after && produced >= *fails_after) co_return std::nullopt;
        const auto bytes =
            static_cast<std::size_t>(std::min<std::uint64_t>(buffer_.size(), size_ - produced));
        produced += bytes;
        co_return std::span<const std::byte>(buffer_).first(bytes);
    }
    std::uint64_t produced = 0;
    std::size_t chunks = 0;
    std::optional<std::uint64_t> fails_after;

  private:
    std::uint64_t size_;
    std::vector<std::byte> buffer_;
};

struct World {
    net::asio::io_context io;
    std::optional<net::HttpServer> server;
    net::ServerLimits limits;
    net::Refusal refusal = net::plain_refusal;

    void serve(net::Handler handler, net::ListenOn where = {.address = "127.0.0.1"}) {
        server.emplace(io.get_executor(), std::vector{std::move(where)}, limits, std::move(handler), refusal);
        const auto started = server->start();
        ASSERT_TRUE(started.ok()) << started.error();
    }

    [[nodiscard]] std::uint16_t port() const { return server->bound().at(0).port; }

    [[nodiscard]] net::ClientOptions options() const { return options_for(port()); }

    [[nodiscard]] static net::ClientOptions options_for(std::uint16_t port, bool tls = false) {
        net::ClientOptions options;
        options.origin = net::Origin{.tls = tls, .host = "127.0.0.1", .port = port, .path = ""};
        return options;
    }

    Answer send(net::HttpClient& client, net::Request request, net::BodyStream* body = nullptr) {
        std::optional<Answer> answer;
        net::run(io, net::detail::keep_result(client.send(std::move(request), body), &answer));
        return std::move(*answer);
    }

    /// A request under way, to be looked at or cancelled.
    struct Pending {
        std::optional<Answer> answer;
        net::asio::cancellation_signal cancellation;
        void cancel() { cancellation.emit(net::asio::cancellation_type::terminal); }
    };
    std::unique_ptr<Pending> start(net::HttpClient& client, net::Request request,
                                   net::BodyStream* body = nullptr) {
        auto pending = std::make_unique<Pending>();
        net::asio::co_spawn(io,
                            net::detail::keep_result(client.send(std::move(request), body), &pending->answer),
                            net::asio::bind_cancellation_slot(pending->cancellation.slot(),
                                                              [](const std::exception_ptr&) {}));
        return pending;
    }
    Answer finish(Pending& pending) {
        net::run_until(io, [&] { return pending.answer.has_value(); });
        return *pending.answer;
    }

    void stop(std::chrono::milliseconds grace = std::chrono::seconds(5)) {
        net::run(io, server->stop(grace));
    }
};

}  // namespace understudy::test
