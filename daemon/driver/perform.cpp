// One action, through one port, in a straight line; what came of it happens to the job.
#include "core/cloud_status.hpp"
#include "core/marker.hpp"
#include "daemon/driver/landing.hpp"

namespace understudy {
namespace {

std::string key_of(const Action& action) {
    struct Name {
        std::string operator()(const LoadRecordings&) const { return "load"; }
        std::string operator()(const Measure& measure) const {
            return "measure:" + std::to_string(measure.position);
        }
        std::string operator()(const IntendDataset&) const { return "intend"; }
        std::string operator()(const CreateDataset&) const { return "dataset"; }
        std::string operator()(const FindDataset&) const { return "find"; }
        std::string operator()(const ListFiles&) const { return "list"; }
        std::string operator()(const UploadFile& upload) const {
            return "upload:" + std::to_string(upload.position);
        }
        std::string operator()(const DeleteFile& file) const { return "delete:" + file.file_id; }
        std::string operator()(const CheckBeforeSpend&) const { return "check"; }
        std::string operator()(const CreateFineTune&) const { return "buy"; }
        std::string operator()(const Reconcile&) const { return "reconcile"; }
        std::string operator()(const Watch&) const { return "watch"; }
        std::string operator()(const ListVoices&) const { return "voices"; }
        std::string operator()(const StopTraining&) const { return "stop"; }
    };
    return std::visit(Name{}, action);
}

Trouble cancelled_by_the_end() {
    return {Certainty::refused, TroubleKind::cancelled, "stopping", "", "", {}, "", {}};
}

}  // namespace

void Driver::Impl::perform(Seat& seat, const Action& action) {
    const std::string key = key_of(action);
    if (seat.flights.contains(key)) return;
    const std::string id = seat.job.id;
    Cloud& cloud = ports_.cloud;
    Flight flight;
    if (std::holds_alternative<Watch>(action)) {
        // The first look at what was just bought can wait a round; after a start it is made at once.
        if (watching_.empty())
            next_round_ = ports_.clock.steady() + (ready_ ? policy_.poll_interval : Duration{});
        watching_.insert(id);
        return;
    }
    if (const auto* measure = std::get_if<Measure>(&action))
        return this->measure(seat, measure->position, key);
    if (std::holds_alternative<LoadRecordings>(action)) return fetch_recordings(seat, key);
    if (std::holds_alternative<CheckBeforeSpend>(action)) return check_before_spend(seat, key);
    if (const auto* stop = std::get_if<StopTraining>(&action))
        return stop_training(seat, stop->fine_tune_id, key);
    if (const auto* create = std::get_if<CreateDataset>(&action)) {
        happen_to(seat, CallBegun{});
        flight.kind = Flight::Kind::create;
        flight.call = cloud.create_dataset(create->request, landing<CloudDataset>(id, key, [](auto outcome) {
                                               return DatasetCreated{std::move(outcome)};
                                           }));
    } else if (const auto* buy = std::get_if<CreateFineTune>(&action)) {
        happen_to(seat, CallBegun{});
        flight.kind = Flight::Kind::create;
        flight.paid = true;
        flight.call = cloud.create_fine_tune(buy->request, landing<CloudFineTune>(id, key, [](auto outcome) {
                                                 return FineTuneCreated{std::move(outcome)};
                                             }));
    } else if (std::holds_alternative<FindDataset>(action)) {
        flight.call = cloud.list_datasets(landing<std::vector<CloudDataset>>(
            id, key, [](auto outcome) { return DatasetsListed{std::move(outcome)}; }));
    } else if (std::holds_alternative<ListFiles>(action)) {
        const Duration begun = ports_.clock.steady();
        flight.call = cloud.list_files(seat.job.dataset_id,
                                       landing<std::vector<CloudFile>>(id, key, [begun](auto outcome) {
                                           return FilesListed{std::move(outcome), begun};
                                       }));
    } else if (const auto* file = std::get_if<DeleteFile>(&action)) {
        flight.call = cloud.delete_file(seat.job.dataset_id, file->file_id,
                                        landing<Nothing>(id, key, [file_id = file->file_id](auto outcome) {
                                            return FileDeleted{file_id, std::move(outcome)};
                                        }));
    } else if (std::holds_alternative<Reconcile>(action)) {
        flight.call =
            cloud.list_fine_tunes(landing<std::vector<CloudFineTune>>(id, key, [this](auto outcome) {
                if (outcome.ok()) look_for_late_arrivals(outcome.value());
                return Reconciled{std::move(outcome)};
            }));
    } else if (const auto* voices = std::get_if<ListVoices>(&action)) {
        flight.call = cloud.list_voices(voices->fine_tune_id,
                                        landing<std::vector<CloudVoice>>(id, key, [](auto outcome) {
                                            return VoicesListed{std::move(outcome)};
                                        }));
    }
    seat.flights.emplace(key, flight);
}

void Driver::Impl::landed(const std::string& job_id, const std::string& key, Happening happening) {
    Seat* place = find(job_id);
    require(place != nullptr && place->flights.contains(key),
            "an outcome came back for an action that was not under way");
    const Flight flight = place->flights.extract(key).mapped();
    uploads_out_ -= flight.kind == Flight::Kind::upload ? 1 : 0;
    checks_out_ -= flight.kind == Flight::Kind::check ? 1 : 0;
    slot_freed_ |= flight.kind == Flight::Kind::check;
    const bool bought_one = flight.paid && std::holds_alternative<FineTuneCreated>(happening) &&
                            std::get<FineTuneCreated>(happening).outcome.ok();
    if (flight.kind == Flight::Kind::upload) {
        const auto* sent = std::get_if<FileUploaded>(&happening);
        upload_meter_.ends(ports_.clock.steady(), sent && sent->outcome.ok() ? flight.bytes_sent : 0);
    }
    if (flight.kind == Flight::Kind::upload) tell(Change::What::progress, job_id);
    happen(job_id, std::move(happening));
    if (bought_one && funds_try_at_) try_funds();
}

/// How many are heard at one time is for the ears to say.
void Driver::Impl::measure(Seat& seat, std::uint64_t position, const std::string& key) {
    const SelectedFile file = seat.job.recordings.at(position).file;
    Flight flight;
    flight.kind = Flight::Kind::measure;
    seat.flights.emplace(key, flight);
    ears_.measure(file.path, file.identity,
                  [this, id = seat.job.id, key, position, file](Outcome<Measurement> outcome) {
                      const Seat* place = find(id);
                      if (!place || !place->flights.contains(key)) return;
                      landed(id, key, Measured{position, file, std::move(outcome)});
                  });
}

void Driver::Impl::fetch_recordings(Seat& seat, const std::string& key) {
    seat.flights.emplace(key, Flight{});
    ports_.store.load_recordings(
        seat.job.id, [this, id = seat.job.id, key](Result<std::vector<Recording>, StoreTrouble> result) {
            if (result.ok()) return landed(id, key, RecordingsLoaded{std::move(result.value())});
            Seat* place = find(id);
            place->flights.erase(key);
            if (result.error().kind != StoreTrouble::Kind::unavailable) {
                quarantine(id, "the recordings' rows cannot be read: " + result.error().what);
            } else {
                load_later(id);
            }
            rearm();
        });
}

void Driver::Impl::stop_training(Seat& seat, const std::string& fine_tune_id, const std::string& key) {
    const std::string id = seat.job.id;
    Flight flight;
    flight.call = ports_.cloud.get_fine_tune(
        fine_tune_id, [this, id, fine_tune_id, key](Outcome<CloudFineTune> outcome) {
            through_gate<CloudFineTune>(std::move(outcome), [this, id, fine_tune_id, key](auto seen) {
                stop_if_it_trains(id, fine_tune_id, key, std::move(seen));
            });
        });
    seat.flights.emplace(key, flight);
}

/// One that has ended meanwhile is left alone: its voices may be wanted, and it is paid for. So is one that
/// is not to be deleted any more: a person may have changed their mind while it was looked at.
void Driver::Impl::stop_if_it_trains(const std::string& job_id, const std::string& fine_tune_id,
                                     const std::string& key, Outcome<CloudFineTune> seen) {
    const auto land = [&](Outcome<Nothing> outcome, std::optional<CloudFineTune> ended, bool not_shown) {
        landed(job_id, key, TrainingStopped{fine_tune_id, std::move(outcome), std::move(ended), not_shown});
    };
    if (!seen.ok()) return land(failure(seen.error()), {}, seen.error().http_status == 404);
    if (cloud_says_failed(seen->status) || cloud_says_completed(seen->status))
        return land(Nothing{}, std::move(seen.value()), false);
    Seat& place = *find(job_id);
    const bool wanted = to_be_stopped(place.job) && fine_tune_of(place.job) == fine_tune_id;
    if (!wanted || stopping_ || place.reloading || !place.durable() || !store_usable())
        return land(failure(cancelled_by_the_end()), {}, false);
    happen_to(place, CallBegun{});
    place.flights.at(key).call = ports_.cloud.delete_fine_tune(
        fine_tune_id, landing<Nothing>(job_id, key, [fine_tune_id](auto outcome) {
            return TrainingStopped{fine_tune_id, std::move(outcome)};
        }));
}

/// The two listings that stand before money: the dataset's files first, then the fine-tunes.
void Driver::Impl::check_before_spend(Seat& seat, const std::string& key) {
    const std::string id = seat.job.id;
    const Duration begun = ports_.clock.steady();
    Flight flight;
    flight.kind = Flight::Kind::check;
    checks_out_ += 1;
    flight.call = ports_.cloud.list_files(
        seat.job.dataset_id, [this, id, key, begun](Outcome<std::vector<CloudFile>> files) {
            through_gate<std::vector<CloudFile>>(
                std::move(files), [this, id, key, begun](Outcome<std::vector<CloudFile>> judged) {
                    files_checked(id, key, begun, std::move(judged));
                });
        });
    seat.flights.emplace(key, flight);
}

void Driver::Impl::files_checked(const std::string& job_id, const std::string& key, Duration begun,
                                 Outcome<std::vector<CloudFile>> files) {
    const bool dataset_gone = !files.ok() && files.error().http_status == 404;
    if (stopping_ || (!files.ok() && !dataset_gone)) {
        Trouble trouble = files.ok() ? cancelled_by_the_end() : files.error();
        return landed(job_id, key, Checked{std::move(files), failure(std::move(trouble)), "", begun});
    }
    Seat& place = *find(job_id);
    place.flights.at(key).call = ports_.cloud.list_fine_tunes(landing<std::vector<CloudFineTune>>(
        job_id, key, [this, job_id, begun, files = std::move(files)](auto fine_tunes) {
            if (fine_tunes.ok()) look_for_late_arrivals(fine_tunes.value());
            const Seat* place = find(job_id);
            return Checked{files, std::move(fine_tunes), base32(ports_.entropy.bits()), begun,
                           place ? treasury_.shortfall(place->job) : std::nullopt};
        }));
}

}  // namespace understudy
