#include "storage/sqlite_store_parts.hpp"

namespace understudy {

Opened<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path, Post post,
                                                       SqliteOptions options) {
    const DatabaseFile file{path, options.vfs, options.lock_patience, options.checkpoint_pages,
                            options.before_migration};
    auto beside = LockFile::take(path + ".lock");
    if (!beside) return failure(std::move(beside.error()));
    auto database = LockFile::take_database(path);
    if (!database) return failure(std::move(database.error()));
    auto writing = open_for_writing(file);
    if (!writing) return failure(std::move(writing.error()));
    auto reading = open_for_reading(file);
    if (!reading)
        return failure(OpenTrouble{OpenTrouble::Kind::failed, path + ": " + reading.error().message});
    return std::unique_ptr<SqliteStore>(new SqliteStore(
        std::make_unique<Impl>(std::move(*beside), std::move(*database), file, std::move(*writing),
                               std::move(*reading), std::move(post), options)));
}

SqliteStore::SqliteStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SqliteStore::~SqliteStore() { stop(); }
void SqliteStore::stop() { impl_->stop(); }
StoreStats SqliteStore::stats() const { return impl_->counters.now(); }

void SqliteStore::commit(Commit commit, StoreReply<std::vector<std::int64_t>> reply) {
    impl_->change(std::move(commit), std::move(reply));
}

void SqliteStore::keep_controls(Controls controls, StoreReply<Nothing> reply) {
    impl_->change(std::move(controls), without_ids(std::move(reply)));
}

void SqliteStore::remove(std::string job_id, std::int64_t revision, StoreReply<Nothing> reply) {
    impl_->change(Removal{std::move(job_id), revision}, without_ids(std::move(reply)));
}

void SqliteStore::remember(std::vector<Heard> heard, Time now, StoreReply<Nothing> reply) {
    impl_->change(Keeping{std::move(heard), now}, without_ids(std::move(reply)));
}

void SqliteStore::recall(std::vector<FileStamp> files, int meters,
                         StoreReply<std::vector<std::optional<Measurement>>> reply) {
    impl_->ask<std::vector<std::optional<Measurement>>>(
        std::move(reply), [files = std::move(files), meters](Reader& reader) {
            return reader.measurements().of_files(files, meters);
        });
}

void SqliteStore::recall_contents(std::vector<std::string> sha256,
                                  StoreReply<std::vector<std::optional<Measurement>>> reply) {
    impl_->ask<std::vector<std::optional<Measurement>>>(
        std::move(reply),
        [sha256 = std::move(sha256)](Reader& reader) { return reader.measurements().of_contents(sha256); });
}

void SqliteStore::probe(StoreReply<Nothing> reply) { impl_->change(Probe{}, without_ids(std::move(reply))); }

void SqliteStore::ask_for_a_sign(std::function<void()> answered) {
    WriteRequest sign{std::nullopt, [this, answered = std::move(answered)](const ChangeAnswer&) {
                          impl_->ask<Nothing>(
                              [answered](const Result<Nothing, StoreTrouble>&) { answered(); },
                              [](Reader&) -> Found<Nothing> { return Nothing{}; });
                      }};
    // After a stop nobody is to be told that all is well; nor is anybody left who would ask.
    (void)impl_->writer.put(sign);
}

void SqliteStore::load_active(StoreReply<Active> reply) {
    impl_->ask<Active>(std::move(reply), [](Reader& reader) {
        auto active = reader.load_active();
        if (active && !active->corrupt.empty()) reader.distrust();
        return active;
    });
}

void SqliteStore::load_job(std::string job_id, StoreReply<Job> reply) {
    impl_->ask<Job>(std::move(reply),
                    [id = std::move(job_id)](Reader& reader) { return reader.load_job(id); });
}

void SqliteStore::load_recordings(std::string job_id, StoreReply<std::vector<Recording>> reply) {
    impl_->ask<std::vector<Recording>>(
        std::move(reply), [id = std::move(job_id)](Reader& reader) { return reader.load_recordings(id); });
}

void SqliteStore::list_jobs(JobQuery query, StoreReply<std::vector<Job>> reply) {
    impl_->ask<std::vector<Job>>(
        std::move(reply), [query = std::move(query)](Reader& reader) { return reader.list_jobs(query); });
}

void SqliteStore::list_events(EventQuery query, StoreReply<std::vector<HistoryEvent>> reply) {
    impl_->ask<std::vector<HistoryEvent>>(
        std::move(reply), [query = std::move(query)](Reader& reader) { return reader.list_events(query); });
}

void SqliteStore::find_answer(std::string key, StoreReply<std::optional<IdempotentAnswer>> reply) {
    impl_->ask<std::optional<IdempotentAnswer>>(
        std::move(reply), [key = std::move(key)](Reader& reader) { return reader.find_answer(key); });
}

void SqliteStore::find_intent(std::string nonce,
                              StoreReply<std::optional<std::pair<std::string, Intent>>> reply) {
    impl_->ask<std::optional<std::pair<std::string, Intent>>>(
        std::move(reply), [nonce = std::move(nonce)](Reader& reader) { return reader.find_intent(nonce); });
}

void SqliteStore::known_fine_tunes(std::vector<std::string> ids, StoreReply<std::vector<std::string>> reply) {
    impl_->ask<std::vector<std::string>>(
        std::move(reply), [ids = std::move(ids)](Reader& reader) { return reader.known_fine_tunes(ids); });
}

void SqliteStore::datasets_holding(std::string job_id, StoreReply<std::vector<Reuse>> reply) {
    impl_->ask<std::vector<Reuse>>(std::move(reply), [job_id = std::move(job_id)](Reader& reader) {
        return reader.datasets_holding(job_id);
    });
}

void SqliteStore::started_with_recordings_of(std::string job_id, StoreReply<std::string> reply) {
    impl_->ask<std::string>(std::move(reply), [job_id = std::move(job_id)](Reader& reader) {
        return reader.started_with_recordings_of(job_id);
    });
}

void SqliteStore::count_states(StoreReply<std::vector<std::pair<std::string, std::int64_t>>> reply) {
    impl_->ask<std::vector<std::pair<std::string, std::int64_t>>>(
        std::move(reply), [](Reader& reader) { return reader.count_states(); });
}

void SqliteStore::audit(StoreReply<Nothing> reply) {
    AuditThread::Request request = [this, reply = std::move(reply)](Result<Nothing, StoreTrouble> verdict) {
        post_answer<Nothing>(impl_->post, reply, std::move(verdict));
    };
    if (!impl_->auditor.put(request)) request(failure(store_stopped()));
}

}  // namespace understudy
