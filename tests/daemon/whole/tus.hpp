// A client of the inbox: tus 1.0 by hand, so that it can do what a good client does not.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>

#include "net/client.hpp"
#include "studio.hpp"

namespace understudy::test {

/// A studio whose daemon takes recordings from other machines.
class TusStudio : public Studio {
  protected:
    void SetUp() override;
    /// Starts the daemon with more in [inbox].
    void open_inbox(const std::string& more = "");

    /// One request with the token and the protocol's version; `headers` win.
    net::Response tus(std::string method, std::string target, net::Headers headers = {},
                      std::string body = "");
    /// Begins an upload of this length: its target.
    std::string begin(std::uint64_t length, const std::string& path, const std::string& folder = "Anna");
    net::Response announce(std::uint64_t length, const std::string& path, const std::string& folder = "Anna");
    net::Response patch(const std::string& target, std::uint64_t offset, std::string bytes,
                        net::Headers more = {});
    /// As HEAD tells it; nullopt where it tells none.
    std::optional<std::uint64_t> offset_of(const std::string& target);
    /// The type of a refusal: "upload-locked".
    static std::string type_of(const net::Response& response);

    /// A connection of its own that begins a PATCH of `length` bytes and sends so many of them, and no more.
    std::unique_ptr<boost::asio::ip::tcp::socket> half_a_patch(const std::string& target,
                                                               std::uint64_t offset, std::uint64_t length,
                                                               const std::string& bytes);
    [[nodiscard]] std::string inbox_file(const std::string& path) const;

    std::string inbox;

  private:
    net::asio::io_context io_;
};

/// Bytes that are not the same anywhere.
[[nodiscard]] std::string many_bytes(std::size_t count);
[[nodiscard]] std::string content_of(const std::string& path);

}  // namespace understudy::test
