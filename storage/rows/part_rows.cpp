#include "storage/rows/part_rows.hpp"

#include "core/words.hpp"
#include "storage/rows/facts.hpp"
#include "storage/rows/json.hpp"

namespace understudy::rows {

const char* const recording_columns =
    "path, relative, size, mtime_ns, inode, device, cloud_name, delivery, file_id, verdict, reason, detail, "
    "duration_us, container, codec, sample_rate, channels, sha256, xxh3, facts, seal";
const char* const intent_columns =
    "nonce, kind, attempt, digest, status, remote_id, opened_at, closed_at, charge, seal";
const char* const event_columns = "id, job_id, at, type, state, attempt, cause, data";
const char* const answer_columns = "key, fingerprint, job_id, status, at, seal";

namespace {

// A measurement's columns: all of them, or none.
template <class Member>
auto member(const std::optional<Measurement>& measurement, Member Measurement::*which) {
    return measurement ? std::optional<Member>((*measurement).*which) : std::nullopt;
}

// Rows from before version 3 hold a verdict and its one reason in place of facts: the facts are what led to
// it. Later ones hold "pass" there, for measured, and nothing more.
void take_reason(Measurement& measurement, const std::string& reason) {
    if (const auto content = from_word<Content>(reason)) measurement.content = *content;
    if (reason == "format_not_accepted") measurement.content = Content::other_format;
    if (reason == "damaged") measurement.decode_errors = 1;
    if (reason == "has_video") measurement.has_video = true;
}

Measurement read_measured(sqlite::Row& row) {
    Measurement measurement;
    const std::string reason = row.text();
    row.skip(1);  // the reason in words: they are found anew
    measurement.duration_us = row.integer();
    measurement.container = row.text();
    measurement.codec = row.text();
    measurement.sample_rate = row.number();
    measurement.channels = row.number();
    measurement.sha256 = row.text();
    measurement.xxh3 = row.text();
    const auto facts = row.maybe_text();
    if (!facts) take_reason(measurement, reason);
    if (facts && !read_facts(*facts, measurement)) row.wrong("does not parse");
    return measurement;
}

SelectedFile read_file(sqlite::Row& row) {
    SelectedFile file;
    file.path = row.text();
    file.relative = row.text();
    file.identity.size = row.count();
    file.identity.mtime_ns = row.integer();
    file.identity.inode = row.bits();
    file.identity.device = row.bits();
    return file;
}

}  // namespace

sqlite::Answer<std::int64_t> run_with_recording(sqlite::Statement& statement, const std::string& job_id,
                                                std::uint64_t position, const Recording& recording) {
    const SelectedFile& file = recording.file;
    const auto& heard = recording.measurement;
    const auto verdict = heard ? std::optional<std::string>("pass") : std::nullopt;
    const auto nothing = heard ? std::optional<std::string>("") : std::nullopt;
    const auto facts = heard ? std::optional(write_facts(*heard, Curves::without)) : std::nullopt;
    return statement.run_sealed(
        job_id, position, file.path, file.relative, file.identity.size, file.identity.mtime_ns,
        file.identity.inode, file.identity.device, recording.cloud_name, to_word(recording.delivery),
        recording.file_id, verdict, nothing, nothing, member(heard, &Measurement::duration_us),
        member(heard, &Measurement::container), member(heard, &Measurement::codec),
        member(heard, &Measurement::sample_rate), member(heard, &Measurement::channels),
        member(heard, &Measurement::sha256), member(heard, &Measurement::xxh3), facts);
}

Recording read_recording(sqlite::Row& row) {
    Recording recording;
    recording.file = read_file(row);
    recording.cloud_name = row.text();
    recording.delivery = row.word<Delivery>();
    recording.file_id = row.text();
    if (row.maybe_word<FileVerdict>())
        recording.measurement = read_measured(row);
    else
        row.skip(10);  // the measurement's
    row.sealed();
    return recording;
}

sqlite::Answer<std::int64_t> run_with_intent(sqlite::Statement& statement, const std::string& job_id,
                                             std::uint64_t position, const Intent& intent) {
    return statement.run_sealed(
        job_id, position, intent.nonce, to_word(intent.kind), intent.attempt, intent.digest,
        to_word(intent.status), intent.remote_id, intent.opened_at, intent.closed_at,
        intent.charge == Charge::none ? std::nullopt : std::optional<std::string>(to_word(intent.charge)));
}

Intent read_intent(sqlite::Row& row) {
    Intent intent;
    intent.nonce = row.text();
    intent.kind = row.word<IntentKind>();
    intent.attempt = row.number();
    intent.digest = row.text();
    intent.status = row.word<IntentStatus>();
    intent.remote_id = row.text();
    intent.opened_at = row.time();
    intent.closed_at = row.maybe_time();
    intent.charge = row.maybe_word<Charge>().value_or(Charge::none);
    row.sealed();
    return intent;
}

sqlite::Answer<std::int64_t> run_with_event(sqlite::Statement& statement, const HistoryEvent& event) {
    return statement.run(event.job_id, event.at, event.type, event.state, event.attempt, event.cause,
                         write_pairs(event.data));
}

HistoryEvent read_event(sqlite::Row& row) {
    HistoryEvent event;
    event.id = row.integer();
    event.job_id = row.text();
    event.at = row.time();
    event.type = row.text();
    event.state = row.text();
    event.attempt = row.number();
    event.cause = row.text();
    event.data = row.parsed<Pairs>(read_pairs);
    return event;
}

sqlite::Answer<std::int64_t> run_with_answer(sqlite::Statement& statement, const IdempotentAnswer& answer) {
    return statement.run_sealed(answer.key, answer.fingerprint, answer.job_id, answer.status, answer.at);
}

IdempotentAnswer read_answer(sqlite::Row& row) {
    IdempotentAnswer answer;
    answer.key = row.text();
    answer.fingerprint = row.text();
    answer.job_id = row.text();
    answer.status = row.number();
    answer.at = row.time();
    row.sealed();
    return answer;
}

}  // namespace understudy::rows
