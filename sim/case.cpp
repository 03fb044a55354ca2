// One case of the exhaustive search: a script played to the end.
#include "sim/person.hpp"
#include "sim/script.hpp"
#include "sim/stage.hpp"

namespace understudy::simulated {

namespace {
using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kHelpEvery = minutes{20};
constexpr Duration kLongest = hours{24 * 10};

Submission small_job() {
    Submission submission;
    submission.spec.name = "Anna";
    submission.spec.language = "en";
    submission.spec.max_attempts = 3;
    submission.spec.paths = {"/srv/anna"};
    submission.start = true;
    return submission;
}

class Case {
  public:
    Case(const Script& script, bool trace)
        : script_(script), stage_(1, trace), person_(stage_.world, stage_.checker, chance_, stage_.trace) {
        World& world = stage_.world;
        world.listener.keeps_events = false;
        world.recordings.files["/srv/anna/take.wav"] = {.length = hours{1}};
        world.cloud.model.settings().train_time = seconds{30};
        world.cloud.fail_trainings(1);
        world.cloud.weather = [this](const std::string&, std::uint64_t) { return strike_call(); };
        world.store.weather = [this](int) { return strike_group(); };
        for (const Strike& strike : script_)
            if (strike.point == Strike::Point::call && breaks_the_assumption(strike.fault))
                stage_.checker.assumptions.holds = false;
        stage_.checker.assumptions.shows_within = hours{2};
        stage_.checker.assumptions.uploads_are_timely = false;
    }
    World& world() { return stage_.world; }

    CaseReport play() {
        stage_.world.start();
        person_.plan(small_job());
        person_.submit_some(true);
        come_to_rest();
        report_.rest = here();
        if (!stage_.checker.assumptions.holds && !stage_.broken()) {
            stage_.world.loop.run_until(stage_.world.loop.steady() + hours{2}, [] { return false; });
            person_.plan(small_job());
            person_.submit_some(true);
            come_to_rest();
        }
        if (!stage_.broken()) stage_.checker.at_the_end();
        report_.violations = stage_.checker.violations();
        report_.trainings = stage_.world.cloud.purchases().size();
        report_.virtual_time = stage_.world.loop.steady();
        return std::move(report_);
    }

  private:
    [[nodiscard]] Progress here() const { return {calls_, groups_, stage_.world.loop.steps()}; }
    const Strike* due(Strike::Point point, std::uint64_t at) {
        if (next_ >= script_.size() || script_[next_].point != point || script_[next_].at != at)
            return nullptr;
        const Strike& strike = script_[next_++];
        if (next_ == script_.size()) report_.struck = here();
        stage_.trace.say(stage_.world.loop.steady(), "strikes", to_text({strike}));
        return &strike;
    }
    std::optional<Fault> strike_call() {
        const Strike* strike = due(Strike::Point::call, ++calls_);
        return strike ? std::optional(make_fault(strike->fault)) : std::nullopt;
    }
    StoreFault strike_group() {
        const Strike* strike = due(Strike::Point::group, ++groups_);
        return strike ? strike->disk : StoreFault::none;
    }

    void come_to_rest() {
        const Duration begun = stage_.world.loop.steady();
        Duration helped = begun;
        const bool rests = stage_.play(begun + kLongest, [&] {
            if (report_.spending.steps == 0 && spends()) report_.spending = here();
            if (due(Strike::Point::step, stage_.world.loop.steps())) stage_.crash({});
            if (person_.content()) return true;
            if (stage_.world.loop.steady() < helped + kHelpEvery) return false;
            helped = stage_.world.loop.steady();
            help();
            return false;
        });
        if (!rests && !stage_.broken()) stage_.checker.violated("it does not come to rest");
    }
    void help() {
        person_.submit_some(true);
        person_.help_all();
        stage_.world.loop.post_after(
            kHelpEvery, [] {}, Whose::world);
    }
    [[nodiscard]] bool spends() const {
        const auto& jobs = stage_.world.store.jobs;
        return !jobs.empty() && std::holds_alternative<Training>(jobs.begin()->second.state);
    }

    const Script& script_;
    Stage stage_;
    Chance chance_{7};
    Person person_;
    CaseReport report_;
    std::uint64_t calls_ = 0, groups_ = 0;
    std::size_t next_ = 0;
};
}  // namespace

CaseReport run_case(const Script& script, bool trace, const std::function<void(World&)>& prepare) {
    Case one(script, trace);
    if (prepare) prepare(one.world());
    return one.play();
}

}  // namespace understudy::simulated
