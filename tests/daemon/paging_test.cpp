#include "caller.hpp"
#include "daemon/api/cursor.hpp"

namespace understudy::test {
namespace {

class Paging : public ApiTest {
  protected:
    /// Newest first, as the store gives them.
    void store(int count) {
        for (int i = count; i > 0; --i) {
            JobView view;
            view.job.id = make_job_id(Time{milliseconds{i}}, 1, 2);
            desk.jobs.push_back(view);
            HistoryEvent event;
            event.id = count - i + 1;
            event.type = "held";
            event.job_id = some_id;
            event.state = "draft";
            desk.history.push_back(event);
        }
    }
    /// Every page's size, following next_cursor.
    std::vector<std::size_t> pages(const std::string& target) {
        std::vector<std::size_t> sizes;
        std::string cursor;
        do {
            const Json page = json(call("GET", target + (cursor.empty() ? "" : "&cursor=" + cursor)));
            sizes.push_back(page["data"].size());
            cursor = page["next_cursor"].is_null() ? "" : page["next_cursor"].get<std::string>();
        } while (!cursor.empty() && sizes.size() < 100);
        return sizes;
    }
};

TEST_F(Paging, EveryJobComesOnceAndTheLastPageHasNoCursor) {
    store(7);
    EXPECT_EQ(pages("/v1/jobs?limit=3"), (std::vector<std::size_t>{3, 3, 1}));
}

TEST_F(Paging, AFullLastPageIsKnownToBeTheLast) {
    store(6);
    EXPECT_EQ(pages("/v1/jobs?limit=3"), (std::vector<std::size_t>{3, 3}));
    EXPECT_EQ(pages("/v1/jobs?limit=6"), (std::vector<std::size_t>{6}));
}

TEST_F(Paging, TheStoresOwnLimitIsNeverPassed) {
    store(1'001);
    EXPECT_EQ(pages("/v1/jobs?limit=1000"), (std::vector<std::size_t>{1'000, 1}));
    EXPECT_LE(desk.job_query.limit, 1'000u);
}

TEST_F(Paging, WhoHasTheListAlreadyIsToldSoUntilAnythingInItIsAnother) {
    store(3);
    std::string tag;
    const auto status = [&](const std::string& target) {
        const auto answer = call("GET", target, "", {{"If-None-Match", tag}});
        tag = answer.headers.find("ETag").value_or("");
        EXPECT_EQ(answer.body.empty(), answer.status == 304);
        return answer.status;
    };
    EXPECT_EQ(status("/v1/jobs?limit=3"), 200);
    EXPECT_EQ(status("/v1/jobs?limit=3"), 304);
    desk.jobs[1].bytes_in_flight = 7;
    EXPECT_EQ(status("/v1/jobs?limit=3"), 200);
    EXPECT_EQ(status("/v1/jobs?limit=3"), 304);
    desk.jobs.push_back(desk.jobs.back());
    desk.jobs.back().job.id = make_job_id(Time{}, 1, 2);
    EXPECT_EQ(status("/v1/jobs?limit=3"), 200) << "there is a next page now";
    desk.jobs.erase(desk.jobs.begin());
    EXPECT_EQ(status("/v1/jobs?limit=3"), 200);
    tag = "W/" + tag;  // as a proxy weakens it
    EXPECT_EQ(status("/v1/jobs?limit=3"), 304);
}

TEST_F(Paging, EventsComeInOrderWithTheirPlace) {
    store(5);
    EXPECT_EQ(pages("/v1/jobs/" + some_id + "/events?limit=2"), (std::vector<std::size_t>{2, 2, 1}));
    EXPECT_EQ(desk.event_query.job_id, some_id);
    EXPECT_EQ(desk.event_query.after_id, 4);
}

TEST_F(Paging, TheNewestEventsAreFoundOverTheGapsThatDeletedJobsLeft) {
    store(3'000);
    for (HistoryEvent& event : desk.history)
        if (event.id > 2'990) event.id += 5'000;
    const auto ids = [&](const std::string& query) {
        std::vector<std::int64_t> found;
        const Json page = json(call("GET", "/v1/events?" + query));
        for (const Json& event : page["data"]) found.push_back(event["id"]);
        EXPECT_EQ(page["next_cursor"], nullptr);
        return found;
    };
    EXPECT_EQ(ids("last=2"), (std::vector<std::int64_t>{7'999, 8'000}));
    const auto twelve = ids("last=12");
    ASSERT_EQ(twelve.size(), 12u);
    EXPECT_EQ(twelve.front(), 2'989);
    EXPECT_EQ(twelve.back(), 8'000);
    desk.history.resize(4);
    EXPECT_EQ(ids("last=9"), (std::vector<std::int64_t>{1, 2, 3, 4}));
    expect_problem(call("GET", "/v1/events?last=9&limit=3"), 400, "invalid-parameter", "?last");
    expect_problem(call("GET", "/v1/events?last=0"), 400, "invalid-parameter", "?last");
}

TEST_F(Paging, AnEventShowsWhatHappenedAndWhy) {
    HistoryEvent event{7, some_id, Time{}, "state_changed", "training", 1, "listed whole", {{"files", "12"}}};
    desk.history = {event};
    const Json page = json(call("GET", "/v1/jobs/" + some_id + "/events"));
    EXPECT_EQ(page["data"][0],
              Json::parse(R"({"id":7,"at":"1970-01-01T00:00:00.000000Z","type":"state_changed",
        "job_id":"job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC","state":"training","attempt":1,"cause":"listed whole",
        "data":{"files":"12"}})"));
    EXPECT_EQ(page["next_cursor"], nullptr);
}

TEST_F(Paging, StatesAreFilteredByTheirWords) {
    call("GET", "/v1/jobs?state=draft,failed");
    EXPECT_EQ(desk.job_query.states, (std::vector<std::string>{"draft", "failed"}));
    const auto response = call("GET", "/v1/jobs?state=trainning");
    expect_problem(response, 400, "invalid-parameter", "?state");
    EXPECT_NE(response.body.find("training"), std::string::npos);
}

TEST_F(Paging, JobsAreFilteredByNameByLabelsAndByWhenTheyWereUpdated) {
    call("GET",
         "/v1/jobs?name=anna&label=room=a&label=take=b%3Dc&updated_since=2026-11-23T06:43:18.25%2B01:00");
    EXPECT_EQ(desk.job_query.name, "anna");
    EXPECT_EQ(desk.job_query.labels, (std::map<std::string, std::string>{{"room", "a"}, {"take", "b=c"}}));
    ASSERT_TRUE(desk.job_query.updated_since);
    EXPECT_EQ(to_rfc3339(*desk.job_query.updated_since), "2026-11-23T05:43:18.250000Z");
    expect_problem(call("GET", "/v1/jobs?label=room"), 400, "invalid-parameter", "?label");
    for (const char* time : {"yesterday", "2026-11-23", "2026-02-30T00:00:00Z", "2026-11-23T05:43:18",
                             "2026-11-23T05:43:18.Z", "2026-11-23T05:43:18Z+", "2026-11-23T25:00:00Z"})
        expect_problem(call("GET", std::string("/v1/jobs?updated_since=") + time), 400, "invalid-parameter",
                       "?updated_since");
}

TEST_F(Paging, ALimitOutOfRangeIsRefused) {
    for (const char* limit : {"0", "-1", "1001", "ten", "", "1e3", "99999999999999999999999", "5%20"})
        expect_problem(call("GET", std::string("/v1/jobs?limit=") + limit), 400, "invalid-parameter",
                       "?limit");
}

TEST_F(Paging, UnknownDoubledAndBrokenParametersAreRefused) {
    expect_problem(call("GET", "/v1/jobs?limt=3"), 400, "invalid-parameter", "?limt");
    expect_problem(call("GET", "/v1/jobs?limit=3&limit=4"), 400, "invalid-parameter", "?limit");
    expect_problem(call("GET", "/v1/jobs?cursor=%zz"), 400, "invalid-parameter", "?");
}

TEST_F(Paging, ACursorIsUrlSafeAndGoodOnlyForItsOwnList) {
    const std::string cursor = api::jobs_cursor(some_id);
    EXPECT_EQ(cursor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    EXPECT_EQ(api::read_jobs_cursor(cursor), some_id);
    EXPECT_FALSE(api::read_events_cursor(some_id, cursor));
    EXPECT_FALSE(api::read_events_cursor("job_01J9ZQ3V5N8RKX4T7M2W6Y0ABD", api::events_cursor(some_id, 3)));
    for (const std::string& forged : {std::string("x"), std::string("%%"), cursor + "A", cursor.substr(1)})
        expect_problem(call("GET", "/v1/jobs?cursor=" + net::percent_encode(forged)), 400,
                       "invalid-parameter", "?cursor");
}

}  // namespace
}  // namespace understudy::test
