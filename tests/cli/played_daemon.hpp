// An HTTP server in a thread of its own that plays the daemon.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "net/server.hpp"

namespace understudy::cli {

/// What it answers, called on the server's thread; nullopt cuts the connection without an answer.
using Play = std::function<std::optional<net::Response>(const net::Request&)>;

class PlayedDaemon {
  public:
    /// Listens on the unix socket, or on a free loopback port where `unix_path` is empty.
    PlayedDaemon(const std::string& unix_path, Play play);
    ~PlayedDaemon();
    PlayedDaemon(const PlayedDaemon&) = delete;
    PlayedDaemon& operator=(const PlayedDaemon&) = delete;

    [[nodiscard]] std::string url() const { return url_; }

  private:
    boost::asio::awaitable<void> answer(net::ServerExchange& exchange);

    Play play_;
    boost::asio::io_context io_{1};
    std::unique_ptr<net::HttpServer> server_;
    std::string url_;
    std::thread thread_;
};

}  // namespace understudy::cli
