#include "daemon/driver/ears.hpp"

#include <algorithm>
#include <utility>

namespace understudy {

void Ears::measure(std::string path, FileIdentity file, Reply<Measurement> reply) {
    const Key key{path, file.size};
    auto& waiting = waiting_[key];
    waiting.push_back(std::move(reply));
    if (waiting.size() > 1) return;
    recordings_.look(std::move(path), file, [this, key](Outcome<FileStamp> stands_there) {
        if (!stands_there.ok()) return tell(key, failure(stands_there.error()));
        recall(key, stands_there.value());
    });
}

void Ears::recall(const Key& key, const FileStamp& file) {
    store_.recall({file}, meters_version, [this, key, file](auto recalled) {
        if (recalled.ok() && !recalled->empty() && recalled->front())
            return tell(key, std::move(*recalled->front()));
        to_hear_.emplace_back(key, file);
        hear_next();
    });
}

void Ears::hear_next() {
    while (!to_hear_.empty() && hearing_ < std::max(policy_.parallel_measures, 1)) {
        const auto [key, file] = std::move(to_hear_.front());
        to_hear_.pop_front();
        hearing_ += 1;
        hear(key, file);
    }
}

void Ears::hear(const Key& key, const FileStamp& file) {
    recordings_.measure(key.first, file.identity, [this, key, file](Outcome<Measurement> outcome) {
        hearing_ -= 1;
        if (outcome.ok()) keep(file, outcome.value());
        tell(key, outcome);
        hear_next();
    });
}

/// Whoever is told may ask for the next file at once.
void Ears::tell(const Key& key, const Outcome<Measurement>& outcome) {
    const auto waiting = std::move(waiting_.extract(key).mapped());
    for (const Reply<Measurement>& reply : waiting) reply(outcome);
}

void Ears::keep(const FileStamp& file, const Measurement& heard) {
    const bool broken = heard.content == Content::probe_failed || heard.content == Content::unreadable;
    if (broken || heard.sha256.empty() || heard.meters == 0) return;
    store_.remember({{file, heard}}, clock_.wall(), [](const auto&) {});
}

}  // namespace understudy
