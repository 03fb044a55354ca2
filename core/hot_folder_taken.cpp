// What is said of a folder that was taken: its job's standing in words, and what a person may do.
#include <iterator>

#include "core/hot_folder.hpp"
#include "core/job.hpp"
#include "core/sentence.hpp"
#include "core/words.hpp"

namespace understudy {

namespace {

constexpr const char* start_words[] = {"unasked", "asked", "not_let", "spending_paused"};
constexpr const char* take_again =
    "change voice.toml (a comment is enough) to have it taken again, or drop it under another name";

HotFolderWords of_draft(const HotFolderEntry& entry, const JobRecord& job) {
    const std::string start = "understudy start " + job.id;
    if (const auto other = job.spec.labels.find(recordings_of_label); other != job.spec.labels.end())
        return {"It is a draft: its recordings are those of " + other->second + ", which was started before.",
                "start it, to pay for them once more: " + start, ""};
    switch (entry.start) {
        case HotFolderStart::asked:
            return {
                "It is started once its recordings are measured, unless another job was started with them "
                "before.",
                "", ""};
        case HotFolderStart::not_let:
            return {"It is a draft: [hot_folder] start lets no voice.toml start its job.",
                    "start it: " + start, ""};
        case HotFolderStart::spending_paused:
            return {"It is a draft: all spending was paused when it was taken.",
                    "start it, unless it was trained before a backup was restored: " + start, ""};
        case HotFolderStart::unasked:
            break;
    }
    return {"It is a draft.", "start it: " + start, ""};
}

HotFolderWords of_job(const HotFolderEntry& entry, const JobRecord& job) {
    const std::string state = state_word(job.state);
    if (job.cancel_wished) return {"It is being canceled.", "", ""};
    if (job.hold)
        return {"Its job is held (" + std::string(to_word(job.hold->reason)) + ") as " + state + ".",
                job.hold->needs, ""};
    const auto* draft = std::get_if<Draft>(&job.state);
    if (draft == nullptr) return {"Its job is " + state + ".", "", ""};
    if (draft->start_wished) return {"It was started, and its recordings are being measured.", "", ""};
    return of_draft(entry, job);
}

}  // namespace

const char* to_word(HotFolderStart start) { return start_words[static_cast<std::size_t>(start)]; }

HotFolderStart hot_folder_start_of(std::string_view word) {
    for (std::size_t at = 0; at < std::size(start_words); ++at)
        if (word == start_words[at]) return static_cast<HotFolderStart>(at);
    return HotFolderStart::unasked;
}

HotFolderWords words_of_taken(const HotFolderEntry& entry, const JobRecord* job) {
    if (job == nullptr) return {"Its job was deleted.", take_again, ""};
    HotFolderWords words = of_job(entry, *job);
    if (entry.changed)
        words.note = "What lies in it has changed since it was taken, and its job does not know of that: " +
                     std::string(take_again);
    return words;
}

}  // namespace understudy
