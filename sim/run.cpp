#include "sim/run.hpp"

#include "sim/events.hpp"

namespace understudy::simulated {

namespace {
using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kLongestPeace = hours{24 * 30};
constexpr Duration kHelpInterval = minutes{20};

Policy draw_policy(Chance& chance) {
    Policy policy;
    policy.poll_interval = chance.between(seconds{10}, minutes{5});
    policy.max_concurrent = static_cast<int>(chance.between(0, 2));
    policy.ask_when_unknown = chance.happens(0.1);
    policy.parallel_files = static_cast<int>(chance.between(1, 4));
    if (chance.happens(0.3))
        policy.budget.limits.push_back({Period::day, chance.between(1, 4) * credits_per_training, "", ""});
    if (chance.happens(0.2)) policy.budget.approval_above = chance.between(1, 3) * credits_per_training;
    return policy;
}

class Run {
  public:
    explicit Run(const RunOptions& options)
        : options_(options),
          stage_(options.seed, options.trace),
          chance_(options.seed * 0x9E3779B97F4A7C15u + 1),
          season_(options.season ? season_of(*options.season) : draw_season(chance_)),
          weather_(stage_.world, season_, chance_, stage_.trace, stage_.counts),
          person_(stage_.world, stage_.checker, chance_, stage_.trace),
          events_(stage_, season_, weather_, person_, chance_) {}

    RunReport go() {
        lay_out();
        stage_.world.start();
        person_.submit_some(true);
        events_.begin(static_cast<int>(chance_.between(5, 40)));
        if (stage_.play(Duration::max(), [this] { return events_.over(); })) {
            events_.make_peace();
            come_to_rest();
            if (!stage_.broken()) look_once_more();
            if (!stage_.broken()) stage_.checker.at_the_end();
        }
        return report();
    }

  private:
    void lay_out() {
        World& world = stage_.world;
        stage_.trace.say({}, "season", to_word(season_.kind));
        world.listener.keeps_events = false;
        world.policy = draw_policy(chance_);
        world.cloud.latency = chance_.between(milliseconds{2}, milliseconds{2'000});
        auto& settings = world.cloud.model.settings();
        settings.train_time = chance_.between(seconds{20}, hours{6});
        if (season_.cut_markers && chance_.happens(0.8))
            settings.description_limit = static_cast<std::size_t>(chance_.between(0, 20));
        stage_.checker.assumptions.holds = !season_.beyond_window;
        stage_.checker.assumptions.shows_within = hours{2};
        stage_.checker.assumptions.uploads_are_timely = !season_.late_uploads;
        stage_.down_time = [this] {
            return chance_.happens(0.5) ? Duration{} : chance_.between(milliseconds{1}, minutes{1});
        };
        if (season_.storms) weather_.paid_storm = 0.3;
        for (int i = 0; i < options_.jobs; ++i) person_.plan_job();
        if (options_.prepare) options_.prepare(world);
    }

    void come_to_rest() {
        const Duration until = stage_.world.loop.steady() + kLongestPeace;
        Duration helped = stage_.world.loop.steady() - kHelpInterval;
        const bool rests = stage_.play(until, [this, &helped] {
            const Duration now = stage_.world.loop.steady();
            if (now < helped + kHelpInterval) return false;
            if (person_.content()) return true;
            helped = now;
            help();
            return false;
        });
        if (rests || stage_.broken()) return;
        for (const auto& [id, job] : stage_.world.store.jobs)
            if (!at_rest(job))
                stage_.checker.violated("job " + id +
                                        " does not come to rest once faults have stopped: it is " +
                                        state_word(job.state) + (job.hold ? ", held" : ""));
        if (!stage_.broken()) stage_.checker.violated("a submission is never answered");
    }

    /// Also wakes a loop that has nothing to do while a person is awaited.
    void help() {
        person_.submit_some(true);
        person_.help_all();
        stage_.world.loop.post_after(
            kHelpInterval, [] {}, Whose::world);
    }

    /// One more job, whose listings show what is still to be reported.
    void look_once_more() {
        stage_.world.cloud.fail_trainings(0);
        if (season_.beyond_window && !wait(hours{3})) return;  // what is late has landed, and shows
        stage_.world.loop.post_after(
            kHelpInterval, [] {}, Whose::world);
        person_.plan_job();
        come_to_rest();
    }

    bool wait(Duration time) {
        bool over = false;
        stage_.world.loop.post_after(
            time, [&over] { over = true; }, Whose::world);
        return stage_.play(Duration::max(), [&over] { return over; });
    }

    RunReport report() {
        RunReport report;
        report.seed = options_.seed;
        report.season = season_.kind;
        report.season_given = options_.season.has_value();
        report.violations = stage_.checker.violations();
        report.counts = stage_.counts;
        report.trainings = stage_.world.cloud.purchases().size();
        for (const auto& [id, job] : stage_.world.store.jobs)
            report.completed += std::holds_alternative<Completed>(job.state) ? 1 : 0;
        report.steps = stage_.world.loop.steps();
        report.virtual_time = stage_.world.loop.steady();
        stage_.trace.mix(report.steps);
        report.hash = stage_.trace.hash();
        return report;
    }

    const RunOptions& options_;
    Stage stage_;
    Chance chance_;
    Season season_;
    Weather weather_;
    Person person_;
    Events events_;
};
}  // namespace

RunReport run_seed(const RunOptions& options) { return Run(options).go(); }

}  // namespace understudy::simulated
