#include "tests/daemon/kill/plans.hpp"

#include <array>
#include <map>
#include <random>

namespace understudy::killing {

namespace {

using std::chrono::microseconds;

Json rule(const char* method, const char* path, Json fault, unsigned after = 0) {
    return {{"match", {{"method", method}, {"path", path}}},
            {"after", after},
            {"times", 1},
            {"fault", std::move(fault)}};
}

Chapter interrupted(std::string name, Json in_cloud) {
    return {std::move(name), {Kill{"", {}, std::move(in_cloud)}}};
}

using Dice = std::mt19937_64;

std::uint64_t up_to(Dice& dice, std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>(0, most)(dice);
}

/// Every fault after which the promises still hold, whatever it hits: what is created late is created within
/// the settling window, and a recording's body is not read more slowly than a daemon is started again. (One
/// that the cloud has whole only after the next process listed the dataset stands in it twice.)
const std::vector<Json>& troubles() {
    const char* const files = "/datasets/*/files";
    static const std::vector<Json> all{
        rule("POST", "/fine-tunes", {{"kind", "reset"}, {"at", "commit"}}),
        rule("POST", "/fine-tunes", {{"kind", "reset"}, {"at", "commit"}, {"commit_after", "150ms"}}),
        rule("POST", "/fine-tunes", {{"kind", "reset"}, {"at", "read"}}),
        rule("POST", "/fine-tunes", {{"kind", "status"}, {"status", 500}, {"at", "commit"}}),
        rule("POST", "/fine-tunes", {{"kind", "status"}, {"status", 503}}),
        rule("POST", "/fine-tunes", {{"kind", "status"}, {"status", 429}, {"retry_after", 0}}),
        rule("POST", "/fine-tunes", {{"kind", "truncated"}}),
        rule("POST", "/fine-tunes", {{"kind", "slow"}, {"delay", "300ms"}}),
        rule("POST", "/datasets", {{"kind", "reset"}, {"at", "commit"}}),
        rule("POST", "/datasets", {{"kind", "reset"}, {"at", "commit"}, {"commit_after", "150ms"}}),
        rule("POST", "/datasets", {{"kind", "garbage"}}),
        rule("POST", "/datasets", {{"kind", "html"}}),
        rule("POST", files, {{"kind", "reset"}, {"at", "body"}, {"after_bytes", 9000}}),
        rule("POST", files, {{"kind", "reset"}, {"at", "commit"}}),
        rule("POST", files, {{"kind", "close"}, {"at", "commit"}}),
        rule("POST", files, {{"kind", "status"}, {"status", 502}, {"at", "commit"}}),
        rule("POST", files, {{"kind", "status"}, {"status", 500}}),
        rule("POST", files, {{"kind", "slow"}, {"body_bytes_per_second", 2000000}}),
        rule("GET", files, {{"kind", "status"}, {"status", 500}}),
        rule("GET", files, {{"kind", "truncated"}}),
        rule("GET", "/fine-tunes", {{"kind", "reset"}, {"at", "answer"}}),
        rule("GET", "/fine-tunes", {{"kind", "status"}, {"status", 429}}),
        rule("GET", "/fine-tunes", {{"kind", "empty"}}),
        rule("GET", "/datasets", {{"kind", "wrapped"}}),
        rule("GET", "/voices", {{"kind", "garbage"}}),
    };
    return all;
}

/// Half of them within what a start takes.
Kill at_an_instant(Dice& dice) {
    const std::uint64_t longest = up_to(dice, 1) == 0 ? 80'000 : 900'000;
    return {"", microseconds{up_to(dice, longest)}, nullptr};
}

void make_trouble(Dice& dice, LifePlan& plan) {
    for (std::uint64_t left = 1 + up_to(dice, 3); left > 0; --left) {
        Json trouble = troubles()[up_to(dice, troubles().size() - 1)];
        trouble["after"] = up_to(dice, 3);
        plan.faults.push_back(std::move(trouble));
    }
    if (up_to(dice, 1) == 0) plan.settings["fine_tunes_lag"] = {{"time", "100ms"}};
    if (up_to(dice, 1) == 0) plan.settings["datasets_lag"] = {{"time", "100ms"}};
}

}  // namespace

const std::vector<Chapter>& chapters() {
    const Json unanswered{{"kind", "hang"}, {"at", "commit"}}, unread{{"kind", "hang"}, {"at", "read"}};
    const Json in_the_body{{"kind", "hang"}, {"at", "body"}, {"after_bytes", 9000}};
    static const std::vector<Chapter> all{
        {"from the beginning", {}},
        interrupted("a dataset was made and not answered for", rule("POST", "/datasets", unanswered)),
        interrupted("a dataset was asked for and not made", rule("POST", "/datasets", unread)),
        interrupted("a recording arrived and was not answered for",
                    rule("POST", "/datasets/*/files", unanswered)),
        interrupted("a recording was sent in part", rule("POST", "/datasets/*/files", in_the_body, 1)),
        interrupted("a training was bought and not answered for", rule("POST", "/fine-tunes", unanswered)),
        interrupted("a training was asked for and not bought", rule("POST", "/fine-tunes", unread)),
        interrupted("a second training was bought and not answered for",
                    rule("POST", "/fine-tunes", unanswered, 1)),
    };
    return all;
}

std::vector<std::string> occurrences(const std::vector<std::string>& steps) {
    std::map<std::string, int> seen;
    std::vector<std::string> result;
    for (const std::string& step : steps) result.push_back(step + "#" + std::to_string(++seen[step]));
    return result;
}

NamedPlan killed_at(const Chapter& chapter, const std::string& step) {
    NamedPlan made;
    made.name = chapter.name + ", " + step;
    made.replay = "--chapter \"" + chapter.name + "\" --at \"" + step + "\"";
    made.plan.kills = chapter.kills;
    made.plan.kills.push_back({step, {}, nullptr});
    return made;
}

NamedPlan random_plan(std::uint64_t seed, std::size_t jobs) {
    Dice dice(seed);
    NamedPlan made;
    made.name = "seed " + std::to_string(seed);
    made.replay = "--life " + std::to_string(seed) + " --jobs " + std::to_string(jobs);
    made.plan.jobs = jobs;
    for (std::uint64_t kills = 6 + up_to(dice, 8); kills > 0; --kills)
        made.plan.kills.push_back(at_an_instant(dice));
    if (seed % 2 == 1) make_trouble(dice, made.plan);
    return made;
}

}  // namespace understudy::killing
