// Name lookup on a thread of its own. getaddrinfo(3) can hang for a minute and cannot be cancelled; here a
// lookup that was given up holds up nobody: neither the coroutine, nor the next lookup of another name, nor
// the end of the process.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "net/stream.hpp"

namespace understudy::net {

using Addresses = std::vector<asio::ip::tcp::endpoint>;

/// The system's resolver; blocks. The error is for people.
[[nodiscard]] Result<Addresses, std::string> look_up_now(const std::string& host, std::uint16_t port);

class Lookup {
  public:
    using Resolver = std::function<Result<Addresses, std::string>(const std::string&, std::uint16_t)>;

    /// `resolver` runs on another thread, and possibly after this object's end: it must own what it uses.
    explicit Lookup(asio::any_io_executor executor, Resolver resolver = look_up_now);
    ~Lookup();
    Lookup(const Lookup&) = delete;
    Lookup& operator=(const Lookup&) = delete;

    /// Addresses are answered at once. Those who ask for the same name while it is being looked up share one
    /// lookup, so a resolver that hangs costs one thread a name.
    asio::awaitable<Result<Addresses, IoTrouble>> resolve(std::string host, std::uint16_t port,
                                                          SteadyTime deadline);

  private:
    struct Pending;
    std::shared_ptr<Pending> begin(const std::string& host, std::uint16_t port);

    asio::any_io_executor executor_;
    Resolver resolver_;
    std::map<std::string, std::shared_ptr<Pending>> pending_;
};

}  // namespace understudy::net
