#include "sim/recordings.hpp"

#include <functional>

namespace understudy::simulated {

namespace {
Failure<Trouble> refused(TroubleKind kind, std::string type, std::string title) {
    return failure(Trouble{Certainty::refused, kind, std::move(type), std::move(title), "", {}, "", {}});
}

/// Another content behind every path.
std::size_t content_of(const std::string& path) { return std::hash<std::string>{}(path); }

Measurement heard(const std::string& path, const SimulatedRecordings::File& file) {
    std::string digest = std::to_string(content_of(path));
    digest.insert(0, 64 - digest.size(), 'a');
    Measurement measurement{file.length.count(), "wav", "pcm_s16le", 48'000, 1, digest, digest.substr(32)};
    measurement.content = file.content;
    measurement.meters = meters_version;
    measurement.sound.sample_peak_dbfs = -6;
    measurement.sound.digest = digest.substr(32);
    measurement.sound.speech_us = measurement.duration_us;
    return measurement;
}

Problem empty(const std::string& path) {
    return {422, "recording-empty", "An empty file", path + " holds no bytes", "/recordings/0"};
}

struct Named : ByteSource {
    explicit Named(std::uint64_t bytes) : bytes_(bytes) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_; }
    void read(std::function<void(Outcome<std::span<const std::byte>>)>) override {}
    std::uint64_t bytes_;
};
}  // namespace

void SimulatedRecordings::select(std::vector<std::string> paths,
                                 std::function<void(Result<Selection, Problem>)> reply) {
    loop_.post([this, paths, reply] {
        Selection selection;
        for (const std::string& wanted : paths)
            for (auto at = files.lower_bound(wanted); at != files.end() && at->first.starts_with(wanted);
                 ++at) {
                SelectedFile file{at->first,
                                  at->first.substr(wanted.size() + 1),
                                  {at->second.size, 1, content_of(at->first), 3}};
                if (at->second.size > 0)
                    selection.files.push_back(std::move(file));
                else
                    selection.refused.push_back({std::move(file), empty(at->first)});
            }
        if (selection.files.empty() && selection.refused.empty())
            return reply(failure(Problem{422, "invalid-field", "", "nothing there", "/recordings/0"}));
        reply(std::move(selection));
    });
}

void SimulatedRecordings::look(std::string path, FileIdentity identity, Reply<FileStamp> reply) {
    loop_.post_after(milliseconds{1}, [this, path, identity, reply] {
        const File& file = files.at(path);
        if (file.changed) return reply(refused(TroubleKind::recording_changed, "changed", "changed"));
        if (file.unreadable)
            return reply(refused(TroubleKind::recording_unreadable, "unreadable", "the NAS is gone"));
        reply(FileStamp{identity, 1 + file.writes});
    });
}

void SimulatedRecordings::measure(std::string path, FileIdentity, Reply<Measurement> reply) {
    measured[path] += 1;
    loop_.post_after(measuring_time, [this, path, reply] {
        const File& file = files.at(path);
        if (file.changed) return reply(refused(TroubleKind::recording_changed, "changed", "changed"));
        if (file.unreadable)
            return reply(refused(TroubleKind::recording_unreadable, "unreadable", "the NAS is gone"));
        reply(heard(path, file));
    });
}

std::unique_ptr<ByteSource> SimulatedRecordings::open(std::string path, FileIdentity, std::string) {
    return std::make_unique<Named>(files.at(path).size);
}

}  // namespace understudy::simulated
