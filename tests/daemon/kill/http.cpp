#include "tests/daemon/kill/http.hpp"

#include <algorithm>

namespace understudy::killing {

Http::Http(const std::string& url, const std::string& ca_file) {
    net::ClientOptions options;
    options.origin = net::parse_origin(url).value();
    if (options.origin.tls) options.ca_file = ca_file;
    client_ = std::make_unique<net::HttpClient>(io_.get_executor(), options);
}

HttpAnswer Http::ask(std::string method, std::string target, net::Headers headers, const Json& body) {
    net::Request request{std::move(method), std::move(target), std::move(headers), ""};
    if (!body.is_null()) {
        request.body = body.dump();
        request.headers.set("Content-Type", "application/json");
    }
    const auto answer = net::run(io_, client_->send(std::move(request)));
    if (!answer) return {};
    return {answer->status, Json::parse(answer->body, nullptr, false)};
}

std::string url_in(const std::string& line) { return line.substr(std::min(line.find("http"), line.size())); }

}  // namespace understudy::killing
