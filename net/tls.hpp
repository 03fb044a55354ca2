// TLS 1.2 and later over a non-blocking socket.
#pragma once

#include <memory>
#include <string>

#include "core/result.hpp"
#include "net/transport.hpp"

namespace understudy::net {

/// What all connections of one client or one listener share: trust, certificate, key. Cheap to copy.
class TlsContext {
  public:
    /// Trusts the system's store and, when not "", the certificates in `ca_file` (PEM).
    [[nodiscard]] static Result<TlsContext, std::string> for_client(const std::string& ca_file);
    /// PEM files: the certificate with its chain, and its private key.
    [[nodiscard]] static Result<TlsContext, std::string> for_server(const std::string& cert_file,
                                                                    const std::string& key_file);

    /// The client's side: the handshake fails unless the certificate is trusted and made out to `host`, which
    /// is a name or an address.
    [[nodiscard]] std::unique_ptr<Transport> connect(int socket, const std::string& host) const;
    [[nodiscard]] std::unique_ptr<Transport> accept(int socket) const;

  private:
    struct Shared;
    explicit TlsContext(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
    std::shared_ptr<Shared> shared_;
};

}  // namespace understudy::net
