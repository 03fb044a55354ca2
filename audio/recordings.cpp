#include "audio/recordings.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "audio/disk_source.hpp"
#include "audio/measuring.hpp"
#include "audio/recording_trouble.hpp"
#include "audio/selection.hpp"
#include "audio/worker_pool.hpp"

namespace understudy {
namespace {

using Measurers = std::vector<Measurer>;
using SelectReply = std::function<void(Result<Selection, Problem>)>;

std::shared_ptr<Measurers> make_measurers(const RecordingsOptions& options,
                                          const std::shared_ptr<const Roots>& roots,
                                          const std::shared_ptr<const StopSignal>& stop) {
    const std::string path = options.probe_path.empty() ? probe_beside_this_binary() : options.probe_path;
    auto measurers = std::make_shared<Measurers>();
    for (std::size_t worker = 0; worker < options.probes; ++worker)
        measurers->emplace_back(roots, MeasuringOptions{path, options.probe_stall_limit}, stop);
    return measurers;
}

Problem stopping() {
    return {503, "stopping", "The service is stopping", "Submit again in a moment, when it has started anew.",
            ""};
}

}  // namespace

// Each worker of `measuring` has the measurer of its own number. Tasks share what they use, because a task
// that a disk holds fast outlives all this.
struct DiskRecordings::Parts {
    Parts(const RecordingsOptions& options, Post post)
        : patience(options.stop_patience),
          roots(std::make_shared<Roots>(options.roots)),
          deliveries(std::make_shared<Deliveries>(std::move(post))),
          stop_signal(std::make_shared<StopSignal>()),
          measurers(make_measurers(options, roots, stop_signal)),
          selecting({options.selecting_threads, {}, {}}),
          measuring({options.probes, options.probe_idle_limit,
                     [all = measurers](WorkerPool::Worker worker) { (*all)[worker].rest(); }}),
          disk(std::make_shared<WorkerPool>(WorkerPool::Options{options.disk_threads, {}, {}})) {}

    const std::chrono::milliseconds patience;
    const std::shared_ptr<const Roots> roots;
    const std::shared_ptr<Deliveries> deliveries;
    const std::shared_ptr<StopSignal> stop_signal;
    const std::shared_ptr<Measurers> measurers;
    WorkerPool selecting, measuring;
    const std::shared_ptr<WorkerPool> disk;
    bool stopped = false, none_stuck = true;
};

DiskRecordings::DiskRecordings(RecordingsOptions options, Post post)
    : parts_(std::make_unique<Parts>(options, std::move(post))) {}

DiskRecordings::~DiskRecordings() { stop(); }

// A reply may hold things that only the I/O thread may destroy, so the worker gives its copy away.
void DiskRecordings::select(std::vector<std::string> paths, SelectReply reply) {
    const auto ticket = parts_->deliveries->expect([reply] { reply(failure(stopping())); });
    parts_->selecting.submit([ticket, paths = std::move(paths), reply = std::move(reply),
                              roots = parts_->roots,
                              deliveries = parts_->deliveries](WorkerPool::Worker) mutable {
        auto selection = std::make_shared<Result<Selection, Problem>>(select_recordings(paths, *roots));
        deliveries->deliver(ticket, [reply = std::move(reply), selection] { reply(std::move(*selection)); });
    });
}

void DiskRecordings::look(std::string path, FileIdentity identity, Reply<FileStamp> reply) {
    const auto ticket =
        parts_->deliveries->expect([reply] { reply(failure(recording_trouble::cancelled())); });
    parts_->measuring.submit([ticket, path = std::move(path), identity, reply = std::move(reply),
                              roots = parts_->roots,
                              deliveries = parts_->deliveries](WorkerPool::Worker) mutable {
        auto outcome = look_at(*roots, path, identity);
        deliveries->deliver(ticket,
                            [reply = std::move(reply), outcome = std::move(outcome)] { reply(outcome); });
    });
}

void DiskRecordings::measure(std::string path, FileIdentity identity, Reply<Measurement> reply) {
    const auto ticket =
        parts_->deliveries->expect([reply] { reply(failure(recording_trouble::cancelled())); });
    parts_->measuring.submit([ticket, path = std::move(path), identity, reply = std::move(reply),
                              measurers = parts_->measurers,
                              deliveries = parts_->deliveries](WorkerPool::Worker worker) mutable {
        auto outcome = (*measurers)[worker].measure(path, identity);
        deliveries->deliver(ticket,
                            [reply = std::move(reply), outcome = std::move(outcome)] { reply(outcome); });
    });
}

std::unique_ptr<ByteSource> DiskRecordings::open(std::string path, FileIdentity identity, std::string xxh3) {
    return make_disk_source({parts_->roots, parts_->deliveries, parts_->disk}, std::move(path), identity,
                            std::move(xxh3));
}

bool DiskRecordings::stop() {
    if (std::exchange(parts_->stopped, true)) return parts_->none_stuck;
    parts_->stop_signal->raise();
    parts_->deliveries->stop();
    const bool measuring_ended = parts_->measuring.stop(parts_->patience);
    const bool selecting_ended = parts_->selecting.stop(parts_->patience / 2);
    const bool disk_ended = parts_->disk->stop(parts_->patience / 2);
    parts_->none_stuck = measuring_ended && selecting_ended && disk_ended;
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
