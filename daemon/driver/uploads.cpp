// The limits that all jobs share: files on their way, trainings bought at one time.
#include <algorithm>

#include "daemon/driver/landing.hpp"

namespace understudy {

void Driver::Impl::feed() {
    if (!stopping_ && gate_.open() && store_usable() && !switchboard_.uploading_paused()) feed_uploads();
}

/// Fair between jobs: the first `parallel_jobs` of the line take turns, one file each.
void Driver::Impl::feed_uploads() {
    std::vector<Seat*> turn;
    for (const QueuePlace& place : uploading_.in_order()) {
        if (turn.size() == static_cast<std::size_t>(std::max(policy_.parallel_jobs, 1))) break;
        if (Seat* its = find(place.job_id); !its->reloading) turn.push_back(its);
    }
    for (bool begun = true; begun && uploads_out_ < policy_.parallel_files;) {
        begun = false;
        for (Seat* place : turn) {
            if (uploads_out_ >= policy_.parallel_files) break;
            auto& waiting = place->to_upload;
            const auto next = std::find_if(waiting.begin(), waiting.end(), [&](std::uint64_t position) {
                return !place->flights.contains("upload:" + std::to_string(position));
            });
            if (next == waiting.end()) continue;
            begin_upload(*place, *next);
            begun = true;
        }
    }
}

void Driver::Impl::begin_upload(Seat& seat, std::uint64_t position) {
    const Recording& recording = seat.job.recordings.at(position);
    const std::string id = seat.job.id, key = "upload:" + std::to_string(position);
    NewFile file;
    file.dataset_id = seat.job.dataset_id;
    file.filename = recording.cloud_name;
    file.content = ports_.recordings.open(recording.file.path, recording.file.identity,
                                          recording.measurement ? recording.measurement->xxh3 : "");
    file.on_progress = [this, id, key](std::uint64_t bytes_sent) {
        Seat* place = find(id);
        if (!place || !place->flights.contains(key)) return;
        place->flights.at(key).bytes_sent = bytes_sent;
        tell(Change::What::progress, id);
    };
    Flight flight;
    flight.kind = Flight::Kind::upload;
    uploads_out_ += 1;
    upload_meter_.begins(ports_.clock.steady());
    bandwidth_.apply(true);
    flight.call = ports_.cloud.upload_file(
        std::move(file), landing<Nothing>(id, key, [position, name = recording.cloud_name](auto outcome) {
            return FileUploaded{position, name, std::move(outcome)};
        }));
    seat.flights.emplace(key, flight);
}

int Driver::Impl::trainings_bought() const {
    return static_cast<int>(std::count_if(seats_.begin(), seats_.end(),
                                          [](const auto& entry) { return bought(entry.second->job); }));
}

/// A training ended: the jobs that wait for a slot are asked again, in the order of the line.
void Driver::Impl::hand_out_slots() {
    if (!std::exchange(slot_freed_, false) || policy_.max_concurrent == 0) return;
    std::vector<std::string> waiting;
    for (const std::string& id : line_.ids())
        if (find(id)->wants_slot) waiting.push_back(id);
    for (const std::string& id : waiting) pump(id);
}

}  // namespace understudy
