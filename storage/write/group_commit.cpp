#include "storage/write/group_commit.hpp"

#include <algorithm>

namespace understudy {
namespace {

std::uint64_t us_since(std::chrono::steady_clock::time_point begun) {
    const auto passed = std::chrono::steady_clock::now() - begun;
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(passed).count());
}

StoreTrouble unavailable(const std::string& what) { return {StoreTrouble::Kind::unavailable, what}; }

}  // namespace

GroupCommit::GroupCommit(DatabaseFile file, std::unique_ptr<sqlite::Connection> connection,
                         std::chrono::milliseconds reopen_interval, StoreCounters& counters)
    : file_(std::move(file)),
      writer_(std::make_unique<Writer>(std::move(connection))),
      reopen_interval_(reopen_interval),
      counters_(counters) {}

std::vector<ChangeAnswer> GroupCommit::write(const std::vector<const Change*>& changes) {
    const auto all = [&](const std::string& what) {
        counters_.unavailable += changes.size();
        return std::vector<ChangeAnswer>(changes.size(), ChangeAnswer(failure(unavailable(what))));
    };
    if (!ready()) return all(*distrusted_);
    const auto begun = Steady::now();
    auto answers = transaction(changes);
    const std::uint64_t us = us_since(begun);
    counters_.commit_us += us;
    counters_.transaction_times.took(us);
    counters_.longest_commit_us = std::max(counters_.longest_commit_us.load(), us);  // the one writer
    if (!answers) {
        abandon(answers.error());
        return all(answers.error().trouble.what);
    }
    count(*answers);
    return std::move(*answers);
}

void GroupCommit::checkpoint() {
    if (!distrusted_) (void)writer_->connection().run("PRAGMA wal_checkpoint(TRUNCATE)");
}

// Replaces a connection that is not trusted any more, if it is time to try.
bool GroupCommit::ready() {
    if (!distrusted_) return true;
    const auto now = Steady::now();
    if (last_try_ && now - *last_try_ < reopen_interval_) return false;
    last_try_ = now;
    auto opened = reopen_for_writing(file_);
    if (!opened) {
        distrusted_ = file_.path + ": " + opened.error().message;
        return false;
    }
    writer_ = std::make_unique<Writer>(std::move(*opened));  // only here is the old one closed
    distrusted_.reset();
    last_try_.reset();
    ++counters_.reopened;
    return true;
}

Result<std::vector<ChangeAnswer>, WriteFailure> GroupCommit::transaction(
    const std::vector<const Change*>& changes) {
    sqlite::Connection& connection = writer_->connection();
    if (auto begun = connection.run("BEGIN IMMEDIATE"); !begun) return failure(write_failure(begun.error()));
    std::vector<ChangeAnswer> answers;
    answers.reserve(changes.size());
    for (const Change* change : changes) {
        auto answer = in_savepoint(*change);
        if (!answer) return failure(std::move(answer.error()));
        answers.push_back(std::move(*answer));
    }
    const auto begun = Steady::now();
    const auto done = connection.run("COMMIT");
    counters_.sync_times.took(us_since(begun));
    if (!done) return failure(write_failure(done.error()));
    return answers;
}

// A failure here is one that takes the whole transaction with it.
Result<ChangeAnswer, WriteFailure> GroupCommit::in_savepoint(const Change& change) {
    if (auto begun = writer_->begin_change(); !begun) return failure(std::move(begun.error()));
    auto written = apply(change);
    if (!written && written.error().reach != Reach::change) return failure(std::move(written.error()));
    auto ended = written ? writer_->keep_change() : writer_->undo_change();
    if (!ended) return failure(std::move(ended.error()));
    if (!written) return ChangeAnswer(failure(std::move(written.error().trouble)));
    return ChangeAnswer(std::move(*written));
}

// A value that has no word, memory that is not there: the standard library and require() throw; here that is
// one change's trouble.
GroupCommit::Written GroupCommit::apply(const Change& change) {
    try {
        if (const auto* commit = std::get_if<Commit>(&change)) return writer_->commit(*commit);
        if (const auto* pruning = std::get_if<Pruning>(&change)) return prune(*pruning);
        if (const auto* webhook = std::get_if<WebhookChange>(&change)) return change_webhook(*webhook);
        const auto* removal = std::get_if<Removal>(&change);
        const auto* keeping = std::get_if<Keeping>(&change);
        const auto* controls = std::get_if<Controls>(&change);
        auto done = removal    ? writer_->remove(removal->job_id, removal->revision)
                    : keeping  ? writer_->measurements().keep(*keeping)
                    : controls ? writer_->keep(*controls)
                               : writer_->probe();
        if (!done) return failure(std::move(done.error()));
        return std::vector<std::int64_t>{};
    } catch (const std::exception& thrown) {
        return failure(conflict(thrown.what()));
    }
}

GroupCommit::Written GroupCommit::prune(const Pruning& pruning) {
    const auto done = writer_->pruner().prune(pruning);
    if (!done) return failure(done.error());
    return std::vector<std::int64_t>{done->looked_to, done->let_go, done->free_pages, done->more ? 1 : 0};
}

GroupCommit::Written GroupCommit::change_webhook(const WebhookChange& change) {
    const auto done = writer_->webhooks().write(change);
    if (!done) return failure(done.error());
    return std::vector<std::int64_t>{*done};
}

void GroupCommit::abandon(const WriteFailure& why) {
    ++counters_.failed_transactions;
    sqlite::Connection& connection = writer_->connection();
    bool clean = true;
    if (connection.in_transaction()) clean = connection.run("ROLLBACK").ok();
    if (why.reach == Reach::connection || !clean) distrusted_ = file_.path + ": " + why.trouble.what;
}

void GroupCommit::count(const std::vector<ChangeAnswer>& answers) {
    const auto done = static_cast<std::uint64_t>(std::count_if(
        answers.begin(), answers.end(), [](const ChangeAnswer& answer) { return answer.ok(); }));
    counters_.commits += done;
    counters_.refused += answers.size() - done;
    if (done > 0) ++counters_.transactions;
}

}  // namespace understudy
