#include "daemon/webhooks/http_sender.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "cartesia/retry_after.hpp"
#include "core/webhook.hpp"
#include "daemon/webhooks/signature.hpp"
#include "net/proxy.hpp"

namespace understudy {

namespace asio = boost::asio;

namespace {

using Kind = WebhookAnswer::Kind;

/// Path and query of a URL whose form the configuration has checked.
std::string target_of(const std::string& url) {
    const auto authority = url.find("//") + 2;
    const auto begin = url.find_first_of("/?", authority);
    if (begin == std::string::npos) return "/";
    return (url[begin] == '?' ? "/" : "") + url.substr(begin);
}

net::ClientOptions client_options(const WebhookTarget& target, std::chrono::milliseconds limit) {
    net::ClientOptions options;
    auto origin = net::parse_origin(target.url.substr(0, target.url.find('?')));
    if (!origin) throw std::invalid_argument(origin.error());
    options.origin = std::move(*origin);
    options.ca_file = target.ca_file;
    if (!target.proxy.empty()) {
        auto proxy = net::parse_proxy(target.proxy.reveal());
        if (!proxy) throw std::invalid_argument("proxy: " + proxy.error());
        options.proxy = std::move(proxy->origin);
        options.proxy_credentials = std::move(proxy->credentials);
    }
    options.max_idle = 1;
    options.head_is_enough = true;  // what else a receiver says is of no interest
    options.timeouts = {limit, limit, limit, limit, limit, limit, std::chrono::milliseconds{15'000}};
    options.user_agent = "understudy/" UNDERSTUDY_VERSION;
    return options;
}

WebhookAnswer read_answer(const net::Response& response, Time now) {
    WebhookAnswer answer{Kind::answered, response.status, {}, "HTTP " + std::to_string(response.status)};
    const bool may_ask = response.status == 429 || response.status == 503;
    if (const auto wait = response.headers.find("Retry-After"); wait && may_ask)
        if (const auto parsed = cartesia::parse_retry_after(*wait, now)) answer.retry_after = *parsed;
    if (response.status >= 300 && response.status < 400)
        answer.words += ", a redirect, which is not followed";
    return answer;
}

/// TLS spoken to who speaks none, or the other way around, is a mistake in the url that OpenSSL and the HTTP
/// parser have no words for.
std::string words_of(const net::TransportTrouble& trouble) {
    const auto says = [&](const char* words) { return trouble.what.find(words) != std::string::npos; };
    if (trouble.phase == net::Phase::tls && says("wrong version number"))
        return "it does not speak TLS there (" + trouble.what + "): perhaps its url begins with http://";
    if (trouble.phase == net::Phase::tls && !trouble.timed_out)
        return "no trusted connection can be made: " + trouble.what;
    if (says("bad version"))
        return "what it answers is no HTTP (" + trouble.what + "): perhaps its url begins with https://";
    return trouble.what;
}

asio::awaitable<void> pass(asio::steady_timer& timer) {
    const auto token = asio::as_tuple(asio::use_awaitable);
    co_await timer.async_wait(token);
}

}  // namespace

/// One webhook's receiver. Lives as long as a delivery to it is under way.
struct HttpWebhookSender::Aim {
    std::string target;
    std::vector<Secret> secrets;
    std::unique_ptr<net::HttpClient> client;  ///< none: nothing can be sent
    std::string unready;
};

struct HttpWebhookSender::Delivery {
    std::shared_ptr<Aim> aim;
    net::Request request;
    Time now{};
    std::function<void(WebhookAnswer)> told;
    WebhookAnswer answer;

    asio::awaitable<void> exchange() {
        const auto response = co_await aim->client->send(std::move(request));
        if (response)
            answer = read_answer(*response, now);
        else if (!response.error().cancelled)
            answer.words = words_of(response.error());
    }
};

HttpWebhookSender::HttpWebhookSender(asio::any_io_executor executor, std::chrono::milliseconds limit)
    : executor_(executor), limit_(limit), deliveries_(std::move(executor)) {}

void HttpWebhookSender::aim(std::vector<WebhookTarget> targets) {
    aims_.clear();
    for (WebhookTarget& target : targets) {
        auto aim = std::make_shared<Aim>();
        aim->target = target_of(target.url);
        aim->unready = target.unready;
        try {
            aim->client = std::make_unique<net::HttpClient>(executor_, client_options(target, limit_));
        } catch (const std::exception& trouble) {
            aim->unready = trouble.what();
        }
        aim->secrets = std::move(target.secrets);
        aims_[target.name] = std::move(aim);
    }
}

void HttpWebhookSender::send(const WebhookMessage& message, Time now,
                             std::function<void(WebhookAnswer)> told) {
    const auto aim = aims_.find(message.webhook);
    if (aim == aims_.end() || !aim->second->unready.empty() || aim->second->secrets.empty()) {
        const std::string why = aim == aims_.end() ? "it is not configured" : aim->second->unready;
        asio::post(executor_, [told, why] { told(WebhookAnswer{Kind::unready, 0, {}, why}); });
        return;
    }
    auto delivery = std::make_shared<Delivery>();
    delivery->aim = aim->second;
    delivery->now = now;
    delivery->told = std::move(told);
    net::Request& request = delivery->request;
    request.method = "POST";
    request.target = delivery->aim->target;
    const auto timestamp = std::chrono::floor<seconds>(now).time_since_epoch().count();
    const std::string signed_text = webhook_signed_text(message.message_id, now, message.body);
    request.headers = {{"Content-Type", "application/json"},
                       {"webhook-id", message.message_id},
                       {"webhook-timestamp", std::to_string(timestamp)},
                       {"webhook-signature", webhook_signature(delivery->aim->secrets, signed_text)}};
    request.body = message.body;
    deliveries_.spawn(deliver(std::move(delivery)));
}

asio::awaitable<void> HttpWebhookSender::deliver(std::shared_ptr<Delivery> delivery) {
    using namespace asio::experimental::awaitable_operators;
    asio::steady_timer timer(executor_, limit_);
    const auto limit = std::chrono::duration_cast<Duration>(limit_);
    delivery->answer.words = "no answer within " + in_words(limit);
    auto either = delivery->exchange() || pass(timer);
    co_await std::move(either);
    if (!stopping_) delivery->told(std::move(delivery->answer));
}

asio::awaitable<void> HttpWebhookSender::stop() {
    stopping_ = true;
    deliveries_.cancel();
    co_await deliveries_.join();
}

}  // namespace understudy
