#include "sim/report.hpp"

#include <sstream>

namespace understudy::simulated {

namespace {
std::string days(Duration time) {
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(1);
    text << std::chrono::duration<double, std::ratio<86'400>>(time).count() << " days";
    return text.str();
}

std::string pace(Duration virtual_time, std::chrono::duration<double> took) {
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(0);
    text << std::chrono::duration<double>(virtual_time).count() / std::max(took.count(), 1e-9)
         << " times real time (" << took.count() << " s)";
    return text.str();
}
}  // namespace

void Totals::add(const RunReport& report) {
    seeds += 1;
    trainings += report.trainings;
    completed += report.completed;
    steps += report.steps;
    virtual_time += report.virtual_time;
    counts.add(report.counts);
    seasons.at(static_cast<std::size_t>(report.season)) += 1;
    violations += report.violations.size();
}

std::string in_words(const Totals& totals, std::chrono::duration<double> took) {
    std::ostringstream text;
    text << "seeds run          " << totals.seeds << "\ntrainings bought   " << totals.trainings
         << "\njobs completed     " << totals.completed << "\nsteps              " << totals.steps
         << "\nvirtual time       " << days(totals.virtual_time) << ", " << pace(totals.virtual_time, took)
         << "\ncrashes            " << totals.counts.crashes << ", stops " << totals.counts.stops
         << ", backups put back " << totals.counts.restores << ", clock steps " << totals.counts.clock_steps
         << "\ndisk               refused " << totals.counts.store_refused << ", failed and written "
         << totals.counts.store_failed_written << ", away " << totals.counts.store_away
         << "\nseasons            ";
    for (int kind = 0; kind < kSeasonKinds; ++kind)
        text << (kind ? ", " : "") << to_word(static_cast<SeasonKind>(kind)) << ' '
             << totals.seasons.at(static_cast<std::size_t>(kind));
    text << "\nfaults             ";
    for (int kind = 0; kind < kFaultKinds; ++kind)
        text << (kind ? ", " : "") << to_word(static_cast<FaultKind>(kind)) << ' '
             << totals.counts.faults.at(static_cast<std::size_t>(kind));
    text << "\nviolations         " << totals.violations << '\n';
    return text.str();
}

std::string in_words(const SearchReport& report, std::chrono::duration<double> took) {
    std::ostringstream text;
    text << "spend path         " << report.path.calls << " calls, " << report.path.groups << " commits, "
         << report.path.steps << " steps\ncases              " << report.cases() << ": " << report.singles
         << " singles, " << report.pairs << " pairs, " << report.triples << " triples\ntrainings bought   "
         << report.trainings << "\nvirtual time       " << days(report.virtual_time) << ", "
         << pace(report.virtual_time, took) << '\n';
    for (const auto& [script, what] : report.violations)
        text << "VIOLATION " << what << "\n  replay: understudy-sim --trace --case " << to_text(script)
             << '\n';
    text << "violations         " << report.violations.size()
         << (report.violations.size() == 100 ? " or more" : "") << '\n';
    return text.str();
}

std::string violations_in_words(const RunReport& report, int jobs) {
    std::string text;
    const std::string season =
        report.season_given ? std::string(" --season '") + to_word(report.season) + "'" : "";
    for (const std::string& what : report.violations)
        text += "VIOLATION seed " + std::to_string(report.seed) + " (" + to_word(report.season) +
                "): " + what + "\n  replay: understudy-sim --seed " + std::to_string(report.seed) +
                " --jobs " + std::to_string(jobs) + season + " --trace\n";
    return text;
}

}  // namespace understudy::simulated
