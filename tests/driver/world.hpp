// The real core and the real driver in a simulated world. A crash drops everything but the store and the
// cloud.
#pragma once

#include <gtest/gtest.h>

#include "daemon/driver/driver.hpp"
#include "simulated_cloud.hpp"
#include "simulated_store.hpp"

namespace understudy::simulated {

/// Recordings by path; `select` means all whose path begins with one of the paths.
class SimulatedRecordings : public RecordingsPort {
  public:
    explicit SimulatedRecordings(Loop& loop) : loop_(loop) {}
    struct File {
        std::uint64_t size = 1'000;
        Duration length = std::chrono::minutes{10};
        FileVerdict verdict = FileVerdict::pass;
        std::string reason, detail;
        bool changed = false, unreadable = false;
    };
    std::map<std::string, File> files;
    std::map<std::string, int> measured;

    void select(std::vector<std::string> paths,
                std::function<void(Result<Selection, Problem>)> reply) override {
        loop_.post([this, paths, reply] {
            Selection selection;
            for (const auto& [path, file] : files)
                for (const std::string& wanted : paths)
                    if (path.starts_with(wanted))
                        selection.files.push_back(
                            {path, path.substr(wanted.size() + 1), {file.size, 1, 2, 3}});
            if (selection.files.empty())
                return reply(failure(Problem{422, "invalid-field", "", "nothing there", "/recordings/0"}));
            reply(std::move(selection));
        });
    }
    void measure(std::string path, FileIdentity, Reply<Measurement> reply) override {
        measured[path] += 1;
        loop_.post_after(milliseconds{5}, [this, path, reply] {
            const File& file = files.at(path);
            if (file.changed)
                return reply(failure(Trouble{Certainty::refused,
                                             TroubleKind::recording_changed,
                                             "changed",
                                             "changed",
                                             "",
                                             {},
                                             "",
                                             {}}));
            if (file.unreadable)
                return reply(failure(Trouble{Certainty::refused,
                                             TroubleKind::recording_unreadable,
                                             "unreadable",
                                             "the NAS is gone",
                                             "",
                                             {},
                                             "",
                                             {}}));
            Measurement heard{
                file.verdict, file.reason, file.detail, file.length.count(),  "wav",
                "pcm_s16le",  8'000,       1,           std::string(64, 'a'), std::string(32, 'b')};
            reply(heard);
        });
    }
    std::unique_ptr<ByteSource> open(std::string path, FileIdentity, std::string) override {
        struct Named : ByteSource {
            explicit Named(std::uint64_t bytes) : bytes_(bytes) {}
            [[nodiscard]] std::uint64_t size() const override { return bytes_; }
            void read(std::function<void(Outcome<std::span<const std::byte>>)>) override {}
            std::uint64_t bytes_;
        };
        return std::make_unique<Named>(files.at(path).size);
    }

  private:
    Loop& loop_;
};

class Listener : public Notifier {
  public:
    void happened(const Job&, const HistoryEvent& event) override { events.push_back(event); }
    void noticed(const std::string& type, const std::string& words) override {
        notices.emplace_back(type, words);
    }
    [[nodiscard]] int noticed_of(const std::string& type) const {
        return static_cast<int>(std::count_if(notices.begin(), notices.end(),
                                              [&](const auto& notice) { return notice.first == type; }));
    }
    std::vector<HistoryEvent> events;
    std::vector<std::pair<std::string, std::string>> notices;
};

class World {
  public:
    World() {
        for (int i = 0; i < 4; ++i) recordings.files["/srv/anna/" + std::to_string(i) + ".wav"] = {};
        boot();
    }

    Loop loop;
    SimulatedClock clock{loop};
    SimulatedEntropy entropy{42};
    SimulatedStore store{loop};
    SimulatedCloud cloud{loop};
    SimulatedRecordings recordings{loop};
    Listener listener;
    Policy policy;
    std::unique_ptr<Driver> driver;

    void boot() {
        driver = std::make_unique<Driver>(Ports{cloud, store, clock, recordings, listener, entropy}, policy);
        bool ready = false;
        driver->start([&] { ready = true; });
        if (!store.away) run_until([&] { return ready; }, std::chrono::minutes{1});
    }
    /// The power is cut: what was not committed is lost.
    void crash() {
        driver.reset();
        loop.forget();
        clock.sleep();
        cloud.forget_callers();
    }
    void crash_and_boot() { crash(), boot(); }

    bool run_until(const std::function<bool()>& enough, Duration within = std::chrono::hours{48}) {
        return loop.run_until(loop.steady() + within, enough);
    }
    void run_for(Duration time) {
        loop.run_until(loop.steady() + time, [] { return false; });
    }

    template <class T>
    Result<T, Problem> ask(const std::function<void(Answer<T>)>& question) {
        std::optional<Result<T, Problem>> answer;
        question([&](Result<T, Problem> given) { answer = std::move(given); });
        EXPECT_FALSE(answer.has_value()) << "answered from inside the call";
        EXPECT_TRUE(run_until([&] { return answer.has_value(); }, std::chrono::minutes{10}))
            << "never answered";
        return std::move(*answer);
    }

    std::string submit(bool start = true, const std::string& folder = "/srv/anna") {
        Submission submission;
        submission.spec.name = "Anna";
        submission.spec.language = "en";
        submission.spec.max_attempts = 0;
        submission.spec.paths = {folder};
        submission.start = start;
        auto made = ask<Submitted>(
            [&](Answer<Submitted> answer) { driver->submit(submission, {}, std::move(answer)); });
        EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().detail);
        return made.ok() ? made->view.job.id : "";
    }
    Result<JobView, Problem> command(const std::string& id, Command what) {
        return ask<JobView>([&](Answer<JobView> answer) { driver->command(id, what, std::move(answer)); });
    }
    [[nodiscard]] std::string state(const std::string& id) const {
        return state_word(store.jobs.at(id).state);
    }
    [[nodiscard]] std::optional<HoldReason> hold(const std::string& id) const {
        const auto& held = store.jobs.at(id).hold;
        return held ? std::optional(held->reason) : std::nullopt;
    }
    bool comes_to(const std::string& id, const std::string& wanted,
                  Duration within = std::chrono::hours{48}) {
        return run_until([&] { return state(id) == wanted; }, within);
    }
    bool comes_to_hold(const std::string& id, HoldReason reason, Duration within = std::chrono::hours{48}) {
        return run_until([&] { return hold(id) == reason; }, within);
    }
    [[nodiscard]] std::string story(const std::string& id) const {
        std::string text;
        for (const HistoryEvent& event : store.history)
            if (event.job_id == id)
                text +=
                    to_rfc3339(event.at) + " " + event.state + " " + event.type + ": " + event.cause + "\n";
        return text;
    }
};

}  // namespace understudy::simulated
