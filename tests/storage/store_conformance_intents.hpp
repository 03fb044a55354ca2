// What every store promises of intents.
#pragma once

#include "tests/storage/store_conformance_fixture.hpp"

namespace understudy::testing {

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

}  // namespace understudy::testing
