// Streams of events from the API behind a real server.
#include <algorithm>

#include "caller.hpp"
#include "listener.hpp"

namespace understudy::test {
namespace {

class Streams : public ApiTest {
  protected:
    explicit Streams(std::chrono::milliseconds limit = std::chrono::hours{1}) : patience(limit) {}

    const std::chrono::milliseconds patience;  ///< with who takes nothing
    api::Api api{desk, rules};
    net::HttpServer server{io.get_executor(),
                           {net::ListenOn{.address = "127.0.0.1"}},
                           {.body_progress = patience},
                           [this](net::ServerExchange& exchange) { return api.answer(exchange); }};
    const std::string of_the_job = "/v1/jobs/" + some_id + "/events";

    void SetUp() override { ASSERT_TRUE(server.start().ok()); }
    void TearDown() override {
        api.end_streams();
        net::run(io, server.stop(std::chrono::milliseconds{5'000}));
    }
    std::unique_ptr<Listener> listener(const std::string& target, const std::string& more = "",
                                       const std::string& method = "GET") {
        return std::make_unique<Listener>(io, server.bound().at(0).port, target, token, more, method);
    }
    std::unique_ptr<Listener> listening(const std::string& target, const std::string& more = "") {
        auto made = listener(target, more);
        made->listen();
        return made;
    }
    void happen(int times = 1, const std::string& cause = "because") {
        for (; times > 0; --times) {
            const std::int64_t id = desk.history.empty() ? 1 : desk.history.back().id + 1;
            desk.history.push_back({id, some_id, Time{}, "held", "training", 1, cause, {}});
        }
        desk.tell(Change::What::history, some_id);
    }
    template <class Fact>
    void until(Fact fact) {
        net::run_until(io, fact);
    }
};

TEST_F(Streams, AJobsBeginsWithItsFirstEventAndGoesOn) {
    happen(2);
    const auto client = listening(of_the_job);
    until([&] { return client->has("id: 2\n"); });
    EXPECT_TRUE(client->has("Content-Type: text/event-stream\r\n"));
    EXPECT_TRUE(client->has("retry: 2000\n"));
    happen();
    until([&] { return client->has("id: 3\nevent: held\ndata: {\"id\":3,"); });
    EXPECT_EQ(client->ids(), (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(desk.event_query.job_id, "") << "what is new is read once for all";
}

TEST_F(Streams, OfAllJobsBeginsNowOrBehindTheLastEventId) {
    happen(5);
    const auto now = listening("/v1/events"), earlier = listening("/v1/events", "Last-Event-ID: 3\r\n");
    until([&] { return now->has(": after 5\n") && earlier->has("id: 5\n"); });
    happen();
    until([&] { return now->has("id: 6\n") && earlier->has("id: 6\n"); });
    EXPECT_EQ(now->ids(), (std::vector<std::int64_t>{6}));
    EXPECT_EQ(earlier->ids(), (std::vector<std::int64_t>{4, 5, 6}));
}

TEST_F(Streams, AnIdFromBeforeABackupWasRestoredMissesNothingThatIsNew) {
    happen(2);
    const auto client = listening("/v1/events", "Last-Event-ID: 5000\r\n");
    until([&] { return client->has(": after 2\n"); });
    happen();
    until([&] { return client->has("id: 3\n"); });
}

TEST_F(Streams, ThousandsOfEventsComeOnceAndInOrderToWhoIsFarBehind) {
    constexpr int many = 1'500;
    const auto client = listening("/v1/events", "Last-Event-ID: 0\r\n");
    until([&] { return client->has(": after 0\n"); });
    for (int i = 0; i < many / 100; ++i) happen(100, std::string(2'000, 'x'));
    until([&] { return client->has("id: " + std::to_string(many) + "\n"); });
    const auto ids = client->ids();
    ASSERT_EQ(ids.size(), many);
    for (std::size_t i = 0; i < ids.size(); ++i) ASSERT_EQ(ids[i], static_cast<std::int64_t>(i + 1));
}

class ImpatientStreams : public Streams {
  protected:
    ImpatientStreams() : Streams(std::chrono::milliseconds{50}) {}
};

TEST_F(ImpatientStreams, WhoTakesNothingIsCutOff) {
    const auto client = listener("/v1/events", "Last-Event-ID: 0\r\n");
    happen(20'000, std::string(1'000, 'x'));
    until([&] { return server.stats().open == 1; });
    until([&] { return server.stats().open == 0; });
}

TEST_F(Streams, TheDaemonsStopEndsThemAtOnceAlsoWhoTakesNothing) {
    happen(20'000, std::string(1'000, 'x'));
    const auto client = listening("/v1/events"), stuck = listener("/v1/events", "Last-Event-ID: 0\r\n");
    until([&] { return server.stats().open == 2 && client->has(": after 20000\n"); });
    while (io.poll_one() > 0) {
    }  // until the stuck one waits for room
    api.end_streams();
    net::run(io, server.stop(std::chrono::hours{1}));  // as long as that for whom it waits
    until([&] { return client->ended(); });
    EXPECT_TRUE(client->said().ends_with("\r\n0\r\n\r\n")) << "no end in good order";
}

TEST_F(Streams, ALastEventIdThatIsNoneIsRefused) {
    for (const char* id : {"x", "-1", "", "1e3", "1 ", "99999999999999999999"})
        expect_problem(
            call("GET", "/v1/events", "", {{"Accept", "text/event-stream"}, {"Last-Event-ID", id}}), 400,
            "invalid-header", "Last-Event-ID");
    expect_problem(call("GET", "/v1/events?limit=3", "", {{"Accept", "text/event-stream"}}), 400,
                   "invalid-parameter", "?limit");
    desk.refusal = Problem{404, "job-not-found", "No such job", "There is none.", ""};
    expect_problem(call("GET", of_the_job, "", {{"Accept", "text/event-stream"}}), 404, "job-not-found");
}

TEST_F(Streams, AJobThatIsRemovedEndsItsOwnAndNoOther) {
    happen();
    const auto its_own = listening(of_the_job), of_all = listening("/v1/events");
    until([&] { return its_own->has("id: 1\n") && of_all->has(": after"); });
    desk.tell(Change::What::removed, some_id);
    until([&] { return its_own->has("\r\n0\r\n\r\n"); });
    happen();
    until([&] { return of_all->has("id: 2\n"); });
    EXPECT_FALSE(its_own->has("id: 2\n"));
}

TEST_F(Streams, ProgressComesAtOnceAndWhenItIsAnotherOne) {
    desk.at_work = {{some_id, "uploading", {4, 4, 1, 400, 100, 0}, 7}};
    const auto client = listening(of_the_job), of_all = listening("/v1/events");
    const auto both_have = [&](const std::string& words) { return client->has(words) && of_all->has(words); };
    until([&] { return both_have("event: progress\n") && both_have("\"bytes_sent\":107"); });
    for (desk.at_work[0].bytes_in_flight = 8; desk.at_work[0].bytes_in_flight < 50;
         ++desk.at_work[0].bytes_in_flight)
        desk.tell(Change::What::progress, some_id);
    until([&] { return both_have("\"bytes_sent\":150"); });
    EXPECT_FALSE(client->has("\"bytes_sent\":120"));
}

TEST_F(Streams, NoMoreThan128AreOpenAndOtherCallsAreServedMeanwhile) {
    std::vector<std::unique_ptr<Listener>> all;
    for (int i = 0; i < 128; ++i) all.push_back(listening("/v1/events"));
    until([&] {
        return std::all_of(all.begin(), all.end(), [](const auto& one) { return one->has(": after"); });
    });
    const auto one_more = listening("/v1/events");
    until([&] { return one_more->has("/problems/too-many-streams"); });
    EXPECT_TRUE(one_more->has("HTTP/1.1 503"));
    const auto other = listening("/v1/jobs");
    until([&] { return other->has("next_cursor"); });
    other->leave();
    all.pop_back();  // who leaves makes room at once
    one_more->leave();
    until([&] { return server.stats().open == 127; });
    const auto fits = listening("/v1/events");
    until([&] { return fits->has(": after"); });
}

TEST_F(Streams, NothingIsWatchedWhenTheLastOneHasLeft) {
    const auto client = listening("/v1/events");
    until([&] { return client->has(": after"); });
    EXPECT_FALSE(desk.watching.expired());
    client->leave();
    until([&] { return server.stats().open == 0; });
    while (!desk.watching.expired() && io.poll_one() > 0) {
    }
    EXPECT_TRUE(desk.watching.expired());
}

TEST_F(Streams, AHeadEndsAndSaysWhatWouldCome) {
    const auto client = listener("/v1/events", "Connection: close\r\n", "HEAD");
    client->listen();
    until([&] { return client->ended(); });
    EXPECT_TRUE(client->has("Content-Type: text/event-stream\r\n"));
    EXPECT_TRUE(client->said().ends_with("\r\n\r\n")) << "a body";
}

}  // namespace
}  // namespace understudy::test
