#include "cli/session.hpp"

#include <algorithm>
#include <cctype>

#include "cli/documents.hpp"
#include "cli/pause_words.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr int resends = 30;
constexpr milliseconds resend_pause{1'000};

bool succeeded(const net::Response& response) { return response.status >= 200 && response.status < 300; }

/// After a lost answer these mean «not yet»: the daemon starts, or is still at the first request.
bool not_yet(const net::Response& response) {
    return response.status == 503 ||
           (response.status == 409 && complaint_of(response).type.find("idempotency") != std::string::npos);
}

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& letter : result) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return result;
}

}  // namespace

std::optional<std::string> as_full_id(std::string_view given) {
    const auto plain = [](unsigned char letter) { return std::isalnum(letter) != 0 && letter < 0x80; };
    if (given.size() != 30 || !given.starts_with("job_")) return std::nullopt;
    if (!std::all_of(given.begin() + 4, given.end(), plain)) return std::nullopt;
    return "job_" + upper(given.substr(4));
}

Session::Session(World& world, Daemon& daemon, bool json, std::string token_trouble)
    : world_(world), daemon_(daemon), json_(json), token_trouble_(std::move(token_trouble)) {}

Result<Answered, ExitCode> Session::ask(net::Request request, milliseconds patience) {
    auto first = daemon_.call(request, patience);
    if (first) {
        heed(*first);
        return Answered{std::move(first).value(), false};
    }
    if (first.error().interrupted) return failure(give_up(request, "interrupted"));
    if (!first.error().connected)
        return failure(complain(not_running(daemon_.address(), first.error().what)));
    world_.err("understudy: the daemon's answer was lost (" + visible(first.error().what) +
               "); asking again, which is safe\n");
    auto later = ask_again(request, patience);
    if (!later) return failure(later.error());
    heed(*later);
    return Answered{std::move(later).value(), true};
}

Result<net::Response, ExitCode> Session::ask_again(const net::Request& request, milliseconds patience) {
    std::string what;
    for (int resend = 0; resend < resends; ++resend) {
        if (!world_.pause(resend_pause)) return failure(give_up(request, "interrupted"));
        auto answer = daemon_.call(request, patience);
        if (answer && !not_yet(*answer)) return std::move(answer).value();
        if (!answer && answer.error().interrupted) return failure(give_up(request, "interrupted"));
        what = answer ? "it is not ready" : answer.error().what;
    }
    return failure(give_up(request, what));
}

ExitCode Session::give_up(const net::Request& request, const std::string& what) {
    std::string cure = "nothing was asked for that changes anything: run the command again";
    if (request.method != "GET") cure = "see with «understudy list» whether it happened";
    if (const auto key = request.headers.find("Idempotency-Key"); key && request.target == "/v1/jobs")
        cure = "run the same command again with --idempotency-key " + std::string(*key) +
               ": it cannot make a second job";
    if (!submission_cure_.empty() && request.target == "/v1/jobs") cure = submission_cure_;
    const bool by_user = world_.interrupted();
    return complain(
        {by_user ? ExitCode::interrupted : ExitCode::unreachable,
         {by_user ? "interrupted" : "answer-lost", "The daemon's answer is not known", what, "", cure, 0}});
}

Result<std::string, ExitCode> Session::success_of(net::Response response) {
    if (succeeded(response)) return std::move(response.body);
    return failure(complain({ExitCode::refused, not_let_in(complaint_of(response), token_trouble_)}));
}

Result<std::string, ExitCode> Session::ask_for_success(net::Request request, milliseconds patience) {
    auto answered = ask(std::move(request), patience);
    if (!answered) return failure(answered.error());
    return success_of(std::move(answered->response));
}

Result<Job, ExitCode> Session::job_of(std::string_view body) {
    auto job = read_job(body);
    if (!job) return failure(complain(not_understood("a job was expected")));
    return *std::move(job);
}

Result<Job, ExitCode> Session::ask_for_job(net::Request request, milliseconds patience) {
    auto body = ask_for_success(std::move(request), patience);
    if (!body) return failure(body.error());
    return job_of(*body);
}

Result<std::string, ExitCode> Session::full_id(std::string_view given) {
    if (auto full = as_full_id(given)) return *std::move(full);
    const std::string_view digits = given.starts_with("job_") ? given.substr(4) : given;
    if (digits.empty())
        return failure(
            complain({ExitCode::usage, {"no-id", "An id is missing", "", "ID", "see understudy list", 0}}));
    return id_beginning_with("job_" + upper(digits));
}

Result<std::string, ExitCode> Session::id_beginning_with(const std::string& beginning) {
    std::vector<std::string> matches;
    std::string cursor;
    do {
        auto body = ask_for_success(list_jobs(ListCommand{}, 500, cursor));
        if (!body) return failure(body.error());
        const auto page = read_job_page(*body);
        if (!page) return failure(complain(not_understood("a list of jobs was expected")));
        for (const Job& job : page->jobs)
            if (job.id.starts_with(beginning)) matches.push_back(job.id);
        cursor = page->jobs.empty() ? "" : page->next_cursor;
    } while (!cursor.empty());
    if (matches.size() == 1) return matches.front();
    if (matches.empty())
        return failure(complain(
            {ExitCode::refused,
             {"job-not-found", "No job's id begins with " + beginning, "", "ID", "see understudy list", 0}}));
    std::string all;
    for (const std::string& match : matches) all += (all.empty() ? "" : ", ") + match;
    return failure(complain({ExitCode::usage,
                             {"ambiguous-id", "More than one job's id begins with " + beginning, all, "ID",
                              "give more of it", 0}}));
}

ExitCode Session::complain(const Refusal& refusal) {
    world_.err(json_ ? to_json(refusal.complaint) : to_text(refusal.complaint, world_.err_facts().colours));
    return refusal.code;
}

ExitCode Session::interrupted(std::string_view what_now) {
    world_.err("understudy: interrupted; " + std::string(what_now) + "\n");
    return ExitCode::interrupted;
}

ExitCode Session::print_json(std::string_view json) {
    const auto document = printable_json(json, false);
    if (!document) return complain(not_understood("JSON was expected"));
    world_.out(*document);
    return ExitCode::done;
}

void Session::heed(const net::Response& response) {
    if (response.headers.find("ETag")) paused_ = pause_words(response);
}

void Session::tell_pause() {
    if (json_ || paused_ == paused_told_) return;
    world_.err("understudy: " + (paused_.empty() ? "what was paused for all jobs goes on" : paused_) + "\n");
    paused_told_ = paused_;
}

void Session::say(std::string_view line) { world_.out(std::string(line) + "\n"); }

}  // namespace understudy::cli
