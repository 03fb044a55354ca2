// Runs the simulation with one planted mistake linked before it, seed after seed, until an invariant sees the
// mistake. `mistake-NAME "WORDS | WORDS…" [SEEDS]`: succeeds when a violation says one of the words. With
// "nothing", and no mistake: succeeds when there is none.
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "sim/auditor.hpp"
#include "sim/run.hpp"
#include "sim/script.hpp"

namespace understudy::simulated {
namespace {

std::vector<std::string> split(const std::string& text, const std::string& by) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (auto at = text.find(by); at != std::string::npos; at = text.find(by, begin)) {
        parts.push_back(text.substr(begin, at - begin));
        begin = at + by.size();
    }
    parts.push_back(text.substr(begin));
    return parts;
}

bool says_one_of(const std::string& violation, const std::vector<std::string>& words) {
    for (const std::string& expected : words)
        if (violation.find(expected) != std::string::npos) return true;
    return false;
}

bool seen(const std::string& where, const std::string& violation, const std::vector<std::string>& words) {
    std::printf("seen %s: %s\n", where.c_str(), violation.c_str());
    if (says_one_of(violation, words)) return true;
    std::printf("by another invariant than those that were to see it\n");
    return false;
}

/// What the run's checker and the auditor found, the earlier first where both did.
std::vector<std::string> found_by_both(const std::vector<std::string>& checker,
                                       const std::optional<Auditor>& auditor) {
    std::vector<std::string> all = auditor ? auditor->violations() : std::vector<std::string>{};
    all.insert(all.end(), checker.begin(), checker.end());
    return all;
}

std::vector<std::string> run_one_seed(std::uint64_t seed, std::string& where) {
    std::optional<Auditor> auditor;
    RunOptions options;
    options.seed = seed;
    options.prepare = [&](World& world) { auditor.emplace(world); };
    const RunReport report = run_seed(options);
    where = "at seed " + std::to_string(seed) + " (" + to_word(report.season) + ")";
    return found_by_both(report.violations, auditor);
}

std::vector<std::string> run_one_case(const Script& script, std::string& where) {
    std::optional<Auditor> auditor;
    const CaseReport report = run_case(script, false, [&](World& world) { auditor.emplace(world); });
    where = "in case " + to_text(script);
    return found_by_both(report.violations, auditor);
}

/// A purchase whose answer is lost and that lands two minutes later, and a crash within the next steps.
std::vector<Script> late_commits_and_crashes() {
    std::vector<Script> scripts;
    const CaseReport plain = run_case({});
    for (auto call = plain.spending.calls + 1; call <= plain.spending.calls + 6; ++call) {
        const Strike late{Strike::Point::call, call, FaultKind::late_commit, {}};
        const CaseReport struck = run_case({late});
        for (std::uint64_t step = 1; step <= 8; ++step)
            scripts.push_back({late, {Strike::Point::step, struck.struck.steps + step, {}, {}}});
    }
    return scripts;
}

/// Seeds first; then what hardly any seed meets.
int look_for(const std::string& expected, std::uint64_t seeds) {
    const auto words = split(expected, " | ");
    const bool none_planted = expected == "nothing";
    std::string where;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const auto found = run_one_seed(seed, where);
        if (!found.empty()) return seen(where, found.front(), words) ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    const auto scripts = late_commits_and_crashes();
    for (const Script& script : scripts) {
        const auto found = run_one_case(script, where);
        if (!found.empty()) return seen(where, found.front(), words) ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    std::printf("nothing is seen in %llu seeds and %zu cases\n", static_cast<unsigned long long>(seeds),
                scripts.size());
    return none_planted ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace understudy::simulated

int main(int argc, char** argv) {
    if (argc < 2) return std::fputs("usage: mistake-NAME \"WORDS | WORDS\" [SEEDS]\n", stderr), 2;
    return understudy::simulated::look_for(argv[1], argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 200);
}
