#include "daemon/driver/ears.hpp"

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
        if (!recalled.ok() || recalled->empty() || !recalled->front()) return hear(key, file);
        tell(key, std::move(*recalled->front()));
    });
}

void Ears::hear(const Key& key, const FileStamp& file) {
    recordings_.measure(key.first, file.identity, [this, key, file](Outcome<Measurement> outcome) {
        if (outcome.ok()) keep(file, outcome.value());
        tell(key, outcome);
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
