#include "audio/measuring.hpp"

#include "audio/measured.hpp"
#include "audio/recording_trouble.hpp"

namespace understudy {

using Kind = ProbeAnswer::Kind;

Outcome<ProbeAnswer> Measurer::ask_probe(int file, std::uint64_t size_bytes) {
    if (!probe_) {
        auto started = ProbeProcess::start(options_.probe_path);
        if (!started) return failure(recording_trouble::no_probe(started.error()));
        probe_ = std::move(started).value();
    }
    ProbeAnswer answer = probe_->hear(file, size_bytes, *stop_, options_.stall_limit);
    if (answer.kind != Kind::heard) probe_.reset();
    return answer;
}

Outcome<Measurement> Measurer::measure(const std::string& path, const FileIdentity& identity) {
    const auto file = open_recording(*roots_, path, identity);
    if (!file) return failure(file.error());
    const auto looked_at = still_same(file->get(), path, identity);
    if (!looked_at) return failure(looked_at.error());
    auto answer = ask_probe(file->get(), identity.size);
    if (answer && answer->kind == Kind::killed) answer = ask_probe(file->get(), identity.size);
    if (!answer) return failure(answer.error());
    // A file that was written to meanwhile explains whatever the probe made of it.
    const auto same = still_same(file->get(), path, identity);
    if (!same) return failure(same.error());
    if (answer->kind == Kind::stopped) return failure(recording_trouble::cancelled());
    if (answer->kind == Kind::waiting) return failure(recording_trouble::disk_silent(path, answer->how));
    if (answer->kind != Kind::heard) return probe_failed(answer->how);
    if (answer->hearing.read_error != 0)
        return failure(recording_trouble::unreadable(path, answer->hearing.read_error));
    if (answer->hearing.bytes != identity.size)
        return failure(recording_trouble::changed(path, "it became shorter while it was read"));
    return measured(answer->hearing);
}

}  // namespace understudy
