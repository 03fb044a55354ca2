#include "tests/storage/support/random_job.hpp"

#include <array>
#include <cstdio>
#include <limits>

namespace understudy::testing {

std::string job_id(int number) {
    std::array<char, 40> id{};
    (void)std::snprintf(id.data(), id.size(), "job_01JDEXAMPLE%015d", number);
    return id.data();
}

Job plain_job(int number) {
    Job job;
    job.id = job_id(number);
    job.revision = 1;
    job.spec.name = "Anna";
    job.spec.language = "en";
    job.spec.model_id = "sonic-3";
    job.spec.paths = {"/srv/recordings/anna"};
    job.created_at = job.updated_at = Time{Duration{1'795'000'000'000'000 + number}};
    return job;
}

Intent plain_intent(const std::string& nonce) {
    Intent intent;
    intent.attempt = 1;
    intent.nonce = nonce;
    intent.digest = "digest";
    intent.opened_at = Time{seconds{7}};
    return intent;
}

HistoryEvent plain_event(const std::string& job_id, const std::string& type) {
    HistoryEvent event;
    event.job_id = job_id;
    event.at = Time{seconds{5}};
    event.type = type;
    event.state = "draft";
    event.cause = "because";
    return event;
}

Commit first_commit(const Job& job) {
    Commit commit;
    commit.job = job;
    commit.events = {plain_event(job.id, "submitted")};
    return commit;
}

Commit next_commit(const Job& job) {
    Commit commit;
    commit.job = job;
    commit.job.revision += 1;
    commit.events = {plain_event(job.id, "edited")};
    return commit;
}

int Chance::below(int limit) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(limit)); }

std::string Chance::text() {
    static const std::array<std::string, 12> pieces{"a",
                                                    "Ünïcödé",
                                                    "\"",
                                                    "\\",
                                                    "\n",
                                                    "'; DROP TABLE jobs; --",
                                                    "声音",
                                                    "\U0001F3A4",
                                                    "{\"a\":1}",
                                                    "\t",
                                                    std::string("\0nul", 4),
                                                    " "};
    std::string text;
    for (int i = below(6); i > 0; --i) text += pieces.at(static_cast<std::size_t>(below(12)));
    return text;
}

Time Chance::time() { return Time{Duration{static_cast<std::int64_t>(engine_() >> 13)}}; }

std::optional<Time> Chance::maybe_time() { return coin() ? std::optional(time()) : std::nullopt; }

State Chance::state() {
    switch (below(6)) {
        case 0:
            return Draft{coin(), text()};
        case 1:
            return Uploading{static_cast<UploadingStep>(below(4))};
        case 2: {
            Training training;
            training.step = static_cast<TrainingStep>(below(5));
            training.fine_tune_id = text();
            training.cloud_status = text();
            training.bought_at = maybe_time();
            for (int i = below(3); i > 0; --i) training.standing.push_back(text());
            return training;
        }
        case 3: {
            Completed completed{text(), {}};
            for (int i = below(5); i > 0; --i) completed.voices.push_back({text(), text()});
            return completed;
        }
        case 4: {
            Failed failed{coin(), maybe_time(), Duration{below(1'000'000)}, {}};
            for (int i = below(3); i > 0; --i) failed.standing.push_back(text());
            return failed;
        }
        default:
            return Canceled{};
    }
}

Spec Chance::spec() {
    Spec spec{text(), text(), text(), text(), below(9), {}, {}, below(3) * 50 - 50, coin() ? text() : ""};
    for (int i = below(4); i > 0; --i) spec.labels[text()] = text();
    for (int i = below(4); i > 0; --i) spec.paths.push_back("/srv/" + text());
    return spec;
}

Intent Chance::intent() {
    Intent intent;
    intent.kind = static_cast<IntentKind>(below(2));
    intent.attempt = below(4);
    intent.nonce = "NONCE" + std::to_string(nonces_++) + "x" + std::to_string(engine_());
    intent.digest = text();
    intent.status = static_cast<IntentStatus>(below(4));
    intent.remote_id = text();
    intent.opened_at = time();
    intent.closed_at = maybe_time();
    intent.charge = static_cast<Charge>(below(5));
    return intent;
}

std::optional<Hold> Chance::hold() {
    if (coin()) return std::nullopt;
    return Hold{static_cast<HoldReason>(below(9)), time(), text()};
}

std::optional<JobError> Chance::error() {
    if (coin()) return std::nullopt;
    return JobError{text(), text(), text(), coin() ? std::optional(400 + below(200)) : std::nullopt,
                    text(), time()};
}

Tally Chance::tally() {
    const auto size = [this] { return engine_() >> 1; };
    return {size(), size(), size(), size(), size(), static_cast<std::int64_t>(engine_() >> 1)};
}

JobPreflight Chance::judgement() {
    JobPreflight judgement{
        static_cast<FileVerdict>(below(3)), below(100'000), below(100'000), {}, {}, below(3)};
    judgement.judged_by.quietest_lufs = -below(100'000) / 7.0;
    judgement.judged_by.min_duration = Duration{below(100'000)};
    for (int i = below(4); i > 0; --i)
        judgement.reasons.push_back({static_cast<FileVerdict>(below(3)), text(), text(), text(), text(),
                                     static_cast<std::uint64_t>(below(1'000))});
    return judgement;
}

Job Chance::job(int number) {
    Job job;
    job.id = job_id(number);
    job.revision = 1;
    job.spec = spec();
    job.state = state();
    job.hold = hold();
    job.cancel_wished = coin();
    job.own_dataset = coin();
    job.dataset_id = text();
    job.attempt = below(9);
    job.attempt_open = coin();
    job.allowance_from = below(9);
    job.voids = below(4);
    job.echo_lost = coin();
    job.error = error();
    job.parent_id = coin() ? job_id(below(100)) : "";
    job.tally = tally();
    if (coin()) job.preflight = judgement();
    for (int i = below(4); i > 0; --i) job.intents.push_back(intent());
    job.created_at = time();
    job.updated_at = time();
    job.queue_key = coin() ? text() : "";
    job.keep_training = coin();
    job.approved = coin();
    return job;
}

Recording Chance::recording() {
    Recording recording;
    recording.file = {"/srv/\xff" + text(),
                      text(),  // a path is any bytes
                      {engine_() >> 1, static_cast<std::int64_t>(engine_()), engine_(), engine_()}};
    recording.cloud_name = text();
    recording.delivery = static_cast<Delivery>(below(4));
    recording.file_id = text();
    if (coin()) return recording;
    recording.measurement = Measurement{
        static_cast<std::int64_t>(engine_()), text(), text(), below(192'000), below(8), text(), text(),
        static_cast<Content>(below(6)),       text()};
    return recording;
}

std::vector<Recording> Chance::recordings(int count) {
    std::vector<Recording> recordings;
    for (int i = 0; i < count; ++i) recordings.push_back(recording());
    return recordings;
}

HistoryEvent Chance::event(const std::string& job_id) {
    HistoryEvent event{0, job_id, time(), text(), text(), below(5), text(), {}};
    for (int i = below(4); i > 0; --i) event.data.emplace_back(text(), text());
    return event;
}

std::string difference(const Job& left, const Job& right) {
    const std::array differs{
        std::pair{"id", left.id != right.id},
        std::pair{"revision", left.revision != right.revision},
        std::pair{"spec", left.spec != right.spec},
        std::pair{"state", left.state != right.state},
        std::pair{"hold", left.hold != right.hold},
        std::pair{"cancel_wished", left.cancel_wished != right.cancel_wished},
        std::pair{"own_dataset", left.own_dataset != right.own_dataset},
        std::pair{"dataset_id", left.dataset_id != right.dataset_id},
        std::pair{"attempt", left.attempt != right.attempt},
        std::pair{"attempt_open", left.attempt_open != right.attempt_open},
        std::pair{"allowance_from", left.allowance_from != right.allowance_from},
        std::pair{"voids", left.voids != right.voids},
        std::pair{"echo_lost", left.echo_lost != right.echo_lost},
        std::pair{"error", left.error != right.error},
        std::pair{"parent_id", left.parent_id != right.parent_id},
        std::pair{"tally", left.tally != right.tally},
        std::pair{"preflight", left.preflight != right.preflight},
        std::pair{"intents", left.intents != right.intents},
        std::pair{"created_at", left.created_at != right.created_at},
        std::pair{"updated_at", left.updated_at != right.updated_at},
        std::pair{"queue_key", left.queue_key != right.queue_key},
        std::pair{"approved", left.approved != right.approved},
        std::pair{"keep_training", left.keep_training != right.keep_training},
    };
    for (const auto& [name, different] : differs)
        if (different) return name;
    return "";
}

}  // namespace understudy::testing
