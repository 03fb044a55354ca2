#include <algorithm>

#include "core/checkup.hpp"
#include "core/cloud_status.hpp"
#include "core/counted.hpp"
#include "core/marker.hpp"
#include "core/sentence.hpp"
#include "core/stepper.hpp"

namespace understudy {
namespace {

constexpr auto kNotOurs =
    "nothing, when another installation uses this account, or the job was deleted; else look in the "
    "playground and delete what nobody wants";
constexpr auto kOfACopy =
    "did not begin it: a copy of this database did, or a later state of it than the backup that was restored";

std::string cure_for(const Trouble& trouble) {
    if (trouble.type == "name_lookup_failed")
        return "look at the machine's DNS, or name a proxy: [cartesia] proxy";
    if (trouble.type == "connect_failed")
        return "look at the network and its firewall, or name a proxy: [cartesia] proxy";
    if (trouble.type == "tls_failed")
        return "look at the machine's date and certificates; behind a proxy that opens TLS, name its CA: "
               "[cartesia] "
               "ca_file";
    return "nothing at first: jobs wait and go on by themselves; if it stays so, look at the cloud's status "
           "page";
}

std::string quoted(const std::string& id, const std::string& name) { return id + " (“" + name + "”)"; }

using Marked = std::vector<std::pair<Marker, const CloudFineTune*>>;

Marked live_and_marked(const CloudSight& sight) {
    Marked marked;
    for (const CloudFineTune& fine_tune : sight.fine_tunes)
        if (const auto marker = marker_of(fine_tune.description);
            marker && !cloud_says_failed(fine_tune.status))
            marked.emplace_back(*marker, &fine_tune);
    return marked;
}

using Attempt = std::pair<std::string, int>;

/// Which attempts have two.
std::set<Attempt> find_doubles(const Marked& marked, Checks& checks) {
    std::map<Attempt, std::vector<std::string>> by_attempt;
    std::set<Attempt> doubled;
    for (const auto& [marker, fine_tune] : marked)
        by_attempt[{marker.job_id, marker.attempt}].push_back(fine_tune->id);
    for (const auto& [attempt, ids] : by_attempt) {
        if (ids.size() < 2) continue;
        doubled.insert(attempt);
        checks.push_back({"orphans", attempt.first, CheckVerdict::fail,
                          std::to_string(ids.size()) + " live fine-tunes of attempt " +
                              std::to_string(attempt.second) + " stand in the cloud: " + joined(ids, ", ") +
                              ".",
                          "keep the one that «understudy show " + attempt.first +
                              "» names, and delete the others in the playground"});
    }
    return doubled;
}

/// No intent explains it. Where the job is here, deleting it would have the job buy it again.
Check unexplained(const Marker& marker, const CloudFineTune& fine_tune, bool job_is_here) {
    const std::string words = "Fine-tune " + quoted(fine_tune.id, fine_tune.name) + ", " + fine_tune.status +
                              ", carries our marker, ";
    if (!job_is_here)
        return {"orphans", fine_tune.id, CheckVerdict::warn,
                words + "and its job " + marker.job_id + " is not in this database.", kNotOurs};
    return {"orphans", fine_tune.id, CheckVerdict::warn,
            words + "and its job " + marker.job_id + " " + kOfACopy + ".",
            "do not delete it: the job adopts it before it buys, and would pay again without it"};
}

Check after_it_was_void(const Marker& marker, const CloudFineTune& fine_tune) {
    return {"orphans", fine_tune.id, CheckVerdict::fail,
            "Fine-tune " + fine_tune.id + " of " + marker.job_id +
                " appeared after its purchase had been settled as not begun.",
            "decide which one to keep: «understudy explain " + marker.job_id + "»"};
}

/// The one that the intent names failed, or is gone; this one lives on.
Check beside_another(const Marker& marker, const CloudFineTune& fine_tune, const Intent& intent) {
    return {"orphans", fine_tune.id, CheckVerdict::fail,
            "Fine-tune " + quoted(fine_tune.id, fine_tune.name) + ", " + fine_tune.status +
                ", carries the marker of a purchase of " + marker.job_id + " that came to " +
                intent.remote_id + ", and no job knows it.",
            "see «understudy show " + marker.job_id +
                "»: it is paid for when it succeeds; keep it for the job, or delete it in the playground"};
}

void find_jobless(const CloudSight& sight, const Marked& marked, const std::set<Attempt>& doubled,
                  Checks& checks) {
    for (const auto& [marker, fine_tune] : marked) {
        if (sight.known_fine_tunes.contains(fine_tune->id)) continue;
        const auto intent = sight.intents.find(marker.nonce);
        if (intent == sight.intents.end())
            checks.push_back(unexplained(marker, *fine_tune, sight.jobs.contains(marker.job_id)));
        else if (intent->second.status == IntentStatus::voided)
            checks.push_back(after_it_was_void(marker, *fine_tune));
        else if (intent->second.status == IntentStatus::confirmed &&
                 !doubled.contains({marker.job_id, marker.attempt}))
            checks.push_back(beside_another(marker, *fine_tune, intent->second));
    }
}

Check unexplained(const Marker& marker, const CloudDataset& dataset, bool job_is_here) {
    const std::string words = "Dataset " + quoted(dataset.id, dataset.name) +
                              " carries our marker, and its job " + marker.job_id + " ";
    if (!job_is_here)
        return {"orphans", dataset.id, CheckVerdict::warn, words + "is not in this database.", kNotOurs};
    return {"orphans", dataset.id, CheckVerdict::warn, words + kOfACopy + ".",
            "do not delete it: it costs nothing, and a training that the job adopts may stand on it"};
}

void find_datasets(const CloudSight& sight, std::set<std::string>& ours, Checks& checks) {
    std::map<std::string, std::vector<std::string>> by_nonce;
    for (const CloudDataset& dataset : sight.datasets) {
        const auto marker = marker_of(dataset.description);
        if (!marker) continue;
        by_nonce[marker->nonce].push_back(dataset.id);
        ours.insert(dataset.id);
        if (!sight.intents.contains(marker->nonce))
            checks.push_back(unexplained(*marker, dataset, sight.jobs.contains(marker->job_id)));
    }
    for (const auto& [nonce, ids] : by_nonce)
        if (ids.size() > 1)
            checks.push_back({"orphans", ids.back(), CheckVerdict::warn,
                              "Datasets " + joined(ids, ", ") + " carry one marker.",
                              "a dataset costs nothing; delete the one that no job names"});
}

void find_unmarked(const CloudSight& sight, const std::set<std::string>& ours, Checks& checks) {
    for (const CloudFineTune& fine_tune : sight.fine_tunes)
        if (ours.contains(fine_tune.dataset) && !marker_of(fine_tune.description) &&
            !cloud_says_failed(fine_tune.status) && !sight.known_fine_tunes.contains(fine_tune.id))
            checks.push_back(
                {"orphans", fine_tune.id, CheckVerdict::warn,
                 "Fine-tune " + quoted(fine_tune.id, fine_tune.name) + " stands on our dataset " +
                     fine_tune.dataset + " without a marker.",
                 "nothing, when somebody made it by hand; else it may be a job's: its job asks before "
                 "it buys"});
}

}  // namespace

Check judge_key(const Outcome<Nothing>& probe) {
    if (probe.ok())
        return {"key", "", CheckVerdict::pass,
                "The cloud answers and takes the API key. How many credits are left it does not tell.", ""};
    const Trouble& trouble = probe.error();
    const bool key_at_fault =
        trouble.kind == TroubleKind::credentials || trouble.kind == TroubleKind::forbidden;
    if (key_at_fault)
        return {"key", "", CheckVerdict::fail,
                sentence(in_words("The cloud does not take the API key", trouble)),
                "put a key that works where the daemon finds it, then: sudo systemctl reload understudyd"};
    if (trouble.kind == TroubleKind::cancelled)
        return {"key", "", CheckVerdict::fail, "The cloud did not answer in time.", cure_for(trouble)};
    return {"key", "", CheckVerdict::fail, sentence(in_words("The cloud cannot be asked", trouble)),
            cure_for(trouble)};
}

bool failed_at_tls(const Outcome<Nothing>& probe) {
    return !probe.ok() && probe.error().type == "tls_failed";
}

Check judge_clock(const std::optional<Duration>& ahead, bool tls_failed) {
    if (!ahead && tls_failed)
        return {
            "clock", "", CheckVerdict::warn,
            "No answer of the cloud carried a time to compare with, and its certificate was not accepted: a "
            "clock that is grossly wrong looks like that.",
            "look at the machine's date (timedatectl), and let it keep its time: sudo timedatectl set-ntp "
            "true"};
    if (!ahead)
        return {"clock", "", CheckVerdict::pass, "No answer of the cloud carried a time to compare with.",
                ""};
    const Duration off = *ahead < Duration{} ? -*ahead : *ahead;
    if (off <= std::chrono::minutes{1})
        return {"clock", "", CheckVerdict::pass,
                "The machine's clock agrees with the cloud's within a minute.", ""};
    return {
        "clock", "", CheckVerdict::warn,
        "The machine's clock is " + in_words(off) + (*ahead > Duration{} ? " behind" : " ahead of") +
            " the cloud's. Times that are shown and times of re-attempts are off by that; no decision about "
            "money rests on it.",
        "let the machine keep its time: sudo timedatectl set-ntp true"};
}

Checks judge_orphans(const CloudSight& sight) {
    Checks checks;
    const Marked marked = live_and_marked(sight);
    std::set<std::string> ours;
    const std::set<Attempt> doubled = find_doubles(marked, checks);
    find_jobless(sight, marked, doubled, checks);
    find_datasets(sight, ours, checks);
    find_unmarked(sight, ours, checks);
    if (checks.empty())
        checks.push_back({"orphans", "", CheckVerdict::pass,
                          "Of " + counted(sight.fine_tunes.size(), "fine-tune") + " and " +
                              counted(sight.datasets.size(), "dataset") +
                              " in the cloud, each with our marker belongs to a job here.",
                          ""});
    return checks;
}

}  // namespace understudy
