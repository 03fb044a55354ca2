#include "core/checkup.hpp"

namespace understudy {
namespace {

using Answered = Result<Nothing, StoreTrouble>;

Check fails(std::string words, std::string cure) {
    return {"database", "", CheckVerdict::fail, std::move(words), std::move(cure)};
}

constexpr auto kUntilItCan = "nothing is acknowledged or sent until then; what waits goes on by itself";

/// Damage before what may pass.
std::optional<StoreTrouble> worst_of(const Answered& audit, const Answered& read) {
    const bool damaged = !audit.ok() && audit.error().kind == StoreTrouble::Kind::corrupt;
    if (!read.ok() && !damaged) return read.error();
    return audit.ok() ? std::nullopt : std::optional(audit.error());
}

Check cannot_be_read(const StoreTrouble& trouble) {
    if (trouble.kind == StoreTrouble::Kind::corrupt)
        return fails("It is damaged: " + trouble.what + ".",
                     "stop the daemon, keep a copy of the file, restore a backup: what was bought since is "
                     "found in the cloud and adopted");
    return fails("It could not be read: " + trouble.what + ".",
                 "look at the disk and at the daemon's log: journalctl -u understudyd");
}

Check still_audited() {
    return {
        "database", "", CheckVerdict::warn,
        "It can be read and written; whether all of it is sound is not known yet: reading it takes longer.",
        "nothing: damage that is found later stops all buying at once; the log and /readyz say so"};
}

Check sound() {
    return {"database", "", CheckVerdict::pass,
            "It can be written; every page, index and reference of it is sound, and the rows of the jobs at "
            "work are as they were written.",
            ""};
}

}  // namespace

Checks judge_database(const StoreSight& sight) {
    Checks checks;
    for (const auto& [job_id, what] : sight.corrupt)
        checks.push_back(
            {"database", job_id, CheckVerdict::fail, "The job's row does not make sense: " + what + ".",
             "restore the database from a backup, and report this; nothing is sent for this job"});
    if (!sight.read || !sight.written)
        checks.push_back(fails("The database does not answer.",
                               std::string("look at the disk that it is on; ") + kUntilItCan));
    const Answered unknown = Nothing{};
    if (const auto trouble = worst_of(sight.audit.value_or(unknown), sight.read.value_or(unknown)))
        checks.push_back(cannot_be_read(*trouble));
    if (sight.written && !sight.written->ok())
        checks.push_back(fails("It cannot be written: " + sight.written->error().what + ".",
                               std::string("make room, or look at the disk that it is on; ") + kUntilItCan));
    if (!checks.empty()) return checks;
    if (!sight.outage.empty())
        return {fails("The daemon does not use it: " + sight.outage + ".",
                      "see /readyz and the log: journalctl -u understudyd")};
    return {sight.audit ? sound() : still_audited()};
}

}  // namespace understudy
