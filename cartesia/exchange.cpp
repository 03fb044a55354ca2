#include "cartesia/exchange.hpp"

#include <algorithm>
#include <ctime>
#include <stdexcept>

#include "cartesia/classify.hpp"
#include "cartesia/clean_text.hpp"
#include "cartesia/retry_after.hpp"
#include "net/proxy.hpp"

namespace understudy::cartesia {
namespace {

constexpr std::size_t longest_answer = 8u << 20;

net::Origin origin_of(const std::string& url, const char* what) {
    auto origin = net::parse_origin(url);
    if (!origin) throw std::invalid_argument(std::string(what) + ": " + origin.error());
    return std::move(origin).value();
}

net::ClientOptions client_options(const Options& options, std::size_t connections) {
    net::ClientOptions client;
    client.origin = origin_of(options.base_url, "base_url");
    client.ca_file = options.ca_file;
    if (!options.proxy.reveal().empty()) {
        auto proxy = net::parse_proxy(options.proxy.reveal());
        if (!proxy) throw std::invalid_argument("proxy: " + proxy.error());
        client.proxy = std::move(proxy->origin);
        client.proxy_credentials = std::move(proxy->credentials);
    }
    client.max_idle = connections;
    client.max_answer = longest_answer;
    client.timeouts.first_byte = options.answer_timeout;
    client.user_agent = options.user_agent;
    return client;
}

std::string base_path_of(const std::string& base_url) {
    std::string path = origin_of(base_url, "base_url").path;
    while (path.ends_with('/')) path.pop_back();
    return path;
}

microseconds spacing_of(double requests_per_second) {
    if (requests_per_second <= 0) return microseconds(0);
    return microseconds(static_cast<microseconds::rep>(1e6 / std::max(requests_per_second, 1e-3)));
}

/// A key with anything else in it could not be sent as a header.
bool can_be_a_header(const Secret& key) {
    const std::string& text = key.reveal();
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

Trouble no_usable_key(const Secret& key) {
    Trouble trouble;
    trouble.certainty = Certainty::refused;
    trouble.kind = TroubleKind::credentials;
    trouble.type = key.empty() ? "no_api_key" : "bad_api_key";
    trouble.title = key.empty() ? "There is no API key" : "The API key holds characters that no key has";
    trouble.detail = "Nothing was sent.";
    return trouble;
}

Time wall_now() { return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()); }

/// Does not step, and counts while the machine sleeps, which the steady clock does not.
Duration since_boot() {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return seconds(now.tv_sec) + std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(now.tv_nsec));
}

}  // namespace

Exchange::Exchange(asio::any_io_executor executor, const Options& options)
    : base_path_(base_path_of(options.base_url)),
      version_(options.version),
      key_(options.api_key),
      upload_client_(executor, client_options(options, options.max_upload_connections)),
      other_client_(executor, client_options(options, options.max_other_connections)),
      upload_gate_(executor, options.max_upload_connections, microseconds(0)),
      other_gate_(executor, options.max_other_connections, spacing_of(options.requests_per_second)),
      observer_(options.observer) {}

void Exchange::add_common_headers(net::Request& request) const {
    request.target.insert(0, base_path_);
    request.headers.set("Authorization", "Bearer " + key_.reveal());
    request.headers.set("Cartesia-Version", version_);
}

asio::awaitable<Outcome<net::Response>> Exchange::send(net::Request request, Lane lane,
                                                       std::shared_ptr<Call> call) {
    const auto permit = co_await other_gate_.enter(lane);
    if (!permit) co_return failure(given_up_unsent());
    co_return co_await perform(other_client_, std::move(request), nullptr, std::move(call));
}

asio::awaitable<Outcome<net::Response>> Exchange::upload(net::Request request, MultipartUpload& body,
                                                         std::shared_ptr<Call> call) {
    const auto permit = co_await upload_gate_.enter(Lane::write);
    if (!permit) co_return failure(given_up_unsent());
    co_return co_await perform(upload_client_, std::move(request), &body, std::move(call));
}

asio::awaitable<Outcome<net::Response>> Exchange::perform(net::HttpClient& client, net::Request request,
                                                          net::BodyStream* body, std::shared_ptr<Call> call) {
    const Secret key = key_;  // the one that this request bears, should it be replaced meanwhile
    if (key.empty() || !can_be_a_header(key)) co_return failure(no_usable_key(key));
    add_common_headers(request);
    call->on_the_wire = true;
    const auto begun = std::chrono::steady_clock::now();
    auto outcome = co_await send_once(client, std::move(request), body, key);
    tell(call->endpoint, outcome, begun);
    co_return std::move(outcome);
}

/// `key` is the one that the request bears.
asio::awaitable<Outcome<net::Response>> Exchange::send_once(net::HttpClient& client, net::Request request,
                                                            net::BodyStream* body, const Secret& key) {
    auto answer = co_await client.send(std::move(request), body);
    if (!answer) co_return failure(trouble_of(answer.error()));
    read_the_clock(*answer);
    if (answer->status / 100 != 2) co_return failure(trouble_of(*answer, wall_now(), key));
    // A good answer's words (a name, a user error) are kept and shown, too.
    if (answer->body.find(key.reveal()) != std::string::npos) answer->body = without(key, answer->body);
    co_return std::move(answer).value();
}

std::string Exchange::request_id_in(const net::Response& answer) const {
    constexpr std::size_t longest = 100;
    return one_line(without(key_, answer.headers.find("x-request-id").value_or("")), longest);
}

void Exchange::tell(std::string_view endpoint, const Outcome<net::Response>& outcome,
                    std::chrono::steady_clock::time_point begun) const {
    if (observer_ == nullptr) return;
    const auto took = std::chrono::steady_clock::now() - begun;
    Exchanged exchange{endpoint, 0, nullptr, std::chrono::duration_cast<Duration>(took)};
    if (outcome) {
        exchange.http_status = outcome->status;
        exchange.request_id = request_id_in(*outcome);
    } else {
        exchange.trouble = &outcome.error();
        exchange.http_status = exchange.trouble->http_status.value_or(0);
        exchange.request_id = exchange.trouble->request_id;
    }
    observer_->exchanged(exchange);
}

void Exchange::read_the_clock(const net::Response& answer) {
    const auto date = answer.headers.find("Date");
    if (!date) return;
    if (const auto cloud = parse_http_date(*date)) cloud_clock_.tells(*cloud, since_boot());
}

std::optional<Duration> Exchange::clock_ahead() const {
    return cloud_clock_.ahead_of(wall_now(), since_boot());
}

void Exchange::set_requests_per_second(double requests_per_second) {
    other_gate_.set_spacing(spacing_of(requests_per_second));
}

void Exchange::close() {
    upload_client_.close();
    other_client_.close();
}

std::uint64_t Exchange::connections_opened() const {
    return upload_client_.stats().connections_opened + other_client_.stats().connections_opened;
}

}  // namespace understudy::cartesia
