// A look at the jobs each second: those that are not at rest, and the newest of those that are.
#include <algorithm>
#include <map>
#include <utility>

#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"
#include "cli/top_lines.hpp"

namespace understudy::cli {

namespace {

constexpr milliseconds look_interval{1'000};
constexpr milliseconds look_patience{3'000};
constexpr std::size_t page_size = 500, most_at_work = 2'000, most_at_rest = 100;

class Top {
  public:
    explicit Top(Session& session) : session_(session), world_(session.world()) {
        view_.address = session.daemon().address();
    }

    ExitCode run() {
        std::optional<net::Response> refusal;
        const ExitCode code = run_on_screen(refusal);
        // said where it stays: on the screen from before
        return refusal ? session_.success_of(*std::move(refusal)).error() : code;
    }

  private:
    ExitCode run_on_screen(std::optional<net::Response>& refusal) {
        const auto screen = world_.full_screen();
        for (;;) {
            refusal = look();
            if (refusal) return ExitCode::refused;
            const Duration next = world_.now().steady + look_interval;
            for (Duration left = look_interval; left > Duration{0}; left = next - world_.now().steady) {
                draw();
                const Woken woken = screen->wait(std::chrono::ceil<milliseconds>(left));
                if (woken.by == Woken::By::end) return ExitCode::interrupted;
                if (woken.by == Woken::By::key && (woken.key == 'q' || woken.key == 'Q'))
                    return ExitCode::done;
                if (woken.by == Woken::By::time) break;
            }
        }
    }

    /// An answer that no patience cures.
    std::optional<net::Response> look() {
        std::vector<Job> jobs;
        answers_before_ = std::exchange(answers_, {});
        view_.more = false;
        auto refusal = add({"draft", "uploading", "training", "failed"}, most_at_work, jobs);
        if (!refusal && view_.away.empty()) refusal = add({"completed", "canceled"}, most_at_rest, jobs);
        if (refusal || !view_.away.empty()) return refusal;
        view_.seen = true;
        remember(std::move(jobs));
        return std::nullopt;
    }

    std::optional<net::Response> add(const std::vector<std::string>& states, std::size_t most,
                                     std::vector<Job>& jobs) {
        std::string cursor;
        std::size_t count = 0;
        do {
            auto answer = ask(list_jobs(states, std::min(page_size, most), cursor));
            view_.away = !answer                 ? answer.error().what
                         : answer->status >= 500 ? "HTTP " + std::to_string(answer->status)
                                                 : "";
            if (!view_.away.empty()) return std::nullopt;
            auto page = answer->status == 200 ? read_job_page(answer->body) : std::nullopt;
            if (answer->status != 200) return *std::move(answer);
            if (!page) return view_.away = "what answers is not an Understudy daemon", std::nullopt;
            count += page->jobs.size();
            cursor = page->jobs.empty() ? "" : page->next_cursor;
            for (Job& job : page->jobs) jobs.push_back(std::move(job));
        } while (!cursor.empty() && count < most);
        view_.more = view_.more || !cursor.empty();
        return std::nullopt;
    }

    /// What the daemon answered before stands where it says that it would answer the same.
    Result<net::Response, Unreachable> ask(net::Request request) {
        const std::string target = request.target;
        const auto before = answers_before_.find(target);
        const auto tag = before == answers_before_.end() ? std::nullopt : before->second.headers.find("ETag");
        if (tag) request.headers.set("If-None-Match", std::string(*tag));
        auto answer = session_.daemon().call(std::move(request), look_patience);
        if (answer) session_.heed(*answer);
        view_.paused = session_.paused();
        if (answer && answer->status == 304 && tag) answer = before->second;
        if (answer && answer->status == 200) answers_[target] = *answer;
        return answer;
    }

    /// Keeps the histories that rates are reckoned from, of the jobs that are still there. A job that moved
    /// on between two answers stands in both, and counts once: as it was last seen.
    void remember(std::vector<Job> jobs) {
        std::map<std::string, std::vector<Snapshot>> before;
        for (auto& history : view_.jobs) before.emplace(history.back().job.id, std::move(history));
        std::map<std::string, std::vector<Snapshot>> after;
        const Now now = world_.now();
        for (Job& job : jobs) {
            const std::string id = job.id;
            std::vector<Snapshot> history = std::move(before[id]);
            history.push_back(snapshot_after(history, std::move(job), now));
            keep_window(history);
            after.insert_or_assign(id, std::move(history));
        }
        view_.jobs.clear();
        for (auto& [id, history] : after) view_.jobs.push_back(std::move(history));
    }

    void draw() {
        const std::vector<std::string> lines =
            top_lines(view_, {world_.width(), world_.height()}, world_.now(), world_.out_facts().colours);
        std::string frame = "\x1b[H";
        for (std::size_t i = 0; i < lines.size(); ++i)
            frame += (i == 0 ? "\x1b[2K" : "\r\n\x1b[2K") + lines[i];
        // Not from the end of a full last line: there it would take its last letter.
        if (lines.size() < world_.height()) frame += "\r\n\x1b[J";
        world_.out(frame);
    }

    Session& session_;
    World& world_;
    TopView view_;
    std::map<std::string, net::Response> answers_,
        answers_before_;  ///< of this look and the last, by their target
};

}  // namespace

ExitCode perform(Session& session, const TopCommand&) {
    World& world = session.world();
    if (session.json() || !world.out_facts().redraws || !world.input_is_terminal())
        return session.complain({ExitCode::usage,
                                 {"no-terminal", "top draws on a terminal, and there is none",
                                  session.json() ? "it has no JSON document" : "", "",
                                  "«understudy list» prints the jobs, «understudy list --json» as JSON", 0}});
    return Top(session).run();
}

}  // namespace understudy::cli
