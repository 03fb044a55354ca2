#include "daemon/api/api.hpp"

#include <boost/asio/this_coro.hpp>

#include "daemon/api/event_stream.hpp"
#include "daemon/api/metered_exchange.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/refusals.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/strict_json.hpp"
#include "daemon/api/tus_heads.hpp"

namespace understudy::api {

namespace {

namespace asio = boost::asio;

/// Cut for saying back: a target may have kilobytes.
std::string_view shown(std::string_view path) { return path.substr(0, 200); }

net::Response not_allowed(const net::Request& head, const Destination& destination) {
    net::Response response = to_response(wrong_method(head.method.substr(0, 32), destination.allowed));
    response.headers.set("Allow", destination.allowed);
    return response;
}

net::Response refuse_id(std::string_view path, const std::string& id) {
    if (path.starts_with("/v1/preflight/"))
        return to_response({404, "preflight-not-found", "There is no such preflight",
                            "\"" + std::string(shown(id)) + "\" is no preflight's id.", ""});
    for (const char* place : {"/v1/datasets/", "/v1/fine-tunes/", "/v1/voices/"})
        if (path.starts_with(place))
            return to_response({404, "cloud-object-not-found", "The cloud has no such thing",
                                "\"" + std::string(shown(id)) + "\" is no id of the cloud's.", ""});
    if (is_upload_path(path))
        return to_response({404, "upload-not-found", "No such upload",
                            "\"" + std::string(shown(id)) + "\" is no upload's id.", ""});
    return to_response(no_such_job(shown(id)));
}

/// Why no endpoint is called; nullopt when the destination is good.
std::optional<net::Response> refuse_destination(const net::Request& head, const Destination& destination) {
    if (destination.allowed.empty()) return to_response(no_such_path(shown(net::path_of(head.target))));
    if (destination.route == nullptr) return not_allowed(head, destination);
    if (destination.ill_formed_id) return refuse_id(net::path_of(head.target), destination.job_id);
    return std::nullopt;
}

bool is_json(std::string_view content_type) {
    std::string type(content_type.substr(0, content_type.find(';')));
    type.erase(type.find_last_not_of(" \t") + 1);
    for (char& letter : type)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return type == "application/json" || type == "application/merge-patch+json";
}

/// Of a body that is there: is it labelled as what we read?
std::optional<Problem> refuse_labels(const net::Request& head) {
    if (const auto encoding = head.headers.find("Content-Encoding"); encoding && *encoding != "identity")
        return Problem{415, "unsupported-media-type", "Unsupported encoding",
                       "Bodies are read as they are: send it without Content-Encoding.", "Content-Encoding"};
    const std::string_view type = head.headers.find("Content-Type").value_or("");
    if (!is_json(type)) return wrong_content_type(shown(type));
    return std::nullopt;
}

/// What leads nowhere is told only to those who may look.
Right right_for(const Destination& destination) {
    const Route* const route = destination.route;
    if (route != nullptr && route->open) return Right::none;
    const bool looks =
        route == nullptr || route->method == "GET" || route->method == "OPTIONS" || route->looks;
    return looks ? Right::look : Right::change;
}

/// Of a sign-in: a code.
constexpr std::size_t most_of_a_stranger = 1u << 10;

/// Takes a body of whom nobody knows yet. Such requests are counted apart, and never stand in the way of who
/// has a token.
bool is_for_strangers(const Route& route) { return route.open && route.body != BodyRule::none; }

asio::awaitable<Result<std::string, net::Response>> read_body(net::ServerExchange& exchange,
                                                              const Route& route) {
    if (route.body == BodyRule::none || route.body == BodyRule::bytes) co_return std::string();
    const std::size_t most = is_for_strangers(route) ? most_of_a_stranger : max_body_bytes;
    std::optional<std::string> body = co_await exchange.read_body(most);
    if (exchange.too_large()) co_return failure(to_response(body_too_large(most)));
    if (!body) co_return failure(to_response(incomplete_body()));
    if (!body->empty())
        if (const auto problem = refuse_labels(exchange.request())) co_return failure(to_response(*problem));
    co_return std::move(*body);
}

bool is_stream(const Route& route, const net::Request& head) { return route.streams && wants_stream(head); }

/// What shows jobs says, too, that all of them are paused: who looks at one wonders why it does not go on.
void tell_pauses(const Pauses& pauses, net::Response& response) {
    std::string words = pauses.spending ? "spending" : "";
    if (pauses.uploading) words += words.empty() ? "uploading" : ", uploading";
    if (!words.empty()) response.headers.set("Understudy-Paused", words);
}

/// One more, for as long as it lives.
class Counted {
  public:
    explicit Counted(std::size_t& count) : count_(count) { ++count_; }
    ~Counted() { --count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

  private:
    std::size_t& count_;
};

}  // namespace

/// Why the call may not be made; nullopt when it may.
std::optional<net::Response> Api::refuse(const net::ServerExchange& exchange,
                                         const Destination& destination) const {
    const net::Request& head = exchange.request();
    if (const auto problem =
            refuse_entry(rules_, head, exchange.peer(), right_for(destination), sign_in_.now()))
        return to_response(*problem);
    if (auto refusal = refuse_destination(head, destination)) return refusal;
    // How the daemon is must be told also while it has too much to do.
    const Route& route = *destination.route;
    if (is_for_strangers(route))
        return of_strangers_ < most_of_strangers
                   ? std::nullopt
                   : std::optional(to_response(too_many_requests(most_of_strangers)));
    if (in_flight_ < most_in_flight || route.open || route.always || is_stream(route, head))
        return std::nullopt;
    return to_response(too_many_requests(most_in_flight));
}

/// Who asks, in words for a job's history: whom the kernel vouches for, or whoever has the token or is signed
/// in.
std::string Api::caller_of(const net::ServerExchange& exchange) const {
    const net::Peer& peer = exchange.peer();
    if (peer.unix_socket) return "user " + std::to_string(peer.uid) + " on this machine";
    const bool by_token = right_of(rules_, exchange.request(), peer).has_value();
    return (by_token ? "a holder of the token at " : "somebody on the page at ") +
           peer.address.substr(0, peer.address.rfind(':'));
}

/// Who works on the page is not signed out in the middle of it.
void Api::renew_session(const net::Request& head, net::Response& response) const {
    if (head.headers.find("Authorization")) return;
    const auto session = find_session(rules_, head, sign_in_.now());
    const auto next = session ? renewed(*session, sign_in_.now()) : std::nullopt;
    if (next) response.headers.set("Set-Cookie", set_cookie(rules_, *next));
}

asio::awaitable<void> Api::answer(net::ServerExchange& exchange) {
    const net::Request& head = exchange.request();
    const Destination destination = find_route(meant_method(head), net::path_of(head.target));
    MeteredExchange metered(exchange, shared_.meters, destination);
    co_await answer_at(metered, destination);
}

asio::awaitable<void> Api::answer_at(net::ServerExchange& exchange, const Destination& destination) {
    const net::Request& head = exchange.request();
    if (auto refusal = refuse(exchange, destination)) {
        if (is_upload_path(net::path_of(head.target))) *refusal = as_tus(std::move(*refusal));
        co_await exchange.respond(std::move(*refusal));
        co_return;
    }
    const Route& route = *destination.route;
    Call call{head,           shared_, destination.job_id, "", destination.part_id, caller_of(exchange),
              exchange.peer()};
    if (!is_stream(route, head)) {
        co_await answer_once(exchange, route, std::move(call));
        co_return;
    }
    const auto executor = co_await asio::this_coro::executor;
    auto hub = streams(executor);
    co_await stream_events(std::move(hub), desk_, exchange, std::move(call));
}

/// What is gone leaves a line in the log: of a job no history is left to say so, of the cloud's things none
/// ever was.
void Api::tell_of_removal(const Route& route, const Call& call, const net::Response& response) const {
    const bool removed = route.method == "DELETE" && response.status / 100 == 2;
    if (!removed || route.open || !shared_.tell) return;
    shared_.tell("deleted by " + call.caller + ": " + std::string(net::path_of(call.head.target)), false);
}

asio::awaitable<void> Api::answer_once(net::ServerExchange& exchange, const Route& route, Call call) {
    const Counted counted(is_for_strangers(route) ? of_strangers_ : in_flight_);
    auto body = co_await read_body(exchange, route);
    if (!body) {
        co_await exchange.respond(std::move(body.error()));
        co_return;
    }
    call.body = std::move(*body);
    if (route.deliver != nullptr) {
        co_await route.deliver(exchange, std::move(call));
        co_return;
    }
    net::Response response = co_await route.endpoint(desk_, call);
    tell_of_removal(route, call, response);
    if (!route.open && response.headers.find("ETag")) tell_pauses(desk_.pauses(), response);
    if (!route.open) renew_session(exchange.request(), response);
    co_await exchange.respond(std::move(response));
}

std::shared_ptr<EventHub> Api::streams(asio::any_io_executor executor) {
    if (!streams_) {
        streams_ = std::make_shared<EventHub>(std::move(executor), desk_);
        if (no_streams_) streams_->stop();
    }
    return streams_;
}

void Api::end_streams() {
    no_streams_ = true;
    if (streams_) streams_->stop();
}

}  // namespace understudy::api
