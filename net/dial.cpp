#include "net/dial.hpp"

#include <boost/asio/local/stream_protocol.hpp>
#include <sstream>
#include <stdexcept>

#include "net/message.hpp"
#include "net/parser.hpp"
#include "net/proxy.hpp"

namespace understudy::net {
namespace {

std::string words_of(const asio::ip::tcp::endpoint& endpoint) {
    std::ostringstream words;
    words << endpoint;
    return words.str();
}

std::string authority_of(const Origin& origin) {
    const bool v6 = origin.host.find(':') != std::string::npos;
    return (v6 ? "[" + origin.host + "]" : origin.host) + ":" + std::to_string(origin.port);
}

std::string proxy_words(const Origin& proxy) { return "the proxy " + authority_of(proxy); }

TransportTrouble proxy_trouble(const Origin& proxy, const IoTrouble& trouble) {
    auto result = transport_trouble(Phase::connect, trouble);
    result.what = proxy_words(proxy) + ": " + result.what;
    return result;
}

/// What to look at where a proxy says no.
std::string refusal_words(int status, bool has_credentials, const std::string& target) {
    if (status == 407 || status == 401)  // tinyproxy says 401 to a wrong password
        return has_credentials ? "; it does not take the user name and the password that it was given"
                               : "; it wants a user name and a password";
    if (status == 403) return "; it does not let this machine through to " + target;
    return "";
}

}  // namespace

TransportTrouble transport_trouble(Phase phase, const IoTrouble& trouble) {
    return {
        .phase = phase, .timed_out = trouble.timed_out, .cancelled = trouble.cancelled, .what = trouble.what};
}

Dialer::Dialer(asio::any_io_executor executor, const ClientOptions& options)
    : executor_(executor), options_(options), lookup_(executor) {
    if (options.proxy && options.proxy->tls)
        throw std::runtime_error("a proxy is spoken to in plain HTTP: its URL must begin with http://");
    if (!options.origin.tls || !options.unix_path.empty()) return;
    auto context = TlsContext::for_client(options.ca_file);
    if (!context) throw std::runtime_error(context.error());
    tls_ = std::move(context).value();
}

asio::awaitable<Dialer::Dialed<std::unique_ptr<Connection>>> Dialer::dial() {
    auto reached = co_await reach();
    if (!reached && options_.proxy && options_.unix_path.empty())
        reached.error().what.insert(0, proxy_words(*options_.proxy) + ": ");
    if (!reached) co_return failure(std::move(reached).error());
    auto connection = std::make_unique<Connection>(std::move(reached).value());
    if (options_.proxy && options_.unix_path.empty()) {
        auto refused = co_await ask_proxy(*connection);
        if (refused) co_return failure(std::move(*refused));
    }
    if (tls_) {
        auto distrusted = co_await secure(*connection);
        if (distrusted) co_return failure(std::move(*distrusted));
    }
    co_return std::move(connection);
}

asio::awaitable<Dialer::StreamOrTrouble> Dialer::reach() {
    if (!options_.unix_path.empty()) co_return co_await reach_unix_socket();
    const Origin& target = options_.proxy ? *options_.proxy : options_.origin;
    const auto deadline = from_now(options_.timeouts.resolve);
    auto addresses = co_await lookup_.resolve(target.host, target.port, deadline);
    if (!addresses) {
        auto trouble = transport_trouble(Phase::resolve, addresses.error());
        trouble.what = target.host + ": " + trouble.what;
        co_return failure(std::move(trouble));
    }
    co_return co_await reach_any_of(std::move(addresses).value());
}

asio::awaitable<Dialer::StreamOrTrouble> Dialer::reach_unix_socket() {
    if (options_.unix_path.size() >= 108)
        co_return failure(TransportTrouble{.what = "the path of the unix socket is too long"});
    const Stream::Endpoint endpoint = asio::local::stream_protocol::endpoint(options_.unix_path);
    const auto deadline = from_now(options_.timeouts.connect);
    auto stream = co_await Stream::connect(executor_, endpoint, deadline);
    if (stream) co_return std::move(stream).value();
    auto trouble = transport_trouble(Phase::connect, stream.error());
    trouble.what = options_.unix_path + ": " + trouble.what;
    co_return failure(std::move(trouble));
}

// One after the other; each gets its fair share of the time that is left, so that an address that swallows
// everything leaves some to the next.
asio::awaitable<Dialer::StreamOrTrouble> Dialer::reach_any_of(Addresses addresses) {
    const auto deadline = from_now(options_.timeouts.connect);
    TransportTrouble last;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const auto now = std::chrono::steady_clock::now();
        const auto share = now + (deadline - now) / static_cast<long>(addresses.size() - i);
        const Stream::Endpoint endpoint = addresses[i];
        auto stream = co_await Stream::connect(executor_, endpoint, share);
        if (stream) co_return std::move(stream).value();
        last = transport_trouble(Phase::connect, stream.error());
        last.what = words_of(addresses[i]) + ": " + last.what;
        if (last.cancelled) break;
    }
    co_return failure(std::move(last));
}

asio::awaitable<std::optional<TransportTrouble>> Dialer::ask_proxy(Connection& connection) {
    const std::string authority = authority_of(options_.origin);
    const std::string name = proxy_words(*options_.proxy);
    const Secret& credentials = options_.proxy_credentials;
    std::string ask = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority +
                      "\r\nUser-Agent: " + options_.user_agent + "\r\n";
    if (!credentials.empty()) ask += "Proxy-Authorization: " + basic_authorization(credentials) + "\r\n";
    ask += "\r\n";
    const auto deadline = from_now(options_.timeouts.connect);
    const auto bytes = bytes_of(ask);
    const auto asked = co_await connection.stream->write_all(bytes, options_.timeouts.connect);
    if (!asked) co_return proxy_trouble(*options_.proxy, asked.error());
    AnswerReader reader(true, answer_header_limit, 0);
    ParseStep step;
    while (step.state == Parsed::more) {
        const auto room = connection.input.room();
        const auto read = co_await connection.stream->read_some(room, deadline);
        if (!read) co_return proxy_trouble(*options_.proxy, read.error());
        connection.input.filled(*read);
        step = *read == 0 ? reader.end_of_stream() : reader.feed(connection.input.unread());
        connection.input.consume(step.consumed);
    }
    if (step.state != Parsed::done) co_return TransportTrouble{.what = name + ": " + step.what};
    const int status = reader.take().status;
    if (status / 100 != 2)
        co_return TransportTrouble{.what = name + " refused: " + std::to_string(status) + " " +
                                           reason_phrase(status) +
                                           refusal_words(status, !credentials.empty(), authority)};
    if (!connection.input.empty()) co_return TransportTrouble{.what = name + " spoke out of turn"};
    co_return std::nullopt;
}

asio::awaitable<std::optional<TransportTrouble>> Dialer::secure(Connection& connection) {
    Stream& stream = *connection.stream;
    stream.speak_through(tls_->connect(stream.socket(), options_.origin.host));
    const auto deadline = from_now(options_.timeouts.tls);
    const auto shaken = co_await stream.handshake(deadline);
    if (shaken) co_return std::nullopt;
    auto trouble = transport_trouble(Phase::tls, shaken.error());
    trouble.what = options_.origin.host + ": " + trouble.what;
    co_return trouble;
}

}  // namespace understudy::net
