// /v1/session: who is signed in on the page, and how one comes to be.
#include <array>
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/members.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/sign_in.hpp"
#include "daemon/api/strict_json.hpp"

namespace understudy::api {

namespace {

Result<std::string, Problem> read_code(std::string_view body) {
    static constexpr std::array known{"code"};
    const auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    Members members(*json, known, Null::refused);
    std::string code;
    members.read("code", code);
    if (!members.has("code")) members.refuse("code", "The code of the link is needed.");
    if (members.problem()) return failure(*members.problem());
    return code;
}

/// A session must not make others: it ends, and what it made would not.
Problem needs_token() {
    return {401, "unauthorized", "A token is needed",
            "A link is made for who has the daemon's token or may use its unix socket, with: understudy open",
            "Authorization"};
}

net::Response with_cookie(net::Response response, std::string cookie) {
    response.headers.set("Set-Cookie", std::move(cookie));
    return response;
}

}  // namespace

asio::awaitable<net::Response> make_sign_in_link(Desk&, Call call) {
    SignIn& sign_in = *call.shared.sign_in;
    const auto right = right_of(sign_in.rules(), call.head, call.peer);
    if (!right) co_return to_response(needs_token());
    const auto address = sign_in.page_address(call.head, call.peer);
    if (!address) co_return to_response(address.error());
    const SignIn::Code code = sign_in.make_code(*right);
    co_return json_answer(
        201, Json{{"url", *address + "/#sign-in=" + code.text}, {"expires_at", to_rfc3339(code.expires_at)}});
}

asio::awaitable<net::Response> sign_in(Desk&, Call call) {
    const auto code = read_code(call.body);
    if (!code) co_return to_response(code.error());
    SignIn& sign_in = *call.shared.sign_in;
    const auto right = sign_in.redeem(*code);
    if (!right) co_return to_response(right.error());
    const Session session = begin_session(*right, came_by_tls(call.head), sign_in.now());
    co_return with_cookie(empty_answer(204), set_cookie(sign_in.rules(), session));
}

asio::awaitable<net::Response> show_session(Desk&, Call call) {
    const SignIn& sign_in = *call.shared.sign_in;
    const auto& rules = sign_in.rules();
    const auto right = right_of(rules, call.head, call.peer);
    const auto session = right ? std::nullopt : find_session(rules, call.head, sign_in.now());
    const bool changes = right == Right::change || (session && session->right == Right::change);
    co_return json_answer(
        200, Json{{"expires_at", session ? Json(to_rfc3339(session->expires_at)) : Json(nullptr)},
                  {"version", UNDERSTUDY_VERSION},
                  {"read_only", !changes}});
}

asio::awaitable<net::Response> sign_out(Desk&, Call) {
    co_return with_cookie(empty_answer(204), drop_cookie());
}

}  // namespace understudy::api
