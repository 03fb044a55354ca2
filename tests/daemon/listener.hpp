// A client of a stream of events that keeps all that it is sent.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <string>
#include <vector>

namespace understudy::test {

class Listener {
  public:
    /// Connects and asks. `more`: further headers, each with its end. Hears nothing before listen().
    Listener(boost::asio::io_context& io, std::uint16_t port, const std::string& target,
             const std::string& bearer, const std::string& more, const std::string& method = "GET")
        : heard_(std::make_shared<Heard>(io)) {
        heard_->socket.connect({boost::asio::ip::make_address("127.0.0.1"), port});
        const std::string request =
            method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
            "\r\nAuthorization: Bearer " + bearer + "\r\nAccept: text/event-stream\r\n" + more + "\r\n";
        boost::asio::write(heard_->socket, boost::asio::buffer(request));
    }
    ~Listener() { leave(); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    void listen() { listen_on(heard_); }
    void leave() { heard_->socket.close(); }
    [[nodiscard]] const std::string& said() const { return heard_->said; }
    [[nodiscard]] bool ended() const { return heard_->ended; }
    [[nodiscard]] bool has(const std::string& words) const { return said().find(words) != std::string::npos; }
    /// The ids in their order, of the events that came whole.
    [[nodiscard]] std::vector<std::int64_t> ids() const {
        std::vector<std::int64_t> all;
        for (auto at = said().find("\nid: "); at != std::string::npos; at = said().find("\nid: ", at + 1))
            if (said().find("\n\n", at) != std::string::npos)
                all.push_back(std::stoll(said().substr(at + 5, 20)));
        return all;
    }

  private:
    struct Heard {
        explicit Heard(boost::asio::io_context& io) : socket(io) {}
        boost::asio::ip::tcp::socket socket;
        std::array<char, 65'536> block{};
        std::string said;
        bool ended = false;
    };
    static void listen_on(const std::shared_ptr<Heard>& heard) {
        heard->socket.async_read_some(boost::asio::buffer(heard->block),
                                      [heard](auto error, std::size_t bytes) {
                                          heard->ended = bool(error);
                                          heard->said.append(heard->block.data(), bytes);
                                          if (!error) listen_on(heard);
                                      });
    }
    std::shared_ptr<Heard> heard_;
};

}  // namespace understudy::test
