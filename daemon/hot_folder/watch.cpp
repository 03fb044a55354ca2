#include "daemon/hot_folder/watch.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace understudy::hot_folder {

namespace {

void forget_sheet(Dropped& dropped) {
    const FileStamp stamp = dropped.stamp;
    HotFolderEntry shown = std::move(dropped.entry);
    dropped = {};
    dropped.entry = std::move(shown);
    dropped.stamp = stamp;
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
    next_turn(place);
}

void Watch::see(Place& place, DroppedFolder seen) {
    Dropped& dropped = place.dropped[seen.path];
    dropped.entry.path = seen.path;
    if (!seen.trouble.empty()) {
        forget_sheet(dropped);
        return refuse(dropped, "Its voice.toml cannot be read: " + seen.trouble,
                      "let the daemon's user read it, or write it anew as a file of at most 64 KiB");
    }
    dropped.stamp = seen.sheet;
    if (seen.read) read(dropped, seen.text);
    if (dropped.sheet && dropped.entry.state != HotFolderState::taken) place.turns.push_back(seen.path);
}

/// The same text with other times is the same voice.toml.
void Watch::read(Dropped& dropped, const std::string& text) {
    std::string key = key_of(dropped.entry.path, text);
    if (key == dropped.key) return;
    forget_sheet(dropped);
    dropped.key = std::move(key);
    auto sheet = parse_voice_sheet(text);
    if (sheet) {
        dropped.sheet = std::move(*sheet);
        return wait(dropped, "It was seen just now.");
    }
    refuse(dropped, "Its voice.toml has mistakes: " + in_words(sheet.error()),
           "correct it: it is read again by itself");
}

void Watch::end_look(Place& place) {
    place.looking = false;
    place.due = world_.clock.steady() + plan_.interval;
    rearm();
}

HotFolderReport Watch::report() const {
    HotFolderReport report{plan_, {}, {}};
    for (const auto& [path, place] : places_) {
        report.watched.push_back(place.shown);
        for (const auto& [folder, dropped] : place.dropped) report.folders.push_back(dropped.entry);
    }
    const auto order = [](const HotFolderEntry& entry) {
        return entry.state == HotFolderState::refused ? 0 : entry.state == HotFolderState::waiting ? 1 : 2;
    };
    std::stable_sort(report.folders.begin(), report.folders.end(),
                     [&](const auto& left, const auto& right) { return order(left) < order(right); });
    return report;
}

}  // namespace understudy::hot_folder
