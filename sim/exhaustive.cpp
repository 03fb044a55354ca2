#include "sim/exhaustive.hpp"

#include "sim/chance.hpp"

namespace understudy::simulated {

namespace {
constexpr std::size_t kMostKept = 100;

/// Everything that can strike after `from` and until `to`.
std::vector<Strike> strikes_between(const Progress& from, const Progress& to) {
    std::vector<Strike> strikes;
    for (auto call = from.calls + 1; call <= to.calls; ++call)
        for (int kind = 0; kind < kFaultKinds; ++kind)
            strikes.push_back({Strike::Point::call, call, static_cast<FaultKind>(kind), {}});
    for (auto group = from.groups + 1; group <= to.groups; ++group)
        for (const StoreFault disk : {StoreFault::refused, StoreFault::failed_written})
            strikes.push_back({Strike::Point::group, group, {}, disk});
    for (auto step = from.steps + 1; step <= to.steps; ++step)
        strikes.push_back({Strike::Point::step, step, {}, {}});
    return strikes;
}

class Search {
  public:
    explicit Search(const SearchOptions& options) : options_(options), chance_(options.seed) {}

    SearchReport go() {
        const CaseReport plain = play({});
        report_.path = {plain.rest.calls - plain.spending.calls, plain.rest.groups - plain.spending.groups,
                        plain.rest.steps - plain.spending.steps};
        const auto firsts = strikes_between(plain.spending, plain.rest);
        for (std::size_t i = 0; i < firsts.size(); ++i) {
            const CaseReport single = play({firsts[i]});
            report_.singles += 1;
            if (options_.pairs && i % options_.every == 0) seconds(firsts[i], single);
        }
        for (std::uint64_t i = 0; i < options_.triples; ++i) triple(firsts);
        return std::move(report_);
    }

  private:
    void seconds(const Strike& first, const CaseReport& single) {
        if (single.struck.steps == 0) return;
        for (const Strike& second : strikes_between(single.struck, single.rest)) {
            (void)play({first, second});
            report_.pairs += 1;
        }
    }

    void triple(const std::vector<Strike>& firsts) {
        Script script{firsts[chance_.bits() % firsts.size()]};
        for (int i = 0; i < 2; ++i) {
            const CaseReport before = play(script);
            if (before.struck.steps == 0) return;
            const auto later = strikes_between(before.struck, before.rest);
            if (later.empty()) return;
            script.push_back(later[chance_.bits() % later.size()]);
        }
        (void)play(script);
        report_.triples += 1;
    }

    CaseReport play(const Script& script) {
        CaseReport one = run_case(script, false, options_.prepare);
        report_.trainings += one.trainings;
        report_.virtual_time += one.virtual_time;
        for (const std::string& what : one.violations)
            if (report_.violations.size() < kMostKept) report_.violations.emplace_back(script, what);
        if (options_.on_progress && report_.cases() % 4096 == 0) options_.on_progress(report_.cases());
        return one;
    }

    const SearchOptions& options_;
    Chance chance_;
    SearchReport report_;
};
}  // namespace

SearchReport search_exhaustively(const SearchOptions& options) { return Search(options).go(); }

}  // namespace understudy::simulated
