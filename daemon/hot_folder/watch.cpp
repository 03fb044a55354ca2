#include "daemon/hot_folder/watch.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/counted.hpp"
#include "core/paths.hpp"

namespace understudy::hot_folder {

namespace {

void forget_sheet(Dropped& dropped) {
    Dropped anew;
    anew.entry = std::move(dropped.entry);
    anew.stamp = dropped.stamp;
    anew.version = std::move(dropped.version);
    anew.wrong = std::move(dropped.wrong);
    anew.wrong_since = dropped.wrong_since;
    anew.early = dropped.early;
    dropped = std::move(anew);
}

/// A name that is no UTF-8 may not stand in JSON.
std::string shown_path(const DroppedFolder& seen) {
    return seen.misnamed.empty() ? seen.path : for_people(seen.path);
}

Wrong wrong_of(const DroppedFolder& seen) {
    if (!seen.misnamed.empty()) return {seen.misnamed, seen.cure};
    return {"Its voice.toml cannot be read: " + seen.trouble,
            "let the daemon's user read it, or write it anew as a file of at most 64 KiB"};
}

}  // namespace

Watch::Watch(World world, HotFolderPlan plan)
    : world_(std::move(world)), plan_(std::move(plan)), meant_(std::make_shared<const int>(0)) {}

void Watch::start() {
    started_ = true;
    set_out();
}

void Watch::stop() {
    started_ = false;
    meant_.reset();
    world_.clock.sleep();
}

void Watch::reconfigure(HotFolderPlan plan) {
    if (plan == std::exchange(plan_, plan) || !started_) return;
    meant_ = std::make_shared<const int>(0);
    set_out();
}

/// What is known of folders that are watched yet stays known.
void Watch::set_out() {
    const std::set<std::string> wanted(plan_.paths.begin(), plan_.paths.end());
    std::erase_if(places_, [&](const auto& entry) { return !wanted.contains(entry.first); });
    for (const std::string& path : wanted) {
        Place& place = places_[path];
        place.shown.path = path;
        place.looking = false;
        place.due = world_.clock.steady();
    }
    rearm();
}

void Watch::rearm() {
    std::optional<Duration> next;
    for (const auto& [path, place] : places_)
        if (!place.looking && (!next || place.due < *next)) next = place.due;
    if (!next) return world_.clock.sleep();
    world_.clock.wake_at(*next, [this] { due(); });
}

void Watch::due() {
    const Duration now = world_.clock.steady();
    for (auto& [path, place] : places_)
        if (!place.looking && place.due <= now) look(place);
    rearm();
}

void Watch::look(Place& place) {
    place.looking = true;
    std::map<std::string, FileStamp> known;
    for (const auto& [path, dropped] : place.dropped)
        if (!dropped.key.empty()) known.emplace(path, dropped.stamp);
    using Found = Result<std::vector<DroppedFolder>, Problem>;
    world_.folders.find_dropped(
        place.shown.path, std::move(known),
        while_meant<Found>([this, &place](Found result) { found(place, std::move(result)); }));
}

void Watch::found(Place& place, Result<std::vector<DroppedFolder>, Problem> result) {
    const std::string& path = place.shown.path;
    const std::string before =
        std::exchange(place.shown.trouble, result.ok() ? std::string() : result.error().detail);
    if (!result.ok()) {
        if (before != place.shown.trouble) world_.tell("hot folder: " + place.shown.trouble, true);
        return end_look(place);
    }
    if (!before.empty()) world_.tell("hot folder: " + path + " can be looked at again", false);
    place.shown.looked_at = world_.clock.wall();
    std::set<std::string> here;
    for (const DroppedFolder& seen : *result) here.insert(seen.path);
    std::erase_if(place.dropped, [&](const auto& entry) { return !here.contains(entry.first); });
    place.turns.clear();
    place.taken = 0;
    for (DroppedFolder& seen : *result) see(place, std::move(seen));
    place.looked = true;
    next_turn(place);
}

void Watch::see(Place& place, DroppedFolder seen) {
    const bool is_new = !place.dropped.contains(seen.path);
    Dropped& dropped = place.dropped[seen.path];
    if (is_new) dropped.early = !place.looked;
    dropped.entry.path = shown_path(seen);
    dropped.version = seen.version;
    if (!seen.misnamed.empty() || !seen.trouble.empty()) {
        forget_sheet(dropped);
        return is_wrong(dropped, wrong_of(seen));
    }
    dropped.stamp = seen.sheet;
    if (seen.read) read(dropped, seen.text);
    if (dropped.wrong) return is_wrong(dropped, Wrong{*dropped.wrong});
    if (awaits_start(dropped)) return place.turns.push_front(seen.path);  // few, and others wait for them
    if (dropped.sheet && dropped.entry.state != HotFolderState::taken) place.turns.push_back(seen.path);
}

/// The same text with other times is the same voice.toml.
void Watch::read(Dropped& dropped, const std::string& text) {
    std::string key = key_of(dropped.entry.path, text);
    if (key == dropped.key) return;
    const bool was_read = !dropped.key.empty();
    forget_sheet(dropped);
    if (was_read) dropped.early = false;
    dropped.wrong.reset();
    dropped.key = std::move(key);
    auto sheet = parse_voice_sheet(text);
    if (sheet) {
        dropped.sheet = std::move(*sheet);
        return wait(dropped, "It was seen just now.");
    }
    dropped.wrong = {"Its voice.toml has mistakes: " + in_words(sheet.error()),
                     "correct it: it is read again by itself"};
    dropped.wrong_since = world_.clock.steady();
}

/// It is refused once it has been so for `settle_for`: until then it may be half copied.
void Watch::is_wrong(Dropped& dropped, const Wrong& wrong) {
    const Duration now = world_.clock.steady();
    if (dropped.wrong != wrong) {
        dropped.wrong = wrong;
        dropped.wrong_since = now;
    }
    if (now - dropped.wrong_since >= plan_.settle_for) return refuse(dropped, wrong.why, wrong.cure);
    if (dropped.entry.state != HotFolderState::refused)
        wait(dropped, "It may be half copied, and is refused if it stays so for " +
                          understudy::in_words(plan_.settle_for) + ": " + wrong.why);
}

void Watch::end_look(Place& place) {
    tell_of_early(place);
    place.looking = false;
    place.due = world_.clock.steady() + plan_.interval;
    rearm();
}

/// What was refused before a restart is refused again after it, which is no news for a line each.
void Watch::tell_of_early(Place& place) {
    std::vector<const Dropped*> refused;
    for (auto& [path, dropped] : place.dropped)
        if (dropped.entry.state == HotFolderState::refused && std::exchange(dropped.early, false))
            refused.push_back(&dropped);
    if (refused.size() == 1)
        return tell(*refused.front(), "is not taken: " + refused.front()->entry.why, true);
    if (!refused.empty())
        world_.tell("hot folder: " + understudy::counted(refused.size(), "folder") + " of " +
                        place.shown.path + " are refused: see understudy hot-folder",
                    true);
}

HotFolderEntry Watch::shown(const Dropped& dropped) const {
    HotFolderEntry entry = dropped.entry;
    entry.changed = !dropped.taken_with.empty() && dropped.taken_with != dropped.version;
    if (!plan_.start && entry.start == HotFolderStart::asked) entry.start = HotFolderStart::not_let;
    return entry;
}

HotFolderReport Watch::report() const {
    HotFolderReport report{plan_, {}, {}};
    for (const auto& [path, place] : places_) {
        report.watched.push_back(place.shown);
        for (const auto& [folder, dropped] : place.dropped) report.folders.push_back(shown(dropped));
    }
    const auto order = [](const HotFolderEntry& entry) {
        return entry.state == HotFolderState::refused ? 0 : entry.state == HotFolderState::waiting ? 1 : 2;
    };
    std::stable_sort(report.folders.begin(), report.folders.end(),
                     [&](const auto& left, const auto& right) { return order(left) < order(right); });
    return report;
}

}  // namespace understudy::hot_folder
