// What every store promises of events, lists, counts, removal and answers kept.
#pragma once

#include "tests/storage/store_conformance_fixture.hpp"

namespace understudy::testing {

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

// ---- Controls

TEST_P(StoreConformance, TheSwitchesForAllJobsAreKeptAsTheyWereSetLast) {
    EXPECT_EQ(the.active()->controls, Controls{});
    Controls controls;
    controls.spending = Pause{Time{seconds{7}}, "the budget\n\"is spent\"", "user 7"};
    controls.bandwidth_limit = 0;
    ASSERT_TRUE(the.keep(controls));
    controls.uploading = Pause{Time{seconds{9}}, "", ""};
    ASSERT_TRUE(the.keep(controls));
    the.restart();
    EXPECT_EQ(the.active()->controls, controls);
    ASSERT_TRUE(the.keep({}));
    EXPECT_EQ(the.active()->controls, Controls{});
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

TEST_P(StoreConformance, JobsAreListedByNameByLabelsAndByWhenTheyWereUpdated) {
    const char* const names[] = {"Anna", "Joanna", "Bert", "100%"};
    for (int number = 0; number < 4; ++number) {
        Job job = plain_job(number);
        job.spec.name = names[number];
        job.spec.labels = {{"room", number < 2 ? "a" : "b"}, {"n.o", std::to_string(number)}};
        job.updated_at = Time{seconds{number}};
        ASSERT_TRUE(the.commit(first_commit(job)));
    }
    const auto named = [&](const char* name) { return ids_of({{}, 9, "", name}); };
    EXPECT_EQ(named("ANNA"), (std::vector{job_id(1), job_id(0)}));
    EXPECT_EQ(named("%"), (std::vector{job_id(3)}));
    EXPECT_EQ(ids_of({{}, 9, "", "", {{"room", "b"}}}), (std::vector{job_id(3), job_id(2)}));
    EXPECT_EQ(ids_of({{}, 9, "", "", {{"room", "b"}, {"n.o", "2"}}}), (std::vector{job_id(2)}));
    EXPECT_TRUE(ids_of({{}, 9, "", "", {{"room", ""}}}).empty());
    EXPECT_EQ(ids_of({{}, 9, "", "", {}, Time{seconds{3}}}), (std::vector{job_id(3)}));
    EXPECT_EQ(ids_of({{"draft"}, 1, job_id(3), "", {{"room", "b"}}, Time{seconds{1}}}),
              (std::vector{job_id(2)}));
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
