#include "core/hot_folder.hpp"

#include <algorithm>

#include "core/counted.hpp"
#include "core/paths.hpp"
#include "core/sentence.hpp"

namespace understudy {

const char* to_word(HotFolderState state) {
    switch (state) {
        case HotFolderState::waiting:
            return "waiting";
        case HotFolderState::refused:
            return "refused";
        case HotFolderState::taken:
            break;
    }
    return "taken";
}

SettlingVerdict settle(Settling& settling, const FolderCensus& seen, Duration steady, Duration settle_for) {
    const bool same = settling.last == seen;
    if (!same) {
        settling.last = seen;
        settling.same_since = steady;
    }
    if (!seen.unfinished.empty())
        return {false, for_people(seen.unfinished) + " is being copied, by its name."};
    if (seen.recordings == 0) return {false, "There is no recording in it yet."};
    const Duration quiet = steady - settling.same_since;
    if (same && quiet >= settle_for) return {true, ""};
    return {false, "It is taken once nothing in it has changed for " + in_words(settle_for) + ": " +
                       counted(seen.recordings, "recording") + " so far."};
}

bool passes_by_itself(const Problem& problem) {
    return problem.status >= 500 || problem.type == "idempotency-key-in-progress";
}

namespace {

constexpr std::size_t most_named = 10;

Check refused(const HotFolderEntry& entry) {
    return {"hot_folder", entry.path, CheckVerdict::warn, "It was not taken: " + sentence(entry.why),
            entry.cure};
}

Check silent(const WatchedFolder& watched) {
    return {
        "hot_folder", watched.path, CheckVerdict::fail,
        "No folder is taken from it: " + sentence(watched.trouble),
        "see whether it is mounted, and that the daemon's user may read it; or correct [hot_folder] paths"};
}

}  // namespace

Checks judge_hot_folder(const HotFolderReport& report) {
    Checks checks;
    if (report.plan.paths.empty()) return checks;
    for (const WatchedFolder& watched : report.watched)
        if (!watched.trouble.empty()) checks.push_back(silent(watched));
    std::size_t found = 0;
    for (const HotFolderEntry& entry : report.folders)
        if (entry.state == HotFolderState::refused && found++ < most_named) checks.push_back(refused(entry));
    if (found > most_named)
        checks.push_back({"hot_folder", "", CheckVerdict::warn,
                          counted(found - most_named, "more folder") + " were not taken.",
                          "see them all:\nunderstudy hot-folder"});
    if (checks.empty())
        checks.push_back({"hot_folder", "", CheckVerdict::pass,
                          counted(report.watched.size(), "folder") + " watched, and every voice.toml in " +
                              "them is good.",
                          ""});
    return checks;
}

}  // namespace understudy
