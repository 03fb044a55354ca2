// Making a connection to the origin: name lookup, TCP (or a unix socket), the proxy's CONNECT, TLS.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "net/client.hpp"
#include "net/input_buffer.hpp"
#include "net/lookup.hpp"
#include "net/stream.hpp"
#include "net/tls.hpp"

namespace understudy::net {

inline constexpr std::size_t answer_header_limit = 64u << 10;

/// A connection to the origin, and what was read ahead from it.
struct Connection {
    explicit Connection(std::unique_ptr<Stream> stream_in) : stream(std::move(stream_in)) {}
    std::unique_ptr<Stream> stream;
    InputBuffer input{answer_header_limit + 4096};
    SteadyTime usable_until{};  ///< while it is kept idle
};

[[nodiscard]] TransportTrouble transport_trouble(Phase phase, const IoTrouble& trouble);

class Dialer {
  public:
    template <class T>
    using Dialed = Result<T, TransportTrouble>;

    /// Throws std::runtime_error when the options cannot be used (ca_file). `options` must outlive it.
    Dialer(asio::any_io_executor executor, const ClientOptions& options);

    asio::awaitable<Dialed<std::unique_ptr<Connection>>> dial();

  private:
    using StreamOrTrouble = Dialed<std::unique_ptr<Stream>>;
    asio::awaitable<StreamOrTrouble> reach();
    asio::awaitable<StreamOrTrouble> reach_unix_socket();
    asio::awaitable<StreamOrTrouble> reach_any_of(Addresses addresses);
    asio::awaitable<std::optional<TransportTrouble>> ask_proxy(Connection& connection);
    asio::awaitable<std::optional<TransportTrouble>> secure(Connection& connection);

    asio::any_io_executor executor_;
    const ClientOptions& options_;
    std::optional<TlsContext> tls_;
    Lookup lookup_;
};

}  // namespace understudy::net
