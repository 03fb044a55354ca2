#include "daemon/driver/ears.hpp"

#include <utility>

namespace understudy {

void Ears::measure(std::string path, FileIdentity file, Reply<Measurement> reply) {
    const Key key{file.device, file.inode, file.size, file.mtime_ns};
    auto& waiting = waiting_[key];
    waiting.push_back(std::move(reply));
    if (waiting.size() > 1) return;
    store_.recall({file}, meters_version, [this, key, path = std::move(path), file](auto recalled) {
        if (!recalled.ok() || recalled->empty() || !recalled->front()) return hear(key, path, file);
        tell(key, std::move(*recalled->front()));
    });
}

void Ears::hear(const Key& key, const std::string& path, const FileIdentity& file) {
    recordings_.measure(path, file, [this, key, file](Outcome<Measurement> outcome) {
        if (outcome.ok()) keep(file, outcome.value());
        tell(key, outcome);
    });
}

/// Whoever is told may ask for the next file at once.
void Ears::tell(const Key& key, const Outcome<Measurement>& outcome) {
    const auto waiting = std::move(waiting_.extract(key).mapped());
    for (const Reply<Measurement>& reply : waiting) reply(outcome);
}

void Ears::keep(const FileIdentity& file, const Measurement& heard) {
    const bool broken = heard.content == Content::probe_failed || heard.content == Content::unreadable;
    if (broken || heard.sha256.empty() || heard.meters == 0) return;
    store_.remember({{file, heard}}, clock_.wall(), [](const auto&) {});
}

}  // namespace understudy
