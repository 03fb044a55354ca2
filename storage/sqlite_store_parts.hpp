// What a SqliteStore is made of; for its own sources.
#pragma once

#include "storage/archive/archive_thread.hpp"
#include "storage/archive/lending.hpp"
#include "storage/audit/audit_thread.hpp"
#include "storage/lock_file.hpp"
#include "storage/read/read_thread.hpp"
#include "storage/sqlite_store.hpp"
#include "storage/write/write_thread.hpp"

namespace understudy {

inline StoreTrouble store_stopped() {
    return {StoreTrouble::Kind::unavailable, "the store has been stopped"};
}

template <class T>
void post_answer(const SqliteStore::Post& post, StoreReply<T> reply, Result<T, StoreTrouble> answer) {
    post([reply = std::move(reply), answer = std::move(answer)]() mutable { reply(std::move(answer)); });
}

inline std::function<void(ChangeAnswer)> without_ids(StoreReply<Nothing> reply) {
    return [reply = std::move(reply)](ChangeAnswer answer) {
        if (answer) return reply(Nothing{});
        reply(failure(std::move(answer.error())));
    };
}

class SqliteStore::Impl {
  public:
    Impl(LockFile first, LockFile only, const DatabaseFile& file, std::unique_ptr<sqlite::Connection> writing,
         std::unique_ptr<sqlite::Connection> reading, Post post_, const SqliteOptions& options)
        : beside(std::move(first)),
          database(std::move(only)),
          post(std::move(post_)),
          writer(GroupCommit(file, std::move(writing), options.reopen_interval, counters),
                 options.most_in_a_group, post),
          reader(file, std::move(reading), counters),
          auditor(file),
          from(file),
          lending(file) {
        lending.clear();
    }

    /// Has `question` asked on the reading thread and its answer brought back.
    template <class T, class Question>
    void ask(StoreReply<T> reply, Question question) {
        ReadThread::Request request = [this, reply = std::move(reply),
                                       question](Found<Reader*> found) mutable {
            post_answer<T>(post, std::move(reply), answer_of<T>(std::move(found), question));
        };
        if (reader.put(request)) return;
        request(failure(store_stopped()));
    }

    template <class T, class Question>
    static Found<T> answer_of(Found<Reader*> found, Question& question) {
        if (!found) return failure(std::move(found.error()));
        Found<T> answer = question(**found);
        // A page that was read wrong stays in the connection's cache: the next question reads it anew.
        if (!answer && answer.error().kind != StoreTrouble::Kind::not_found) (*found)->distrust();
        return answer;
    }

    void change(Change change, std::function<void(ChangeAnswer)> answer) {
        WriteRequest request{std::move(change), std::move(answer)};
        if (!writer.put(request))
            post_answer<std::vector<std::int64_t>>(post, std::move(request.answer), failure(store_stopped()));
    }

    /// Has `work` done on an archiving thread and its answer brought back. There are two: a backup folder on
    /// a disk that does not answer holds up no copy that is lent, and no piece of one waits for a backup.
    template <class T, class Work>
    void archive(ArchiveThread& archivist, StoreReply<T> reply, Work work) {
        ArchiveThread::Task task = [this, reply, work](const std::atomic<bool>& give_up) {
            if (give_up) return post_answer<T>(post, reply, failure(store_stopped()));
            post_answer<T>(post, reply, work(give_up));
        };
        if (!archivist.put(task)) post_answer<T>(post, std::move(reply), failure(store_stopped()));
    }

    void stop() {
        lender.give_up();
        keeper.give_up();
        auditor.stop();
        reader.stop();  // all first, so that the writer's checkpoint finds nobody in its way
        writer.stop();
        // Last: a disk that does not answer may hold one for ever, and then nothing is lost with the process.
        lender.stop();
        keeper.stop();
    }

    LockFile beside, database;  // they outlive the connections
    Post post;
    StoreCounters counters;
    WriteThread writer;
    ReadThread reader;
    AuditThread auditor;
    DatabaseFile from;
    Lending lending;
    ArchiveThread lender, keeper;  ///< last: their tasks use the two above
};

}  // namespace understudy
