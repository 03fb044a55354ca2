// The daemon over HTTP.
#pragma once

#include <memory>

#include "cli/daemon.hpp"
#include "cli/endpoint.hpp"

namespace understudy::cli {

class HttpDaemon : public Daemon {
  public:
    /// `token` may be empty. `interrupt_descriptor`, when not -1, ends a call as soon as it is readable; it
    /// stays the caller's. Throws when `ca_file` cannot be read.
    HttpDaemon(Endpoint endpoint, std::string token, std::string ca_file, int interrupt_descriptor);
    ~HttpDaemon() override;

    Result<net::Response, Unreachable> call(net::Request request, milliseconds patience) override;
    Result<net::Response, Unreachable> follow(net::Request request, milliseconds patience,
                                              const Take& take) override;
    [[nodiscard]] std::string address() const override;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::cli
