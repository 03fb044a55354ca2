// What the API says of itself.
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/contract.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problem_page.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

namespace {

net::Response page_answer(const char* type, std::string page) {
    net::Response response = empty_answer(200);
    response.headers.set("Content-Type", type);
    response.body = std::move(page);
    return response;
}

/// As HTML or as JSON, whichever `accept` names first; else as plain text.
net::Response explained(const ProblemType& type, std::string_view accept) {
    const auto html = accept.find("text/html"), json = accept.find("json");
    if (json < html) return json_answer(200, problem_view(type));
    if (html == std::string_view::npos) return page_answer("text/plain; charset=utf-8", problem_text(type));
    net::Response page = page_answer("text/html; charset=utf-8", problem_page(type));
    page.headers.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'none'");
    return page;
}

}  // namespace

asio::awaitable<net::Response> show_contract(Desk&, Call call) {
    std::string tag(contract_tag());
    if (has_already(call.head, tag)) co_return not_modified(std::move(tag));
    net::Response response = page_answer("application/json", std::string(contract()));
    co_return with_tag(std::move(response), std::move(tag));
}

asio::awaitable<net::Response> show_problem_type(Desk&, Call call) {
    const ProblemType* type = find_problem_type(call.job_id);
    if (type == nullptr) co_return to_response(no_such_problem_type(call.job_id));
    net::Response response = explained(*type, call.head.headers.find("Accept").value_or(""));
    response.headers.set("Vary", "Accept");
    co_return response;
}

}  // namespace understudy::api
