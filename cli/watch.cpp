// One look at the job after the other, half a second apart. Each look is first made into a Glance (what the
// daemon said, if anything), then shown, then asked whether it is the end; nothing is remembered but the
// snapshots that the rate is reckoned from.
#include "cli/watch.hpp"

#include "cli/changes.hpp"
#include "cli/documents.hpp"
#include "cli/live_region.hpp"
#include "cli/progress.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr milliseconds look_interval{500};
constexpr milliseconds look_patience{10'000};

class Watch {
  public:
    Watch(Session& session, std::string id, WatchOptions options)
        : session_(session),
          world_(session.world()),
          id_(std::move(id)),
          options_(options),
          to_err_(session.json() && options.one_document),
          live_((to_err_ ? world_.err_facts() : world_.out_facts()).redraws && (to_err_ || !session.json())),
          region_(world_, to_err_ ? Stream::err : Stream::out) {}

    ExitCode run() {
        for (;;) {
            if (const auto end = look()) return *end;
            if (!world_.pause(look_interval)) return interrupted();
        }
    }

  private:
    std::optional<ExitCode> look() {
        net::Request request = get_job(id_);
        if (!etag_.empty()) request.headers.set("If-None-Match", etag_);
        auto answer = session_.daemon().call(std::move(request), look_patience);
        if (!answer && answer.error().interrupted) return interrupted();
        if (!answer) return away(answer.error().what);
        session_.heed(*answer);
        if (answer->status == 304 && !snapshots_.empty()) return seen(snapshots_.back().job);
        if (answer->status >= 500 && !snapshots_.empty())
            return away("it answered HTTP " + std::to_string(answer->status));
        if (const auto etag = answer->headers.find("ETag")) etag_ = *etag;
        auto body = session_.success_of(*std::move(answer));
        if (!body) return body.error();
        auto job = session_.job_of(*body);
        if (!job) return job.error();
        return seen(*std::move(job));
    }

    std::optional<ExitCode> seen(Job job) {
        if (away_ && !live_) note("the daemon answers again");
        away_ = false;
        const Now now = world_.now();
        const std::optional<Job> before =
            snapshots_.empty() ? std::nullopt : std::optional(snapshots_.back().job);
        snapshots_.push_back(snapshot_after(snapshots_, std::move(job), now));
        keep_window(snapshots_);
        show(before ? &*before : nullptr, now);
        return ended();
    }

    void show(const Job* before, Now now) {
        const Job& job = snapshots_.back().job;
        if (live_) return draw(session_.paused());
        session_.tell_pause();
        if (session_.json() && !options_.one_document) {
            if (before == nullptr || before->document != job.document)
                world_.out(*printable_json(job.document, true));
            return;
        }
        for (const std::string& line : change_lines(before, job, now.wall)) print(line);
    }

    std::optional<ExitCode> ended() {
        const Job& job = snapshots_.back().job;
        const Ending ending = ending_of(job, options_.through_holds);
        if (ending == Ending::none) return std::nullopt;
        region_.leave();
        if (session_.json() && options_.one_document) return last_document(ending);
        if (!session_.json())
            for (const std::string& line : ending_lines(job)) print(line);
        return code_of(ending);
    }

    ExitCode last_document(Ending ending) {
        const ExitCode printed = session_.print_json(snapshots_.back().job.document);
        return printed == ExitCode::done ? code_of(ending) : printed;
    }

    static ExitCode code_of(Ending ending) {
        if (ending == Ending::completed) return ExitCode::done;
        return ending == Ending::needs_person ? ExitCode::needs_person : ExitCode::failed;
    }

    /// No answer: the job goes on without us, and so does watching, once it has begun.
    std::optional<ExitCode> away(const std::string& what) {
        if (snapshots_.empty()) return session_.complain(not_running(session_.daemon().address(), what));
        const std::string words = "the daemon does not answer (" + visible(what) + "); trying on";
        if (live_) draw(words);
        if (!live_ && !away_) note(words);
        away_ = true;
        etag_.clear();
        return std::nullopt;
    }

    /// The job, and below it what keeps it or us from going on.
    void draw(const std::string& words) {
        const std::size_t width = world_.width();
        auto lines = live_lines(snapshots_, world_.now(), width, colours());
        if (!words.empty()) lines.push_back(to_text({{"  " + words, Ink::yellow}}, width, colours()));
        region_.draw(lines);
    }

    ExitCode interrupted() {
        region_.leave();
        return session_.interrupted("the job goes on. «understudy watch " + id_ + "» watches it again");
    }

    void note(const std::string& words) { world_.err("understudy: " + words + "\n"); }
    void print(const std::string& line) { to_err_ ? world_.err(line + "\n") : world_.out(line + "\n"); }
    [[nodiscard]] bool colours() const { return (to_err_ ? world_.err_facts() : world_.out_facts()).colours; }

    Session& session_;
    World& world_;
    std::string id_;
    WatchOptions options_;
    bool to_err_, live_;
    LiveRegion region_;
    std::vector<Snapshot> snapshots_;
    std::string etag_;
    bool away_ = false;
};

}  // namespace

ExitCode watch_job(Session& session, std::string id, WatchOptions options) {
    return Watch(session, std::move(id), options).run();
}

}  // namespace understudy::cli
