// URLs and addresses. What the configuration takes for good is understood by the network's own reader, and in
// the same way: a disagreement about "loopback" would show the key to the network.
#include "config/addresses.hpp"
#include "net/http.hpp"
#include "net/proxy.hpp"
#include "net/server.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

void check_url(std::string_view url) {
    const auto origin = net::parse_origin(url);
    if (origin) {
        holds(!origin->host.empty() && origin->port != 0, "an origin has a host and a port");
        holds(printable(origin->host_header() + origin->path), "an origin can stand in a request's head");
        holds(origin->path.empty() || origin->path.front() == '/', "a path begins at the root");
    }
    if (base_url_problem(url).empty()) {
        holds(origin.ok(), "what the configuration takes can be called");
        holds(origin->tls || origin->loopback(), "plain http stays on this machine");
        holds(url_is_loopback(url) == origin->loopback(), "both see the same machine");
    }
    if (!url.empty() && proxy_problem(url).empty()) {
        const auto proxy = net::parse_proxy(url);
        holds(proxy.ok() && !proxy->origin.host.empty(), "a proxy that is taken can be called");
        holds(printable(net::basic_authorization(proxy->credentials)), "what it is told can stand in a head");
    }
}

void check_listen(std::string_view address) {
    if (!listen_problem(address).empty()) return;
    const auto listen = net::parse_listen(address);
    holds(listen.ok(), "an address that the configuration takes can be listened on");
    const bool local =
        !listen->unix_path.empty() || listen->address == "::1" || listen->address.starts_with("127.");
    holds(listen_is_local(address) == local, "both see the same machine");
}

void check_encoding(std::string_view text) {
    holds(net::percent_decode(net::percent_encode(text)) == text, "what is encoded is decoded");
    const auto decoded = net::percent_decode(text);
    if (decoded) holds(decoded->size() <= text.size(), "decoding makes nothing longer");
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy::fuzz;
    const std::string_view text = text_of(data, size);
    check_url(text);
    check_listen(text);
    check_encoding(text);
    return 0;
}
