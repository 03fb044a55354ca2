// Jobs in every position, as values, for the tests of the pure core.
#pragma once

#include <gtest/gtest.h>

#include "core/apply.hpp"
#include "core/command.hpp"
#include "core/explain.hpp"
#include "core/marker.hpp"
#include "core/next.hpp"
#include "core/preflight.hpp"
#include "core/words.hpp"

namespace understudy::testing {

inline const std::string kJobId = "job_01JD0000000000000000000000";
inline const std::string kNonce = "0123456789ABC";
inline const Now kNow{Time{} + std::chrono::hours{500'000}, std::chrono::hours{1}, 0.5};

[[nodiscard]] inline Now later(Duration by) { return {kNow.wall + by, kNow.steady + by, kNow.dice}; }

/// `number` tells the content of one file from that of another.
[[nodiscard]] inline Measurement heard(Duration length, int number = 0) {
    std::string digest = std::to_string(number);
    digest.insert(0, 64 - digest.size(), 'a');
    Measurement measurement{length.count(), "wav", "pcm_s16le", 48'000, 1, digest, digest.substr(32)};
    measurement.meters = meters_version;
    measurement.sound.sample_peak_dbfs = -6;
    measurement.sound.speech_us = measurement.duration_us;
    measurement.sound.digest = digest.substr(32);
    return measurement;
}

[[nodiscard]] inline Job draft(int files = 2, Duration each = std::chrono::minutes{20}) {
    Job job;
    job.id = kJobId;
    job.revision = 1;
    job.spec = {"Anna", "a voice", "en", "sonic-3-2026-01-12", 3, {}, {"/srv/anna"}};
    for (int i = 0; i < files; ++i) {
        Recording recording;
        recording.file = {
            "/srv/anna/" + std::to_string(i) + ".wav", std::to_string(i) + ".wav", {100, 1, 2, 3}};
        recording.measurement = heard(each, i);
        recording.cloud_name = std::to_string(i) + ".aaaaaaaaaaaa.wav";
        job.recordings.push_back(recording);
    }
    job.recordings_loaded = true;
    job.tally = tally_of(job.recordings);
    job.preflight = summary_of(preflight(job.recordings, Thresholds{}), Thresholds{});
    return job;
}

[[nodiscard]] inline std::vector<CloudFile> listing_of(const Job& job) {
    std::vector<CloudFile> files;
    for (const Recording& recording : job.recordings)
        files.push_back(
            {"file_" + recording.file.relative, recording.cloud_name, recording.file.identity.size});
    return files;
}

[[nodiscard]] inline Job uploading(UploadingStep step = UploadingStep::sending_files) {
    Job job = draft();
    job.state = Uploading{step};
    if (step == UploadingStep::creating_dataset || step == UploadingStep::settling_dataset)
        job.intents.push_back(
            {IntentKind::dataset,
             0,
             kNonce,
             digest_of(NewDataset{"Anna", marked({kJobId, 0, kNonce}, "a voice")}),
             step == UploadingStep::creating_dataset ? IntentStatus::open : IntentStatus::unknown,
             "",
             kNow.wall,
             {}});
    if (step == UploadingStep::sending_files) job.dataset_id = "dataset_1", job.run.listed = true;
    return job;
}

[[nodiscard]] inline NewFineTune request_of(const Job& job, int attempt, const std::string& nonce = kNonce) {
    return {job.spec.name, marked({kJobId, attempt, nonce}, job.spec.description), job.spec.language,
            job.spec.model_id, job.dataset_id};
}

[[nodiscard]] inline Job training(TrainingStep step, int attempt = 1) {
    Job job = uploading();
    for (Recording& recording : job.recordings)
        recording.delivery = Delivery::listed, recording.file_id = "file_" + recording.file.relative;
    job.tally = tally_of(job.recordings);
    Training state;
    state.step = step;
    if (step != TrainingStep::checking) {
        job.attempt = attempt;
        job.attempt_open = true;
        IntentStatus status = IntentStatus::confirmed;
        if (step == TrainingStep::buying) status = IntentStatus::open;
        if (step == TrainingStep::settling) status = IntentStatus::unknown;
        job.intents.push_back({IntentKind::fine_tune,
                               attempt,
                               kNonce,
                               digest_of(request_of(job, attempt)),
                               status,
                               "",
                               kNow.wall,
                               {}});
    }
    if (step != TrainingStep::checking)
        job.intents.back().charge = step == TrainingStep::collecting ? Charge::spent : Charge::reserved;
    job.run.checked_at = kNow.steady;
    if (step == TrainingStep::watching || step == TrainingStep::collecting) {
        state.fine_tune_id = job.intents.back().remote_id = "fine_tune_1";
        state.cloud_status = "training";
    }
    job.state = state;
    return job;
}

[[nodiscard]] inline CloudFineTune fine_tune(const std::string& status, int attempt = 1,
                                             const std::string& nonce = kNonce,
                                             const std::string& id = "fine_tune_1") {
    return {
        id,     "Anna", marked({kJobId, attempt, nonce}, "a voice"), "en", "sonic-3-2026-01-12", "dataset_1",
        status, {}};
}

[[nodiscard]] inline Trouble trouble(TroubleKind kind, Certainty certainty = Certainty::refused,
                                     std::optional<int> status = {}) {
    return {certainty, kind, "a_type", "A title", "the cloud's words", status, "req-1", {}};
}

[[nodiscard]] inline Step happened(Job job, Happening happening, Now now = kNow, const Policy& policy = {}) {
    return apply(std::move(job), std::move(happening), policy, now);
}

[[nodiscard]] inline std::string state_of(const Step& step) { return state_word(step.job.state); }
[[nodiscard]] inline std::string hold_of(const Step& step) {
    return step.job.hold ? to_word(step.job.hold->reason) : "";
}
[[nodiscard]] inline TrainingStep training_step(const Step& step) {
    return std::get<Training>(step.job.state).step;
}
[[nodiscard]] inline UploadingStep uploading_step(const Step& step) {
    return std::get<Uploading>(step.job.state).step;
}

template <class A>
[[nodiscard]] std::vector<A> actions_of(const Job& job, Now now = kNow, const Policy& policy = {}) {
    std::vector<A> found;
    for (const Action& action : next(job, policy, now).actions)
        if (const auto* wanted = std::get_if<A>(&action)) found.push_back(*wanted);
    return found;
}

[[nodiscard]] inline bool says(const Step& step, const std::string& type) {
    for (const HistoryEvent& event : step.events)
        if (event.type == type) return true;
    return false;
}

}  // namespace understudy::testing
