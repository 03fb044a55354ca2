// What every implementation of Store must do, whatever is behind it. Include once in a test binary and
//   INSTANTIATE_TEST_SUITE_P(MyStore, StoreConformance, ::testing::Values(factory));
// What belongs to one engine (files, faults, threads) is tested beside it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/words.hpp"
#include "tests/storage/support/random_job.hpp"
#include "tests/storage/support/store_under_test.hpp"

namespace understudy::testing {

class StoreConformance : public ::testing::TestWithParam<StoreFactory> {
  protected:
    std::unique_ptr<StoreUnderTest> under_test = GetParam()();
    StoreUnderTest& the = *under_test;

    void expect_stored(const Job& job) {
        const auto stored = the.load(job.id);
        ASSERT_TRUE(stored) << stored.error().what;
        EXPECT_EQ(difference(*stored, job), "") << job.id;
    }
    std::vector<std::string> ids_of(const JobQuery& query) {
        const auto jobs = the.list(query);
        EXPECT_TRUE(jobs);
        std::vector<std::string> ids;
        if (jobs)
            for (const Job& job : *jobs) ids.push_back(job.id);
        return ids;
    }
};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreConformance);

using Kind = StoreTrouble::Kind;

// ---- What is stored comes back

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

// ---- Intents

TEST_P(StoreConformance, AnIntentIsFoundByItsNonceWithItsJob) {
    Job job = plain_job(1);
    job.intents = {plain_intent("AAAA"), plain_intent("BBBB")};
    ASSERT_TRUE(the.commit(first_commit(job)));
    using Found = std::optional<std::pair<std::string, Intent>>;
    const auto found = the.ask<Found>([&](auto reply) { the.store().find_intent("BBBB", reply); });
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->first, job.id);
    EXPECT_EQ((*found)->second, job.intents[1]);
    EXPECT_FALSE(*the.ask<Found>([&](auto reply) { the.store().find_intent("CCCC", reply); }));
}

TEST_P(StoreConformance, ANonceIsNeverUsedTwice) {
    Job one = plain_job(1), two = plain_job(2);
    one.intents = two.intents = {plain_intent("AAAA")};
    ASSERT_TRUE(the.commit(first_commit(one)));
    const auto answer = the.commit(first_commit(two));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::conflict);
}

TEST_P(StoreConformance, AnIntentIsClosedInPlace) {
    Job job = plain_job(1);
    job.intents = {plain_intent("AAAA")};
    ASSERT_TRUE(the.commit(first_commit(job)));
    Commit commit = next_commit(job);
    commit.job.intents[0].status = IntentStatus::confirmed;
    commit.job.intents[0].remote_id = "ft_1";
    commit.job.intents[0].closed_at = Time{seconds{9}};
    ASSERT_TRUE(the.commit(commit));
    expect_stored(commit.job);
}

TEST_P(StoreConformance, AnIntentNeverChangesWhatItIs) {
    Job job = plain_job(1);
    job.intents = {plain_intent("AAAA")};
    ASSERT_TRUE(the.commit(first_commit(job)));
    const std::vector<std::function<void(Intent&)>> changes{
        [](Intent& intent) { intent.kind = IntentKind::dataset; },
        [](Intent& intent) { intent.attempt = 2; },
        [](Intent& intent) { intent.nonce = "BBBB"; },
        [](Intent& intent) { intent.digest = "another"; },
    };
    for (const auto& change : changes) {
        Commit commit = next_commit(job);
        change(commit.job.intents[0]);
        const auto answer = the.commit(commit);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Kind::conflict);
    }
    expect_stored(job);
}

TEST_P(StoreConformance, AClosedIntentNeverOpensAgain) {
    int number = 0;
    for (const IntentStatus closed : {IntentStatus::confirmed, IntentStatus::voided})
        for (const IntentStatus opened : {IntentStatus::open, IntentStatus::unknown}) {
            Job job = plain_job(++number);
            job.intents = {plain_intent("NONCE" + std::to_string(number))};
            job.intents[0].status = closed;
            ASSERT_TRUE(the.commit(first_commit(job)));
            Commit commit = next_commit(job);
            commit.job.intents[0].status = opened;
            const auto answer = the.commit(commit);
            ASSERT_FALSE(answer) << to_word(closed) << " became " << to_word(opened);
            EXPECT_EQ(answer.error().kind, Kind::conflict);
        }
}

TEST_P(StoreConformance, AVoidIntentMayTurnOutToBeConfirmed) {
    Job job = plain_job(1);
    job.intents = {plain_intent("AAAA")};
    job.intents[0].status = IntentStatus::voided;
    ASSERT_TRUE(the.commit(first_commit(job)));
    Commit commit = next_commit(job);
    commit.job.intents[0].status = IntentStatus::confirmed;
    EXPECT_TRUE(the.commit(commit));
}

TEST_P(StoreConformance, AnIntentIsNeverForgotten) {
    Job job = plain_job(1);
    job.intents = {plain_intent("AAAA"), plain_intent("BBBB")};
    ASSERT_TRUE(the.commit(first_commit(job)));
    Commit commit = next_commit(job);
    commit.job.intents.pop_back();
    const auto answer = the.commit(commit);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::conflict);
    expect_stored(job);
}

TEST_P(StoreConformance, KnownFineTunesAreThoseThatAJobHas) {
    Job bought = plain_job(1), watched = plain_job(2);
    bought.intents = {plain_intent("AAAA"), plain_intent("BBBB")};
    bought.intents[0].status = IntentStatus::confirmed;
    bought.intents[0].remote_id = "ft_bought";
    bought.intents[1].kind = IntentKind::dataset;
    bought.intents[1].remote_id = "ds_1";
    watched.state = Completed{"ft_watched", {}};
    ASSERT_TRUE(the.commit(first_commit(bought)));
    ASSERT_TRUE(the.commit(first_commit(watched)));
    const std::vector<std::string> asked{"ft_unknown", "ft_watched", "ds_1", "", "ft_bought"};
    const auto known =
        the.ask<std::vector<std::string>>([&](auto reply) { the.store().known_fine_tunes(asked, reply); });
    ASSERT_TRUE(known);
    EXPECT_EQ(std::set(known->begin(), known->end()), (std::set<std::string>{"ft_watched", "ft_bought"}));
}

// ---- History

TEST_P(StoreConformance, EventsComeBackAsTheyWereWithTheIdsThatTheCommitTold) {
    Chance chance(12);
    Commit commit = first_commit(plain_job(1));
    for (int i = 0; i < 20; ++i) commit.events.push_back(chance.event(commit.job.id));
    const auto ids = the.commit(commit);
    ASSERT_TRUE(ids);
    ASSERT_EQ(ids->size(), commit.events.size());
    for (std::size_t i = 0; i < ids->size(); ++i) commit.events[i].id = (*ids)[i];
    EXPECT_EQ(*the.events({commit.job.id, 0, 100}), commit.events);
}

TEST_P(StoreConformance, EventIdsRiseOverAllJobsAndAreNeverUsedTwice) {
    std::int64_t last = 0;
    for (int number = 1; number < 10; ++number) {
        const auto ids = the.commit(first_commit(plain_job(number)));
        ASSERT_TRUE(ids);
        EXPECT_GT(ids->front(), last);
        last = ids->front();
    }
    ASSERT_TRUE(the.remove(job_id(9), 1));
    the.restart();
    EXPECT_GT(the.commit(first_commit(plain_job(10)))->front(), last);
}

TEST_P(StoreConformance, EventsArePagedOldestFirstForOneJobOrAll) {
    Job one = plain_job(1), two = plain_job(2);
    ASSERT_TRUE(the.commit(first_commit(one)));
    ASSERT_TRUE(the.commit(first_commit(two)));
    for (; one.revision < 6; ++one.revision) ASSERT_TRUE(the.commit(next_commit(one)));
    const auto first = the.events({one.id, 0, 4});
    ASSERT_EQ(first->size(), 4U);
    const auto rest = the.events({one.id, first->back().id, 4});
    ASSERT_EQ(rest->size(), 2U);
    EXPECT_EQ(rest->back().job_id, one.id);
    EXPECT_EQ(the.events({"", 0, 100})->size(), 7U);
    EXPECT_TRUE(the.events({job_id(3), 0, 100})->empty());
}

TEST_P(StoreConformance, AnEventOfAnotherJobIsAConflict) {
    Commit commit = first_commit(plain_job(1));
    commit.events[0].job_id = job_id(2);
    const auto answer = the.commit(commit);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Kind::conflict);
}

// ---- Queries

TEST_P(StoreConformance, ActiveAreTheJobsThatAreNotAtRestOldestFirst) {
    Chance chance(13);
    std::vector<std::string> expected;
    for (int number = 99; number >= 0; --number) {
        const Job job = chance.job(number);
        if (!at_rest(job)) expected.insert(expected.begin(), job.id);
        ASSERT_TRUE(the.commit(first_commit(job)));
    }
    const auto active = the.active();
    ASSERT_TRUE(active);
    EXPECT_TRUE(active->corrupt.empty());
    std::vector<std::string> ids;
    for (const Job& job : active->jobs) ids.push_back(job.id);
    EXPECT_EQ(ids, expected);
    for (const Job& job : active->jobs) EXPECT_EQ(difference(job, *the.load(job.id)), "");
}

TEST_P(StoreConformance, AJobThatComesToRestIsNotActiveAnyMore) {
    Job job = plain_job(1);
    ASSERT_TRUE(the.commit(first_commit(job)));
    Commit commit = next_commit(job);
    commit.job.state = Canceled{};
    ASSERT_TRUE(the.commit(commit));
    EXPECT_TRUE(the.active()->jobs.empty());
}

TEST_P(StoreConformance, JobsAreListedNewestFirstAPageAtATime) {
    for (int number = 0; number < 25; ++number) ASSERT_TRUE(the.commit(first_commit(plain_job(number))));
    const auto first = ids_of({{}, 10, ""});
    ASSERT_EQ(first.size(), 10U);
    EXPECT_EQ(first.front(), job_id(24));
    EXPECT_EQ(ids_of({{}, 10, first.back()}).front(), job_id(14));
    EXPECT_EQ(ids_of({{}, 10, job_id(5)}).size(), 5U);
}

TEST_P(StoreConformance, APageOfSeveralStatesHoldsTheNewestOfThemAll) {
    for (int number = 0; number < 30; ++number) {
        Job job = plain_job(number);
        if (number % 3 == 1) job.state = Canceled{};
        if (number % 3 == 2) job.state = Failed{};
        ASSERT_TRUE(the.commit(first_commit(job)));
    }
    EXPECT_EQ(ids_of({{"draft", "failed"}, 3, ""}), (std::vector{job_id(29), job_id(27), job_id(26)}));
    EXPECT_EQ(ids_of({{"canceled"}, 2, job_id(10)}), (std::vector{job_id(7), job_id(4)}));
    EXPECT_TRUE(ids_of({{"no such state"}, 2, ""}).empty());
}

TEST_P(StoreConformance, PagingSeesEveryJobOnceWhileRowsChange) {
    for (int number = 0; number < 40; ++number) ASSERT_TRUE(the.commit(first_commit(plain_job(number))));
    std::map<std::string, int> seen;
    std::string before;
    for (int page = 0; page < 8; ++page) {
        const auto ids = ids_of({{}, 5, before});
        ASSERT_EQ(ids.size(), 5U);
        for (const std::string& id : ids) ++seen[id];
        before = ids.back();
        ASSERT_TRUE(the.commit(first_commit(plain_job(100 + page))));
        ASSERT_TRUE(the.commit(next_commit(plain_job(page))));
    }
    EXPECT_EQ(seen.size(), 40U);
    for (const auto& [id, times] : seen) EXPECT_EQ(times, 1) << id;
}

TEST_P(StoreConformance, StatesAreCountedThroughEveryChange) {
    Chance chance(17);
    std::map<std::string, std::int64_t> expected;
    for (int number = 0; number < 60; ++number) {
        const Job job = chance.job(number);
        ASSERT_TRUE(the.commit(first_commit(job)));
        Commit moved = next_commit(job);
        moved.job.state = chance.job(0).state;
        const bool moves = number % 2 == 0, goes = number % 5 == 0;
        ASSERT_TRUE(!moves || the.commit(moved).ok());
        ASSERT_TRUE(!goes || the.remove(job.id, moves ? 2 : 1).ok());
        if (!goes) ++expected[state_word(moves ? moved.job.state : job.state)];
    }
    using Counts = std::vector<std::pair<std::string, std::int64_t>>;
    const auto counts = the.ask<Counts>([&](auto reply) { the.store().count_states(reply); });
    ASSERT_TRUE(counts);
    std::map<std::string, std::int64_t> counted(counts->begin(), counts->end());
    std::erase_if(counted, [](const auto& entry) { return entry.second == 0; });
    EXPECT_EQ(counted, expected);
}

// ---- Removal and answers

TEST_P(StoreConformance, ARemovedJobIsGoneWithAllThatWasItsAndNothingElse) {
    Chance chance(19);
    Commit commit = first_commit(plain_job(1));
    commit.job.intents = {plain_intent("AAAA")};
    commit.recordings = {{0, chance.recording()}};
    ASSERT_TRUE(the.commit(commit));
    ASSERT_TRUE(the.commit(first_commit(plain_job(2))));
    EXPECT_EQ(the.remove(job_id(1), 2).error().kind, Kind::conflict);
    ASSERT_TRUE(the.remove(job_id(1), 1));
    EXPECT_EQ(the.load(job_id(1)).error().kind, Kind::not_found);
    EXPECT_EQ(the.recordings(job_id(1)).error().kind, Kind::not_found);
    EXPECT_EQ(the.remove(job_id(1), 1).error().kind, Kind::not_found);
    EXPECT_TRUE(the.events({job_id(1), 0, 100})->empty());
    EXPECT_EQ(the.events({"", 0, 100})->size(), 1U);
    expect_stored(plain_job(2));
}

TEST_P(StoreConformance, AnAnswerIsFoundByItsKeyAndAKeyIsAnsweredOnce) {
    Commit commit = first_commit(plain_job(1));
    commit.idempotent_answer =
        IdempotentAnswer{"POST /v1/jobs k1", "print", job_id(1), 201, Time{seconds{3}}};
    ASSERT_TRUE(the.commit(commit));
    using Found = std::optional<IdempotentAnswer>;
    const auto found =
        the.ask<Found>([&](auto reply) { the.store().find_answer("POST /v1/jobs k1", reply); });
    ASSERT_TRUE(found && *found);
    EXPECT_EQ(**found, *commit.idempotent_answer);
    EXPECT_FALSE(*the.ask<Found>([&](auto reply) { the.store().find_answer("another", reply); }));
    Commit again = first_commit(plain_job(2));
    again.idempotent_answer = commit.idempotent_answer;
    EXPECT_EQ(the.commit(again).error().kind, Kind::conflict);
    EXPECT_EQ(the.load(job_id(2)).error().kind, Kind::not_found);
}

}  // namespace understudy::testing
