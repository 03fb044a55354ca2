#include <boost/asio/post.hpp>
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/preflight_views.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"

namespace understudy::api {

namespace {

using Report = std::shared_ptr<const PreflightReport>;

std::string on_one_line(const Json& document) {
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The report with `head`'s members first. Written a few files at a time: others are answered in between.
asio::awaitable<net::Response> report_answer(Report report, Json head, Detail detail) {
    constexpr std::size_t at_once = 16;
    const asio::use_awaitable_t<> token{};
    const Json rest = report_head(*report);
    for (const auto& [name, value] : rest.items()) head[name] = value;
    std::string text = on_one_line(head);
    text.back() = ',';
    text += "\"files\":[";
    for (std::size_t position = 0; position < report->recordings.size(); ++position) {
        if (position > 0) text += ',';
        text += on_one_line(
            file_view(report->recordings[position], report->preflight.files.at(position), detail));
        if (position % at_once == at_once - 1) co_await asio::post(token);
    }
    net::Response response = empty_answer(200);
    response.headers.set("Content-Type", "application/json");
    response.body = std::move(text) + "]}\n";
    co_return response;
}

net::Response begun_answer(const PreflightRun& run) {
    net::Response response = json_answer(202, run_view(run));
    response.headers.set("Location", "/v1/preflight/" + run.id);
    response.headers.set("Preference-Applied", "respond-async");
    response.headers.set("Retry-After", "1");
    return response;
}

}  // namespace

asio::awaitable<net::Response> preflight(Desk& desk, Call call) {
    auto paths = read_paths(call.body);
    if (!paths) co_return to_response(paths.error());
    if (prefers_async(call.head)) {
        Asking<PreflightRun> begin = [&](Answer<PreflightRun> answer) {
            desk.begin_preflight(std::move(*paths), std::move(answer));
        };
        const Asked<PreflightRun> begun = co_await answer_to<PreflightRun>(std::move(begin));
        if (!begun) co_return to_response(begun.error());
        co_return begun_answer(*begun);
    }
    Asking<PreflightReport> ask = [&](Answer<PreflightReport> answer) {
        desk.preflight(std::move(*paths), std::move(answer));
    };
    Asked<PreflightReport> heard = co_await answer_to<PreflightReport>(std::move(ask));
    if (!heard) co_return to_response(heard.error());
    Report report = std::make_shared<const PreflightReport>(std::move(*heard));
    Json head = Json::object();
    co_return co_await report_answer(std::move(report), std::move(head), Detail::whole);
}

asio::awaitable<net::Response> show_preflight(Desk& desk, Call call) {
    const auto brief = read_brief(call.head.target);
    if (!brief) co_return to_response(brief.error());
    Asking<PreflightRun> ask = [&](Answer<PreflightRun> answer) {
        desk.preflight_run(call.job_id, !*brief, std::move(answer));
    };
    const Asked<PreflightRun> run = co_await answer_to<PreflightRun>(std::move(ask));
    if (!run) co_return to_response(run.error());
    if (!run->report) co_return json_answer(200, run_view(*run));
    const Detail detail = *brief ? Detail::brief : Detail::whole;
    Json head = run_view(*run);
    Report report = run->report;
    co_return co_await report_answer(std::move(report), std::move(head), detail);
}

asio::awaitable<net::Response> drop_preflight(Desk& desk, Call call) {
    Asking<Nothing> ask = [&](Answer<Nothing> answer) {
        desk.drop_preflight(call.job_id, std::move(answer));
    };
    const Asked<Nothing> dropped = co_await answer_to<Nothing>(std::move(ask));
    if (!dropped) co_return to_response(dropped.error());
    co_return empty_answer(204);
}

asio::awaitable<net::Response> show_job_preflight(Desk& desk, Call call) {
    const auto brief = read_brief(call.head.target);
    if (!brief) co_return to_response(brief.error());
    Asking<PreflightReport> ask = [&](Answer<PreflightReport> answer) {
        desk.job_preflight(call.job_id, !*brief, std::move(answer));
    };
    Asked<PreflightReport> heard = co_await answer_to<PreflightReport>(std::move(ask));
    if (!heard) co_return to_response(heard.error());
    const Detail detail = *brief ? Detail::brief : Detail::whole;
    Report report = std::make_shared<const PreflightReport>(std::move(*heard));
    Json head = Json::object();
    co_return co_await report_answer(std::move(report), std::move(head), detail);
}

}  // namespace understudy::api
