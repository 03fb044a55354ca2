// A cloud that does what a test tells it, request by request, and remembers what it was asked.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "net/server.hpp"
#include "net/signal.hpp"

namespace understudy::test {

namespace asio = boost::asio;

/// What becomes of one request.
struct Act {
    enum class Kind {
        answer,       ///< read it whole, then answer
        early,        ///< answer without reading its body
        midway,       ///< read `after` bytes of its body, then answer and read no more
        reset,        ///< read it whole, then cut the connection
        reset_early,  ///< cut the connection without reading its body
        raw,          ///< read it whole, then send `response.body` as it is, and close
        hold,         ///< read it whole, answer once the test lets go
    };
    Kind kind = Kind::answer;
    net::Response response;
    std::uint64_t after = 0;
};

[[nodiscard]] inline Act answers(int status, std::string body = "", net::Headers headers = {}) {
    return {Act::Kind::answer, {status, std::move(headers), std::move(body)}};
}

struct SeenRequest {
    net::Request head;
    std::string body;
    bool whole = false;  ///< its body arrived to the end
    std::string peer;    ///< "127.0.0.1:40123": tells connections apart
};

class ScriptedServer {
  public:
    explicit ScriptedServer(asio::any_io_executor executor);

    /// The acts of the next requests in order; afterwards every request gets `otherwise`.
    std::deque<Act> script;
    Act otherwise = answers(500, "nothing is scripted");
    std::vector<SeenRequest> seen;

    /// Lets the held requests go, now and from now on.
    void let_go();
    [[nodiscard]] std::size_t holding() const { return holding_; }
    [[nodiscard]] std::string url() const;
    [[nodiscard]] net::HttpServer& server() { return server_; }

  private:
    asio::awaitable<void> handle(net::ServerExchange& exchange);
    asio::awaitable<void> wait_until_let_go();
    asio::awaitable<void> answer_midway(net::ServerExchange& exchange, Act act);
    Act next_act();

    net::Signal changed_;
    bool let_go_ = false;
    std::size_t holding_ = 0;
    net::HttpServer server_;
};

}  // namespace understudy::test
