// What every store promises of jobs, their recordings and commits.
#pragma once

#include "tests/storage/store_conformance_fixture.hpp"

namespace understudy::testing {

TEST_P(StoreConformance, EveryStateStepHoldAndIntentComesBackAsItWas) {
    Chance chance(20261123);
    std::set<std::size_t> states;
    for (int number = 0; number < 400; ++number) {
        const Job job = chance.job(number);
        states.insert(job.state.index());
        ASSERT_TRUE(the.commit(first_commit(job)));
        expect_stored(job);
    }
    EXPECT_EQ(states.size(), std::variant_size_v<State>);
}

TEST_P(StoreConformance, AJobMayBecomeAnythingElseAtItsNextRevision) {
    Chance chance(7);
    Job job = chance.job(1);
    ASSERT_TRUE(the.commit(first_commit(job)));
    for (int revision = 2; revision < 60; ++revision) {
        Job other = chance.job(1);
        other.revision = revision;
        other.intents = job.intents;
        ASSERT_TRUE(the.commit(Commit{other, false, {}, {}, std::nullopt}));
        expect_stored(other);
        job = other;
    }
}

TEST_P(StoreConformance, RecordingsComeBackAsTheyWereInTheirOrder) {
    Chance chance(3);
    Commit commit = first_commit(plain_job(1));
    const std::vector<Recording> recordings = chance.recordings(50);
    commit.replace_recordings = true;
    for (std::uint64_t position = 0; position < 50; ++position)
        commit.recordings.emplace_back(position, recordings[position]);
    ASSERT_TRUE(the.commit(commit));
    const auto stored = the.recordings(job_id(1));
    ASSERT_TRUE(stored);
    EXPECT_EQ(*stored, recordings);
}

TEST_P(StoreConformance, OneRecordingChangesAndTheOthersStay) {
    Chance chance(4);
    Commit first = first_commit(plain_job(1));
    std::vector<Recording> recordings = chance.recordings(3);
    first.replace_recordings = true;
    first.recordings = {{0, recordings[0]}, {1, recordings[1]}, {2, recordings[2]}};
    ASSERT_TRUE(the.commit(first));
    recordings[1] = chance.recording();
    Commit second = next_commit(first.job);
    second.recordings = {{1, recordings[1]}};
    ASSERT_TRUE(the.commit(second));
    EXPECT_EQ(*the.recordings(job_id(1)), recordings);
}

TEST_P(StoreConformance, ReplacedRecordingsLeaveNothingOfTheOldOnes) {
    Chance chance(5);
    const std::vector<Recording> recordings = chance.recordings(3);
    Commit first = first_commit(plain_job(1));
    first.replace_recordings = true;
    first.recordings = {{0, recordings[0]}, {1, recordings[1]}};
    ASSERT_TRUE(the.commit(first));
    Commit second = next_commit(first.job);
    second.replace_recordings = true;
    second.recordings = {{0, recordings[2]}};
    ASSERT_TRUE(the.commit(second));
    EXPECT_EQ(*the.recordings(job_id(1)), std::vector{recordings[2]});
}

TEST_P(StoreConformance, ARecordingThatLeavesAGapIsAConflict) {
    Commit commit = first_commit(plain_job(1));
    commit.recordings = {{1, Recording{}}};
    const auto answer = the.commit(commit);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::conflict);
    EXPECT_EQ(the.load(job_id(1)).error().kind, Kind::not_found);
}

TEST_P(StoreConformance, EverythingIsThereAfterARestart) {
    Chance chance(11);
    std::vector<Job> jobs;
    for (int number = 0; number < 20; ++number) jobs.push_back(chance.job(number));
    for (const Job& job : jobs) ASSERT_TRUE(the.commit(first_commit(job)));
    const auto before = the.events({"", 0, 100});
    the.restart();
    for (const Job& job : jobs) expect_stored(job);
    EXPECT_EQ(*the.events({"", 0, 100}), *before);
}

// ---- Compare and set

TEST_P(StoreConformance, ARevisionThatIsNotTheNextIsAConflictAndChangesNothing) {
    const Job job = plain_job(1);
    ASSERT_TRUE(the.commit(first_commit(job)));
    for (const std::int64_t revision : {1, 3, 9}) {
        Commit commit = next_commit(job);
        commit.job.revision = revision;
        commit.job.spec.name = "Somebody else";
        const auto answer = the.commit(commit);
        ASSERT_FALSE(answer) << revision;
        EXPECT_EQ(answer.error().kind, Kind::conflict);
    }
    expect_stored(job);
    EXPECT_EQ(the.events({job.id, 0, 100})->size(), 1U);
}

TEST_P(StoreConformance, AChangeToAJobThatIsNotThereIsNotFound) {
    const auto answer = the.commit(next_commit(plain_job(1)));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::not_found);
}

TEST_P(StoreConformance, ARefusedCommitLeavesTheOthersThatWereAskedForWithIt) {
    int answered = 0;
    std::vector<bool> went_through;
    for (int number = 0; number < 30; ++number) {
        Commit commit = first_commit(plain_job(number));
        if (number % 3 == 1) commit.job.revision = 5;
        the.store().commit(commit, [&](auto answer) {
            went_through.push_back(answer.ok());
            ++answered;
        });
    }
    the.run_until([&] { return answered == 30; });
    for (int number = 0; number < 30; ++number) {
        EXPECT_EQ(went_through.at(static_cast<std::size_t>(number)), number % 3 != 1);
        EXPECT_EQ(the.load(job_id(number)).ok(), number % 3 != 1);
    }
}

TEST_P(StoreConformance, CommitsAreMadeInTheOrderGivenAndAnsweredLater) {
    Job job = plain_job(1);
    std::vector<std::int64_t> order;
    the.store().commit(first_commit(job), [&](auto answer) { order.push_back(answer.ok() ? 1 : -1); });
    for (; job.revision < 100; ++job.revision)
        the.store().commit(next_commit(job), [&order, revision = job.revision + 1](auto answer) {
            order.push_back(answer.ok() ? revision : -1);
        });
    EXPECT_TRUE(order.empty()) << "a reply came from inside the call";
    the.run_until([&] { return order.size() == 100; });
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_EQ(order.front(), 1);
    EXPECT_EQ(the.load(job.id)->revision, 100);
}

}  // namespace understudy::testing
