// One server on loopback, asked in JSON from plain code.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "net/client.hpp"
#include "net/run.hpp"

namespace understudy::killing {

using Json = nlohmann::json;

struct HttpAnswer {
    int status = 0;  ///< 0: none came, the server is gone
    Json body;
    [[nodiscard]] bool good() const { return status >= 200 && status < 300; }
};

class Http {
  public:
    /// `ca_file` only for https.
    Http(const std::string& url, const std::string& ca_file);
    HttpAnswer ask(std::string method, std::string target, net::Headers headers, const Json& body = nullptr);

  private:
    net::asio::io_context io_;
    std::unique_ptr<net::HttpClient> client_;
};

/// The address in a line such as "listening on https://127.0.0.1:8443".
[[nodiscard]] std::string url_in(const std::string& line);

}  // namespace understudy::killing
