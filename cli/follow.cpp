// One stream after the other, each from where the last one ended. Progress, which a stream tells, too, is
// left out: «understudy watch» and «understudy top» show it.
#include "cli/follow.hpp"

#include "cli/documents.hpp"
#include "cli/event_feed.hpp"
#include "cli/job_table.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr milliseconds pause_between{1'000};
constexpr std::size_t usual_type_width = 16;

bool is_stream(const net::Response& answer) {
    return answer.headers.find("Content-Type").value_or("").starts_with("text/event-stream");
}

class Follow {
  public:
    Follow(Session& session, std::string id, std::string after)
        : session_(session), world_(session.world()), id_(std::move(id)), feed_(std::move(after)) {}

    ExitCode run() {
        for (;;) {
            if (const auto end = listen()) return *end;
            if (!world_.pause(pause_between)) return interrupted();
        }
    }

  private:
    /// Until the stream ends; nullopt: another one is wanted.
    std::optional<ExitCode> listen() {
        feed_.begin_anew();
        auto answer = session_.daemon().follow(stream_events(id_, feed_.position()), usual_patience,
                                               [this](std::string_view piece) { return take(piece); });
        if (strange_) return session_.complain(not_understood("an event was expected"));
        if (world_.out_is_gone()) return ExitCode::done;
        if (!answer && answer.error().interrupted) return interrupted();
        if (!answer) return away(answer.error().what);
        if (answer->status == 200 && is_stream(*answer)) return std::nullopt;
        if (answer->status == 200)
            return session_.complain(not_understood("a stream of events was expected"));
        if (heard_ && answer->status == 404 && !id_.empty()) return deleted();
        if (heard_ && answer->status >= 500)
            return away("it answered HTTP " + std::to_string(answer->status));
        return session_.success_of(*std::move(answer)).error();
    }

    bool take(std::string_view piece) {
        if (away_) note("the daemon answers again");
        away_ = false;
        heard_ = true;
        for (const Told& told : feed_.feed(piece))
            if (!told.id.empty() && !strange_) print(told);
        return !strange_ && !world_.out_is_gone();
    }

    void print(const Told& told) {
        const auto event = read_event(told.data);
        strange_ = !event;
        if (!event) return;
        if (session_.json()) return world_.out(*printable_json(event->document, true));
        session_.say(event_line(*event, usual_type_width, id_.empty()));
    }

    /// No answer: what happens meanwhile is told when it is back.
    std::optional<ExitCode> away(const std::string& what) {
        if (!heard_) return session_.complain(not_running(session_.daemon().address(), what));
        if (!away_) note("the daemon does not answer (" + visible(what) + "); trying on");
        away_ = true;
        return std::nullopt;
    }

    ExitCode deleted() {
        note("the job was deleted, and its history with it");
        return ExitCode::done;
    }

    ExitCode interrupted() {
        std::string again = "understudy events " + id_ + (id_.empty() ? "" : " ") + "--follow";
        if (!feed_.position().empty()) again += " --since " + feed_.position();
        return session_.interrupted("«" + again + "» goes on from here");
    }

    void note(const std::string& words) { world_.err("understudy: " + words + "\n"); }

    Session& session_;
    World& world_;
    const std::string id_;
    EventFeed feed_;
    bool heard_ = false;    ///< a stream has begun
    bool away_ = false;     ///< and that there is none now was said
    bool strange_ = false;  ///< what came is no event
};

}  // namespace

ExitCode follow_events(Session& session, std::string id, std::string after) {
    return Follow(session, std::move(id), std::move(after)).run();
}

}  // namespace understudy::cli
