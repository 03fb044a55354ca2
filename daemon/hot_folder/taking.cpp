// One dropped folder after another: known to the store? settled? nothing on its way into it? Then it is
// submitted like any other job, once.
#include <algorithm>
#include <utility>

#include "core/paths.hpp"
#include "core/sentence.hpp"
#include "daemon/hot_folder/watch.hpp"

namespace understudy::hot_folder {

void Watch::next_turn(Place& place) {
    if (place.turns.empty() || place.taken >= most_taken_a_look) return end_look(place);
    Dropped& dropped = place.dropped.at(place.turns.front());
    place.turns.pop_front();
    if (dropped.entry.state == HotFolderState::taken) return see_to_start(place, dropped);
    dropped.new_to_store ? count(place, dropped) : ask_store(place, dropped);
}

/// What was taken in an earlier life of the daemon costs no walk.
void Watch::ask_store(Place& place, Dropped& dropped) {
    using Found = Result<std::optional<IdempotentAnswer>, StoreTrouble>;
    world_.store.find_answer(dropped.key, while_meant<Found>([this, &place, &dropped](Found before) {
                                 if (!before.ok()) {
                                     wait(dropped,
                                          sentence("The database cannot be read: " + before.error().what));
                                     return next_turn(place);
                                 }
                                 if (*before) {
                                     taken(dropped, (*before)->job_id, facts_of((*before)->fingerprint));
                                     return next_turn(place);
                                 }
                                 dropped.new_to_store = true;
                                 count(place, dropped);
                             }));
}

void Watch::count(Place& place, Dropped& dropped) {
    using Counted = Result<FolderCensus, Problem>;
    world_.folders.take_census(dropped.entry.path,
                               while_meant<Counted>([this, &place, &dropped](Counted census) {
                                   if (census.ok()) return counted(place, dropped, *census);
                                   dropped.settling = {};
                                   not_submitted(dropped, census.error());
                                   next_turn(place);
                               }));
}

void Watch::counted(Place& place, Dropped& dropped, const FolderCensus& census) {
    const Duration now = world_.clock.steady();
    const SettlingVerdict verdict = settle(dropped.settling, census, now, plan_.settle_for);
    if (dropped.refused_with == census.digest) return next_turn(place);
    dropped.refused_with.clear();
    if (!verdict.settled) {
        wait(dropped, verdict.why);
        return next_turn(place);
    }
    ask_inbox(place, dropped);
}

/// A long file that is being sent shows in its folder only when it is whole.
void Watch::ask_inbox(Place& place, Dropped& dropped) {
    const std::string& path = dropped.entry.path;
    const std::string folder = lexically_clean(place.shown.path + path.substr(path.rfind('/')));
    const std::string inbox = lexically_clean(world_.inbox_path);
    if (!world_.inbox || !is_inside(folder, inbox)) return submit(place, dropped);
    using Seen = Result<InboxView, Problem>;
    world_.inbox->view(while_meant<Seen>([this, &place, &dropped, folder, inbox](Seen view) {
        const auto goes_there = [&](const InboxUpload& upload) {
            return is_inside(lexically_clean(inbox + "/" + upload.folder + "/" + upload.name), folder);
        };
        const bool sent_to = view.ok() && std::any_of(view->uploads.begin(), view->uploads.end(), goes_there);
        if (view.ok() && !sent_to) return submit(place, dropped);
        wait(dropped,
             sent_to ? "An upload into it has not come to its end yet." : sentence(view.error().detail));
        next_turn(place);
    }));
}

void Watch::submit(Place& place, Dropped& dropped) {
    ++place.taken;
    const TakenFacts facts{start_of(*dropped.sheet), dropped.version};
    using Made = Result<Submitted, Problem>;
    world_.desk.submit(submission_of(dropped.entry.path, *dropped.sheet),
                       IdempotencyKey{dropped.key, fingerprint_of(dropped.key, facts)},
                       while_meant<Made>([this, &place, &dropped, facts](Made made) {
                           made.ok() ? submitted(dropped, *made, facts)
                                     : not_submitted(dropped, made.error());
                           next_turn(place);
                       }));
}

/// A restored backup does not know of folders that were taken since, and pauses all spending: what is taken
/// again then is not bought again by whoever lets spending go on.
HotFolderStart Watch::start_of(const VoiceSheet& sheet) const {
    if (!sheet.start) return HotFolderStart::unasked;
    if (!plan_.start) return HotFolderStart::not_let;
    return world_.desk.pauses().spending ? HotFolderStart::spending_paused : HotFolderStart::asked;
}

void Watch::submitted(Dropped& dropped, const Submitted& made, const TakenFacts& facts) {
    const Job& job = made.view.job;
    taken(dropped, job.id, facts);
    tell(dropped, "is job " + job.id + ". " + words_of_taken(dropped.entry, &job).why);
}

void Watch::not_submitted(Dropped& dropped, const Problem& problem) {
    if (problem.type == "job-deleted") return taken(dropped, "", {});
    // It was taken after all, with other facts: the store knows.
    if (problem.type == "idempotency-key-reused") {
        dropped.new_to_store = false;
        return wait(dropped, "It was seen just now.");
    }
    if (passes_by_itself(problem)) return wait(dropped, sentence(problem.detail));
    if (dropped.settling.last) dropped.refused_with = dropped.settling.last->digest;
    const std::string field = problem.field.empty() ? "" : problem.field.substr(1) + ": ";
    refuse(dropped, sentence(problem.title + ": " + field + problem.detail),
           "change what is wrong: it is tried again by itself once its files or its voice.toml have changed");
}

void Watch::wait(Dropped& dropped, const std::string& why) {
    become(dropped, {dropped.entry.path, HotFolderState::waiting, why, "", "", {}});
}

void Watch::refuse(Dropped& dropped, const std::string& why, const std::string& cure) {
    const bool is_new = become(dropped, {dropped.entry.path, HotFolderState::refused, why, cure, "", {}});
    if (is_new && !dropped.early) tell(dropped, "is not taken: " + why, true);
}

void Watch::taken(Dropped& dropped, const std::string& job_id, const TakenFacts& facts) {
    dropped.early = false;
    dropped.taken_with = facts.version;
    become(dropped, {dropped.entry.path, HotFolderState::taken, "", "", job_id, {}, facts.start});
}

void Watch::tell(const Dropped& dropped, const std::string& words, bool trouble) const {
    world_.tell("hot folder: " + for_people(dropped.entry.path) + " " + words, trouble);
}

/// True when it was something else before.
bool Watch::become(Dropped& dropped, HotFolderEntry entry) {
    entry.since = dropped.entry.since;
    if (entry == dropped.entry && entry.since != Time{}) return false;
    entry.since = world_.clock.wall();
    dropped.entry = std::move(entry);
    return true;
}

}  // namespace understudy::hot_folder
