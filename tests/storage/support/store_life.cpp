#include "tests/storage/support/store_life.hpp"

#include "storage/audit/audit.hpp"
#include "storage/read/reader.hpp"
#include "tests/storage/support/random_job.hpp"

namespace understudy::testing {
namespace {

using Kind = StoreTrouble::Kind;

constexpr int patience = 5;  // tries, on a disk that was mended

Commit new_job(int number, int recordings) {
    Chance chance(static_cast<std::uint64_t>(number));
    Job job = plain_job(number);
    job.tally.files_total = static_cast<std::uint64_t>(recordings);
    job.intents = {plain_intent("NONCE" + std::to_string(number))};
    Commit commit = first_commit(job);
    commit.replace_recordings = true;
    for (int position = 0; position < recordings; ++position)
        commit.recordings.emplace_back(position, chance.recording());
    return commit;
}

void expect_same(const Version& sent, Reader& reader, const Job& stored) {
    EXPECT_EQ(difference(sent.job, stored), "") << stored.id << " is not what was sent";
    const auto recordings = reader.load_recordings(stored.id);
    ASSERT_TRUE(recordings) << recordings.error().what;
    EXPECT_EQ(*recordings, sent.recordings) << stored.id;
    EXPECT_EQ(reader.list_events({stored.id, 0, 1'000})->size(), sent.events) << stored.id;
}

}  // namespace

StoreLife::StoreLife(FaultyVfs& disk, std::string path) : disk_(disk), path_(std::move(path)) {
    options_.vfs = FaultyVfs::name();
    options_.reopen_interval = std::chrono::milliseconds(0);
    options_.checkpoint_pages = 24;
}

void StoreLife::run() {
    open();
    for (int number = 1; number <= 3; ++number) commit(new_job(number, 3));
    commit_together({new_job(4, 0), new_job(5, 2), next_of(job_id(1)), next_of(job_id(2))});
    read_everything();
    stop();
    open();
    for (int i = 0; i < 2; ++i) commit(next_of(job_id(3)));
    commit(new_job(6, 40));
    remove(job_id(2));
    read_everything();
    stop();
    open();
    commit(next_of(job_id(6)));
    read_everything();
    stop();
}

template <class T>
Result<T, StoreTrouble> StoreLife::ask(const std::function<void(StoreReply<T>)>& question) {
    std::optional<Result<T, StoreTrouble>> answer;
    question([&answer](Result<T, StoreTrouble> given) { answer = std::move(given); });
    inbox_.run_until([&answer] { return answer.has_value(); });
    if (!answer) return failure(StoreTrouble{Kind::unavailable, "no answer came"});
    return std::move(*answer);
}

void StoreLife::open() {
    for (int i = 0; i < patience; ++i) {
        auto opened = SqliteStore::open(
            path_, [this](std::function<void()> task) { inbox_.post(std::move(task)); }, options_);
        if (opened) return void(store_ = std::move(*opened));
        EXPECT_TRUE(disk_.did_fail()) << opened.error().what;
        EXPECT_NE(opened.error().kind, OpenTrouble::Kind::newer_schema) << opened.error().what;
        EXPECT_FALSE(opened.error().what.empty());
        ++refused_;
        disk_.mend();
    }
    FAIL() << "it does not open on a disk that works";
}

void StoreLife::stop() { store_.reset(); }

Commit StoreLife::next_of(const std::string& job_id) {
    const auto& last = *sent_.at(job_id).rbegin();
    Commit commit = next_commit(last.second.job);
    commit.job.spec.description += "again and ";
    commit.job.intents.front().status = IntentStatus::unknown;
    if (last.second.recordings.empty()) return commit;
    Recording changed = last.second.recordings.back();
    changed.file_id += "x";
    commit.recordings = {{last.second.recordings.size() - 1, changed}};
    return commit;
}

void StoreLife::remember(const Commit& commit) {
    auto& versions = sent_[commit.job.id];
    Version version;
    if (!versions.empty()) version = versions.rbegin()->second;
    version.job = commit.job;
    version.events += commit.events.size();
    if (commit.replace_recordings) version.recordings.clear();
    for (const auto& [position, recording] : commit.recordings) {
        version.recordings.resize(std::max<std::size_t>(version.recordings.size(), position + 1));
        version.recordings[position] = recording;
    }
    versions[commit.job.revision] = std::move(version);
}

void StoreLife::acknowledge(const std::string& job_id, std::int64_t revision) {
    answers_.push_back({job_id, revision});
    acknowledged_ = answers_.size();
}

void StoreLife::commit(Commit commit) { commit_together({std::move(commit)}); }

// All at once; then, of those that were refused, one after the other.
void StoreLife::commit_together(std::vector<Commit> commits) {
    std::map<std::string, Result<std::vector<std::int64_t>, StoreTrouble>> answers;
    for (const Commit& commit : commits) remember(commit);
    for (const Commit& commit : commits) {
        store_->commit(commit, [&answers, id = commit.job.id](auto answer) { answers.emplace(id, answer); });
    }
    inbox_.run_until([&] { return answers.size() == commits.size(); });
    for (const Commit& commit : commits) {
        auto answer = answers.at(commit.job.id);
        for (int i = 0; i < patience && !answer; ++i) {
            EXPECT_EQ(answer.error().kind, Kind::unavailable) << answer.error().what;
            EXPECT_TRUE(disk_.did_fail()) << answer.error().what;
            ++refused_;
            disk_.mend();
            expect_absent(commit);
            answer = ask<std::vector<std::int64_t>>([&](auto reply) { store_->commit(commit, reply); });
        }
        ASSERT_TRUE(answer) << answer.error().what;
        acknowledge(commit.job.id, commit.job.revision);
    }
}

/// What was answered `unavailable` is not there, as long as the process lives.
void StoreLife::expect_absent(const Commit& commit) {
    expect_soon("a job", [&] {
        const auto stored = ask<Job>([&](auto reply) { store_->load_job(commit.job.id, reply); });
        if (!stored && stored.error().kind != Kind::not_found) return false;
        EXPECT_EQ(stored ? stored->revision : 0, commit.job.revision - 1);
        return true;
    });
}

void StoreLife::remove(const std::string& job_id) {
    const std::int64_t revision = sent_.at(job_id).rbegin()->first;
    removed_ = job_id;
    removal_sent_after_ = answers_.size();
    expect_soon("a removal", [&] {
        return ask<Nothing>([&](auto reply) { store_->remove(job_id, revision, reply); }).ok();
    });
    acknowledge(job_id, 0);
}

void StoreLife::read_everything() {
    expect_soon("the jobs at work", [&] {
        const auto active = ask<Store::Active>([&](auto reply) { store_->load_active(reply); });
        return active && active->corrupt.empty();
    });
    expect_soon("a list", [&] {
        return ask<std::vector<Job>>([&](auto reply) { store_->list_jobs({}, reply); }).ok();
    });
    expect_soon("recordings", [&] {
        const auto of = job_id(1);
        return ask<std::vector<Recording>>([&](auto reply) { store_->load_recordings(of, reply); }).ok();
    });
    expect_soon("events", [&] {
        return ask<std::vector<HistoryEvent>>([&](auto reply) { store_->list_events({}, reply); }).ok();
    });
    expect_soon("a probe", [&] { return ask<Nothing>([&](auto reply) { store_->probe(reply); }).ok(); });
    expect_soon("an audit", [&] { return ask<Nothing>([&](auto reply) { store_->audit(reply); }).ok(); });
}

void StoreLife::expect_soon(const char* what, const std::function<bool()>& question) {
    for (int i = 0; i < patience; ++i) {
        if (question()) return;
        EXPECT_TRUE(disk_.did_fail()) << what << " failed on a disk that works";
        ++refused_;
        disk_.mend();
    }
    FAIL() << what << " cannot be had on a disk that works";
}

void StoreLife::expect_kept(const std::string& path, std::size_t acknowledged) const {
    auto opened = open_for_writing({path, ""});
    ASSERT_TRUE(opened) << opened.error().what;
    std::map<std::string, std::int64_t> least;
    for (std::size_t i = 0; i < acknowledged; ++i) least[answers_[i].job_id] = answers_[i].revision;
    {
        Reader reader(open_for_reading({path, ""}).value());
        for (const auto& [id, versions] : sent_) {
            const auto stored = reader.load_job(id);
            const bool known = least.contains(id);
            if (!stored) {
                const bool may_be_removed = id == removed_ && acknowledged >= removal_sent_after_;
                EXPECT_EQ(stored.error().kind, Kind::not_found) << stored.error().what;
                EXPECT_TRUE(!known || may_be_removed) << id << " was acknowledged and is gone";
                continue;
            }
            ASSERT_TRUE(versions.contains(stored->revision));
            EXPECT_GE(stored->revision, known ? least[id] : 0) << id;
            EXPECT_FALSE(known && least[id] == 0) << id << " was removed and is back";
            expect_same(versions.at(stored->revision), reader, *stored);
        }
    }
    const std::atomic<bool> never{false};
    const auto sound = audit({path, ""}, never);
    EXPECT_TRUE(sound) << sound.error().what;
}

}  // namespace understudy::testing
