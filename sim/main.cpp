// understudy-sim: searches for a seed, or a case, that breaks a promise.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>

#include "sim/report.hpp"

using namespace understudy;
using namespace understudy::simulated;

namespace {

struct Options {
    std::uint64_t seeds = 1000, first_seed = 1, triples = 0, every = 1;
    std::optional<std::uint64_t> seed;
    int jobs = 5;
    bool trace = false, exhaustive = false, singles = false, quiet = false;
    std::string script, season;
};

void describe(CLI::App& app, Options& options) {
    app.add_option("--seeds", options.seeds, "So many runs, one a seed")->capture_default_str();
    app.add_option("--first-seed", options.first_seed, "The first of them")->capture_default_str();
    app.add_option("--seed", options.seed, "Only this one");
    app.add_option("--jobs", options.jobs, "Jobs in a run; a seed means another run with another number")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--season", options.season, "Only this kind of weather; else each seed draws its own");
    app.add_flag("--trace", options.trace, "Print what happens (with --seed or --case)");
    app.add_flag("--quiet", options.quiet, "Print no progress");
    app.add_flag("--exhaustive", options.exhaustive,
                 "Instead of seeds: every fault and crash at every step of the spend path, and every pair");
    app.add_flag("--singles", options.singles, "Of those only the single ones");
    app.add_option("--every", options.every, "Of those pairs only each n-th first one")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--triples", options.triples, "So many triples besides, drawn from --first-seed");
    app.add_option("--case", options.script,
                   "Only this one: call:12:lost-answer,step:57,group:9:refused (what strikes where)");
    app.footer(
        "One seed is one run, bit for bit. Exits with 1 when an invariant was broken: what, and the "
        "command that plays it again, is printed then.");
}

std::chrono::duration<double> since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::steady_clock::now() - begun;
}

std::optional<SeasonKind> season_named(const std::string& name) {
    for (int kind = 0; kind < kSeasonKinds; ++kind)
        if (name == to_word(static_cast<SeasonKind>(kind))) return static_cast<SeasonKind>(kind);
    if (!name.empty()) throw CLI::ValidationError("--season", "there is no season '" + name + "'");
    return std::nullopt;
}

int run_seeds(const Options& options) {
    const auto begun = std::chrono::steady_clock::now();
    const auto first = options.seed.value_or(options.first_seed);
    const auto count = options.seed ? 1 : options.seeds;
    Totals totals;
    RunOptions one;
    one.jobs = options.jobs;
    one.trace = options.trace;
    one.season = season_named(options.season);
    for (std::uint64_t i = 0; i < count; ++i) {
        one.seed = first + i;
        const RunReport report = run_seed(one);
        totals.add(report);
        std::fputs(violations_in_words(report, options.jobs).c_str(), stdout);
        if (!options.quiet && (i + 1) % 10'000 == 0)
            std::printf("… %llu seeds, %llu trainings, %llu violations, %.0f s\n",
                        static_cast<unsigned long long>(i + 1),
                        static_cast<unsigned long long>(totals.trainings),
                        static_cast<unsigned long long>(totals.violations), since(begun).count());
        std::fflush(stdout);
    }
    std::fputs(in_words(totals, since(begun)).c_str(), stdout);
    return totals.violations == 0 ? 0 : 1;
}

int search(const Options& options) {
    const auto begun = std::chrono::steady_clock::now();
    SearchOptions wanted;
    wanted.pairs = !options.singles;
    wanted.triples = options.triples;
    wanted.seed = options.first_seed;
    wanted.every = options.every;
    if (!options.quiet)
        wanted.on_progress = [&](std::uint64_t cases) {
            std::printf("… %llu cases, %.0f s\n", static_cast<unsigned long long>(cases),
                        since(begun).count());
            std::fflush(stdout);
        };
    const SearchReport report = search_exhaustively(wanted);
    std::fputs(in_words(report, since(begun)).c_str(), stdout);
    return report.violations.empty() ? 0 : 1;
}

int run_script(const Options& options) {
    const auto script = parse_script(options.script);
    if (!script) throw CLI::ValidationError("--case", "'" + options.script + "' is no case");
    const CaseReport report = run_case(*script, options.trace);
    for (const std::string& what : report.violations) std::printf("VIOLATION %s\n", what.c_str());
    std::printf("%zu violations\n", report.violations.size());
    return report.violations.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "Runs Understudy's core and driver on a virtual clock, against a cloud, a disk and people that "
        "do everything wrong, and checks after every step that nothing is lost and nothing paid twice."};
    Options options;
    describe(app, options);
    try {
        app.parse(argc, argv);
        if (!options.script.empty()) return run_script(options);
        return options.exhaustive ? search(options) : run_seeds(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    }
}
