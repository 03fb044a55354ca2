// A checkup of a living installation: what was seen, and what to make of it. The judgements are pure; whoever
// looks (the driver, the premises) hands in facts. Shown by `understudy doctor`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/job.hpp"
#include "core/policy.hpp"
#include "core/store.hpp"

namespace understudy {

enum class CheckVerdict {
    pass,
    warn,  ///< works, and somebody should know
    fail,  ///< something does not work, or money is at stake, until somebody acts
};

/// One finding. Words and cure are for people; name and subject are stable, for scripts. A cure may have
/// lines: a command stands on one of its own, to be pasted.
struct Check {
    std::string name;  ///< "database", "jobs", "holds", "key", "orphans", "clock", "disk", "root", "probe", …
    std::string subject;  ///< a job's id, a path, a cloud's id; "" when the check is of the whole
    CheckVerdict verdict = CheckVerdict::pass;
    std::string words;
    std::string cure;  ///< "" when there is nothing to do
    bool operator==(const Check&) const = default;
};
using Checks = std::vector<Check>;

[[nodiscard]] const char* to_word(CheckVerdict verdict);
/// The worst verdict among them; pass when there are none.
[[nodiscard]] CheckVerdict worst_of(const Checks& checks);

// ---- The store (checkup_store.cpp)

using CorruptRows = std::vector<std::pair<std::string, std::string>>;  ///< job id, what is wrong

/// What the store answered; nullopt where it did not in time.
struct StoreSight {
    std::optional<Result<Nothing, StoreTrouble>> audit, read,
        written;          ///< read: the rows of the jobs at work
    CorruptRows corrupt;  ///< of those rows
    std::string outage;   ///< why the driver does not use it; "" when it does
};
[[nodiscard]] Checks judge_database(const StoreSight& sight);

// ---- The jobs (checkup_jobs.cpp)

/// At rest, or a draft that waits for somebody to start it: nothing need be under way for it.
[[nodiscard]] bool needs_nobody(const Job& job);
/// Fails: of a job that needs somebody, and nothing is under way for it, planned or waited for.
[[nodiscard]] Check judge_neglected(const Job& job);
/// A hold, and a recording that is waited for: somebody should know.
[[nodiscard]] std::optional<Check> judge_hold(const Job& job);
[[nodiscard]] std::optional<Check> judge_recording(const Job& job);
/// A warning for everything that a person switched off for all jobs.
[[nodiscard]] Checks judge_controls(const Controls& controls);
[[nodiscard]] Checks judge_policy(const Policy& policy);

// ---- The cloud (checkup_cloud.cpp)

[[nodiscard]] Check judge_key(const Outcome<Nothing>& probe);
/// It failed at the cloud's certificate, as it does where the machine's date is grossly wrong.
[[nodiscard]] bool failed_at_tls(const Outcome<Nothing>& probe);
/// Cloud's clock less ours, by the cloud's answers; nullopt when none carried a time.
[[nodiscard]] Check judge_clock(const std::optional<Duration>& ahead, bool tls_failed = false);

/// What stands in the cloud, and what the store knows of it.
struct CloudSight {
    std::vector<CloudFineTune> fine_tunes;
    std::vector<CloudDataset> datasets;
    std::map<std::string, Intent> intents;  ///< by nonce, of the markers seen
    std::set<std::string> jobs;             ///< that are here, of the markers whose nonce is not
    /// Ids that a job has. Asked for after the intents: one that is confirmed in between is known then.
    std::set<std::string> known_fine_tunes;
};
/// Live fine-tunes and datasets with our marker that no intent here explains, two with one marker, and
/// fine-tunes without one on a dataset that we made. One that passes when there is nothing of it.
[[nodiscard]] Checks judge_orphans(const CloudSight& sight);

// ---- The machine (checkup_premises.cpp)

struct DiskFacts {
    std::string folder;
    std::uint64_t free_bytes = 0, total_bytes = 0;
    int write_error = 0;  ///< errno of a try to write a file there; 0 when it can be written
    int look_error = 0;   ///< errno of the look itself
};
[[nodiscard]] Check judge_disk(const DiskFacts& disk);

/// A sample of a root, taken as the daemon's own user.
struct RootFacts {
    std::string root, user;  ///< `user`: the daemon's, for the cure
    int error_number = 0;    ///< of the first thing that could not be opened
    std::string at;          ///< that thing's path
    std::string closed;      ///< the folder above the root that the user may not pass, "" for none
    bool own = false;        ///< it belongs to the user
    bool takes_acls = true;  ///< its file system has access control lists
    bool group_may = false;  ///< as a member of its group the user could open it
    std::string group;       ///< its group's name
    std::size_t files = 0, folders = 0;  ///< opened
};
[[nodiscard]] Check judge_root(const RootFacts& root);
[[nodiscard]] Check root_is_silent(const std::string& root, seconds patience);

}  // namespace understudy
