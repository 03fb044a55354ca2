#include "audio/recordings.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "audio/browsing.hpp"
#include "audio/disk_lanes.hpp"
#include "audio/disk_source.hpp"
#include "audio/dropped_folders.hpp"
#include "audio/measuring.hpp"
#include "audio/recording_trouble.hpp"
#include "audio/selection.hpp"
#include "audio/selection_problems.hpp"
#include "audio/worker_pool.hpp"

namespace understudy {
namespace {

using SelectReply = std::function<void(Result<Selection, Problem>)>;

std::shared_ptr<Measurers> make_measurers(const RecordingsOptions& options,
                                          const std::shared_ptr<const StopSignal>& stop) {
    const std::string path = options.probe_path.empty() ? probe_beside_this_binary() : options.probe_path;
    auto measurers = std::make_shared<Measurers>();
    for (std::size_t worker = 0; worker < options.probes; ++worker)
        measurers->emplace_back(MeasuringOptions{path, options.probe_stall_limit}, stop);
    return measurers;
}

Problem stopping() {
    return {503, "stopping", "The service is stopping", "Submit again in a moment, when it has started anew.",
            ""};
}

/// A reply may hold things that only the I/O thread may destroy: it is given there, and then what is left of
/// this with the threads holds nothing any more.
template <class T>
struct Owed {
    std::function<void(T)> reply;
    void give(T what) {
        if (const auto given = std::exchange(reply, nullptr)) given(std::move(what));
    }
};

/// What gives the reply, from any thread; only its first call counts. Until then `when_stopped` is owed.
template <class T>
std::function<void(T)> answer_once(const std::shared_ptr<Deliveries>& deliveries,
                                   std::function<void(T)> reply, T when_stopped) {
    const auto owed = std::make_shared<Owed<T>>(Owed<T>{std::move(reply)});
    const auto ticket = deliveries->expect([owed, when_stopped] { owed->give(when_stopped); });
    return [deliveries, owed, ticket](T what) {
        deliveries->deliver(ticket,
                            [owed, what = std::move(what)]() mutable { owed->give(std::move(what)); });
    };
}

}  // namespace

// Tasks share what they use, because a task that a disk holds fast outlives all this.
struct DiskRecordings::Parts {
    Parts(const RecordingsOptions& o, Post post)
        : options(o),
          roots(std::make_shared<Roots>(options.roots)),
          deliveries(std::make_shared<Deliveries>(std::move(post))),
          stop_signal(std::make_shared<StopSignal>()),
          measurers(make_measurers(options, stop_signal)),
          probing(std::make_shared<WorkerPool>(
              WorkerPool::Options{options.probes, options.probe_idle_limit,
                                  [all = measurers](WorkerPool::Worker worker) { (*all)[worker].rest(); }})),
          lanes(roots, {.threads = options.selecting_threads, .patience = options.disk_patience},
                {.threads = options.disk_threads, .patience = options.disk_patience}) {}

    const RecordingsOptions options;
    const std::shared_ptr<const Roots> roots;
    const std::shared_ptr<Deliveries> deliveries;
    const std::shared_ptr<StopSignal> stop_signal;
    const std::shared_ptr<Measurers> measurers;
    const std::shared_ptr<WorkerPool> probing;
    DiskLanes lanes;
    bool stopped = false, none_stuck = true;
};

DiskRecordings::DiskRecordings(RecordingsOptions options, Post post)
    : parts_(std::make_unique<Parts>(options, std::move(post))) {}

DiskRecordings::~DiskRecordings() { stop(); }

void DiskRecordings::select(std::vector<std::string> paths, SelectReply reply) {
    const auto answer =
        answer_once<Result<Selection, Problem>>(parts_->deliveries, std::move(reply), failure(stopping()));
    const auto& crew = parts_->lanes.of(paths).selecting;
    auto silent = [answer, paths] { answer(failure(selection_problem::disk_silent(paths))); };
    auto select = [answer, paths = std::move(paths), roots = parts_->roots](const auto& goes_on) {
        answer(select_recordings(paths, *roots, goes_on));
    };
    crew->submit(std::move(select), std::move(silent));
}

void DiskRecordings::look(std::string path, FileIdentity identity, Reply<FileStamp> reply) {
    const auto answer = answer_once<Outcome<FileStamp>>(parts_->deliveries, std::move(reply),
                                                        failure(recording_trouble::cancelled()));
    const auto& crew = parts_->lanes.of(path).reading;
    auto silent = [answer, path, patience = parts_->options.disk_patience] {
        answer(failure(recording_trouble::disk_silent(path, patience)));
    };
    crew->submit([answer, path, identity,
                  roots = parts_->roots](const auto&) { answer(look_at(*roots, path, identity)); },
                 std::move(silent));
}

void DiskRecordings::measure(std::string path, FileIdentity identity, Reply<Measurement> reply) {
    auto answer = answer_once<Outcome<Measurement>>(parts_->deliveries, std::move(reply),
                                                    failure(recording_trouble::cancelled()));
    const auto& crew = parts_->lanes.of(path).reading;
    measure_recording(
        {parts_->roots, crew, parts_->options.disk_patience, parts_->probing, parts_->measurers},
        std::move(path), identity, std::move(answer));
}

std::unique_ptr<ByteSource> DiskRecordings::open(std::string path, FileIdentity identity, std::string xxh3) {
    const auto& crew = parts_->lanes.of(path).reading;
    return make_disk_source({parts_->roots, parts_->deliveries, crew, parts_->options.disk_patience},
                            std::move(path), identity, std::move(xxh3));
}

void DiskRecordings::find_dropped(std::string watched, std::map<std::string, FileStamp> known,
                                  HotFolderReply<std::vector<DroppedFolder>> reply) {
    using Found = Result<std::vector<DroppedFolder>, Problem>;
    const auto answer = answer_once<Found>(parts_->deliveries, std::move(reply), failure(stopping()));
    const auto& crew = parts_->lanes.of(watched).selecting;
    auto silent = [answer, watched] { answer(failure(dropped_problem::silent(watched))); };
    auto look = [answer, watched, known = std::move(known), roots = parts_->roots](const auto& goes_on) {
        answer(find_dropped_folders(watched, known, *roots, goes_on));
    };
    crew->submit(std::move(look), std::move(silent));
}

void DiskRecordings::take_census(std::string folder, HotFolderReply<FolderCensus> reply) {
    const auto answer =
        answer_once<Result<FolderCensus, Problem>>(parts_->deliveries, std::move(reply), failure(stopping()));
    const auto& crew = parts_->lanes.of(folder).selecting;
    auto silent = [answer, folder] { answer(failure(dropped_problem::silent(folder))); };
    auto walk = [answer, folder, roots = parts_->roots](const auto& goes_on) {
        answer(census_of_folder(folder, *roots, goes_on));
    };
    crew->submit(std::move(walk), std::move(silent));
}

std::vector<std::string> DiskRecordings::roots() const { return parts_->options.roots; }

/// A person who looks around asks the disk as a selection does, and does not wait behind what is read.
void DiskRecordings::list(std::string path, std::function<void(Result<Listing, Problem>)> reply) {
    const auto answer =
        answer_once<Result<Listing, Problem>>(parts_->deliveries, std::move(reply), failure(stopping()));
    const auto& crew = parts_->lanes.of(path).selecting;
    auto silent = [answer, path] { answer(failure(silent_disk(path))); };
    crew->submit([answer, path,
                  roots = parts_->roots](const auto& goes_on) { answer(list_folder(path, *roots, goes_on)); },
                 std::move(silent));
}

void DiskRecordings::read(std::string path, FileIdentity identity, std::uint64_t offset, std::size_t most,
                          std::function<void(Result<std::string, Problem>)> reply) {
    const auto answer =
        answer_once<Result<std::string, Problem>>(parts_->deliveries, std::move(reply), failure(stopping()));
    const auto& crew = parts_->lanes.of(path).reading;
    auto silent = [answer, path] { answer(failure(silent_disk(path))); };
    crew->submit([answer, path, identity, offset, most, roots = parts_->roots](
                     const auto&) { answer(read_piece(*roots, path, identity, offset, most)); },
                 std::move(silent));
}

bool DiskRecordings::stop() {
    if (std::exchange(parts_->stopped, true)) return parts_->none_stuck;
    parts_->stop_signal->raise();
    parts_->deliveries->stop();
    const bool probing_ended = parts_->probing->stop(parts_->options.stop_patience);
    const bool disks_ended = parts_->lanes.stop(parts_->options.stop_patience);
    parts_->none_stuck = probing_ended && disks_ended;
    return parts_->none_stuck;
}

std::string probe_beside_this_binary() {
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return (self.parent_path() / "understudy-probe").string();
}

std::string why_no_probe() {
    const std::string probe = probe_beside_this_binary();
    if (::access(probe.c_str(), X_OK) == 0) return "";
    return probe + " cannot be started: " + std::strerror(errno);
}

}  // namespace understudy
