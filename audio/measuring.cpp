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

Outcome<ProbeAnswer> Measurer::hear(int file, std::uint64_t size_bytes) {
    auto answer = ask_probe(file, size_bytes);
    if (answer && answer->kind == Kind::killed) answer = ask_probe(file, size_bytes);
    return answer;
}

namespace {

/// One recording on its way. Its steps follow each other, on different threads.
struct Run : std::enable_shared_from_this<Run> {
    Run(MeasuringWorld w, std::string p, const FileIdentity& i, std::function<void(Outcome<Measurement>)> t)
        : world(std::move(w)), path(std::move(p)), identity(i), tell(std::move(t)) {}

    void ask_disk(void (Run::*step)(const DiskCrew::GoesOn&));
    void open(const DiskCrew::GoesOn& goes_on);
    void hear(WorkerPool::Worker worker);
    void conclude(const DiskCrew::GoesOn& goes_on);
    [[nodiscard]] Outcome<Measurement> conclusion() const;

    const MeasuringWorld world;
    const std::string path;
    const FileIdentity identity;
    const std::function<void(Outcome<Measurement>)> tell;
    FileDescriptor file;
    ProbeAnswer answer;
};

void Run::ask_disk(void (Run::*step)(const DiskCrew::GoesOn&)) {
    world.disk->submit(
        [self = shared_from_this(), step](const DiskCrew::GoesOn& goes_on) { (*self.*step)(goes_on); },
        [tell = tell, path = path, patience = world.patience] {
            tell(failure(recording_trouble::disk_silent(path, patience)));
        });
}

void Run::open(const DiskCrew::GoesOn& goes_on) {
    auto found = open_recording(*world.roots, path, identity);
    if (!found) return tell(failure(found.error()));
    file = std::move(found).value();
    const auto same = still_same(file.get(), path, identity);
    if (!same) return tell(failure(same.error()));
    if (goes_on())
        world.probing->submit([self = shared_from_this()](WorkerPool::Worker worker) { self->hear(worker); });
}

void Run::hear(WorkerPool::Worker worker) {
    auto heard = (*world.measurers)[worker].hear(file.get(), identity.size);
    if (!heard) return tell(failure(heard.error()));
    answer = std::move(heard).value();
    ask_disk(&Run::conclude);
}

void Run::conclude(const DiskCrew::GoesOn&) { tell(conclusion()); }

Outcome<Measurement> Run::conclusion() const {
    // A file that was written to meanwhile explains whatever the probe made of it.
    const auto same = still_same(file.get(), path, identity);
    if (!same) return failure(same.error());
    if (answer.kind == Kind::stopped) return failure(recording_trouble::cancelled());
    if (answer.kind == Kind::waiting) return failure(recording_trouble::disk_silent(path, answer.how));
    if (answer.kind != Kind::heard) return probe_failed(answer.how);
    if (answer.hearing.read_error != 0)
        return failure(recording_trouble::unreadable(path, answer.hearing.read_error));
    if (answer.hearing.bytes != identity.size)
        return failure(recording_trouble::changed(path, "it became shorter while it was read"));
    return measured(answer.hearing);
}

}  // namespace

void measure_recording(MeasuringWorld world, std::string path, const FileIdentity& identity,
                       std::function<void(Outcome<Measurement>)> tell) {
    const auto run = std::make_shared<Run>(std::move(world), std::move(path), identity, std::move(tell));
    run->ask_disk(&Run::open);
}

}  // namespace understudy
