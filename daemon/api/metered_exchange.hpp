// An exchange that tells the meters how it was answered.
#pragma once

#include "daemon/api/meters.hpp"
#include "daemon/api/routes.hpp"
#include "net/server.hpp"

namespace understudy::api {

/// Stands before another one, which outlives it.
class MeteredExchange final : public net::ServerExchange {
  public:
    /// Without meters it only hands on.
    MeteredExchange(net::ServerExchange& exchange, Meters* meters, const Destination& destination);
    ~MeteredExchange() override;
    MeteredExchange(const MeteredExchange&) = delete;
    MeteredExchange& operator=(const MeteredExchange&) = delete;

    [[nodiscard]] const net::Request& request() const override { return inner_.request(); }
    [[nodiscard]] const net::Peer& peer() const override { return inner_.peer(); }
    [[nodiscard]] std::optional<std::uint64_t> content_length() const override {
        return inner_.content_length();
    }
    asio::awaitable<std::optional<std::size_t>> read_some(std::span<std::byte> into) override {
        return inner_.read_some(into);
    }
    asio::awaitable<std::optional<std::string>> read_body(std::size_t max) override {
        return inner_.read_body(max);
    }
    [[nodiscard]] bool too_large() const override { return inner_.too_large(); }
    asio::awaitable<bool> respond(net::Response response) override;
    asio::awaitable<bool> begin(net::Response head) override;
    asio::awaitable<bool> write(std::span<const std::byte> bytes) override { return inner_.write(bytes); }
    asio::awaitable<bool> finish() override { return inner_.finish(); }
    asio::awaitable<void> hung_up() override { return inner_.hung_up(); }
    asio::awaitable<bool> write_raw(std::string bytes) override { return inner_.write_raw(std::move(bytes)); }
    void reset() override { inner_.reset(); }

  private:
    void tell(int status);

    net::ServerExchange& inner_;
    Meters* const meters_;
    const std::string_view route_;
    const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    bool told_ = false, streams_ = false;
};

}  // namespace understudy::api
