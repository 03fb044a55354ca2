// understudy-kill-harness: kills the real daemon at every step and at random instants, and judges what
// became of its jobs.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "tests/daemon/kill/campaign.hpp"

namespace {

using namespace understudy::killing;

struct Wishes {
    bool steps = false, sweep = false;
    std::size_t every = 1, kills = 0, jobs = 3, lanes = 3;
    std::uint64_t seed = 1, life = 0;
    std::string chapter = chapters().front().name, at;
    bool one_life = false;
};

const Chapter& chapter_named(const std::string& name) {
    for (const Chapter& chapter : chapters())
        if (chapter.name == name) return chapter;
    throw std::runtime_error("there is no chapter \"" + name + "\"");
}

/// Every chapter's steps; each `every`-th of them.
std::vector<NamedPlan> plans_of_sweep(Campaign& campaign, std::size_t every) {
    std::vector<NamedPlan> plans;
    for (const Chapter& chapter : chapters()) {
        const auto steps = campaign.steps_of(chapter);
        for (std::size_t i = 0; i < steps.size(); i += every) plans.push_back(killed_at(chapter, steps[i]));
    }
    return plans;
}

void print_steps(Campaign& campaign) {
    for (const Chapter& chapter : chapters())
        for (const std::string& step : campaign.steps_of(chapter))
            std::cout << chapter.name << ", " << step << '\n';
}

/// As many lives as it takes for so many kills.
Totals kill_at_random(Campaign& campaign, const Wishes& wishes) {
    Totals totals;
    for (std::uint64_t seed = wishes.seed; totals.kills < wishes.kills;) {
        std::vector<NamedPlan> plans;
        for (std::size_t expected = totals.kills; expected < wishes.kills; ++seed) {
            plans.push_back(random_plan(seed, wishes.jobs));
            expected += 6;
        }
        totals += campaign.run(plans);
        std::cerr << totals.kills << " kills, " << totals.failures.size() << " lives broke a promise\n";
    }
    return totals;
}

Totals run(const Wishes& wishes) {
    Campaign campaign(wishes.lanes);
    Totals totals;
    if (wishes.steps) return print_steps(campaign), totals;
    if (wishes.one_life) return campaign.run({random_plan(wishes.life, wishes.jobs)});
    if (!wishes.at.empty()) return campaign.run({killed_at(chapter_named(wishes.chapter), wishes.at)});
    if (wishes.sweep) totals += campaign.run(plans_of_sweep(campaign, wishes.every));
    if (wishes.kills > 0) totals += kill_at_random(campaign, wishes);
    return totals;
}

}  // namespace

int main(int argc, char** argv) {
    Wishes wishes;
    CLI::App app("Kills the real daemon, against the real emulator, and judges what became of its jobs.");
    app.add_flag("--steps", wishes.steps, "Print every step at which it can be killed");
    app.add_flag("--sweep", wishes.sweep, "Kill it once at every step, after every beginning");
    app.add_option("--every", wishes.every, "Of those, only each so-many-th")->check(CLI::PositiveNumber);
    app.add_option("--kills", wishes.kills, "So many kills at random instants");
    app.add_option("--seed", wishes.seed, "Of the random instants");
    app.add_option("--jobs", wishes.jobs, "At one time, in lives with random instants");
    app.add_option("--lanes", wishes.lanes, "Lives at one time");
    app.add_option("--chapter", wishes.chapter, "With --at: how the life begins");
    app.add_option("--at", wishes.at, "One life, killed at this step");
    const auto* life =
        app.add_option("--life", wishes.life, "One life, with the random instants of this seed");
    CLI11_PARSE(app, argc, argv);
    wishes.one_life = life->count() > 0;
    try {
        const Totals totals = run(wishes);
        if (!wishes.steps) std::cout << totals;
        return totals.failures.empty() ? 0 : 1;
    } catch (const std::exception& trouble) {
        std::cerr << "understudy-kill-harness: " << trouble.what() << '\n';
        return 2;
    }
}
