// /v1/webhooks over a desk of webhooks that answers as the test says.
#include "caller.hpp"
#include "daemon/api/webhook_views.hpp"

namespace understudy::test {
namespace {

class FakeWebhooks : public WebhookDesk {
  public:
    explicit FakeWebhooks(boost::asio::io_context& io) : io_(io) {}

    std::vector<WebhookView> views;
    std::vector<WebhookMessage> queued;
    std::optional<Problem> problem;
    WebhookMessageQuery query;
    std::string named, message_id = "nobody asked";

    void webhooks(Answer<std::vector<WebhookView>> answer) override { give(std::move(answer), views); }
    void messages(WebhookMessageQuery wanted, Answer<std::vector<WebhookMessage>> answer) override {
        query = std::move(wanted);
        give(std::move(answer), queued);
    }
    void test(std::string webhook, Answer<WebhookMessage> answer) override {
        named = std::move(webhook);
        give(std::move(answer), WebhookMessage{0, named, "msg_test_1", 0, "", "webhook.test", "{}"});
    }
    void resend(std::string webhook, std::string id, Answer<std::int64_t> answer) override {
        named = std::move(webhook);
        message_id = std::move(id);
        give(std::move(answer), std::int64_t{3});
    }

  private:
    template <class T>
    void give(Answer<T> answer, T value) {
        boost::asio::post(io_, [answer = std::move(answer), value = std::move(value), why = problem] {
            if (why) return answer(failure(*why));
            answer(value);
        });
    }
    boost::asio::io_context& io_;
};

class Webhooks : public ApiTest {
  protected:
    FakeWebhooks webhooks{io};
    Webhooks() { lasting.emplace(desk, rules, api::Lent{.webhooks = &webhooks}); }

    static WebhookMessage message(std::int64_t id) {
        WebhookMessage message{id, "studio", "msg_x_" + std::to_string(id), id, some_id, "job.held", "{}"};
        message.tries = 2;
        message.last_outcome = "HTTP 500";
        return message;
    }
};

TEST_F(Webhooks, AreShownAsTheyStand) {
    WebhookView view{"studio", "https://a/hook", {"job.*"}, "", {}};
    view.standing.waiting = 2;
    view.standing.last_trouble_at = Time{seconds{5}};
    view.standing.last_trouble = "HTTP 500";
    webhooks.views = {view};
    const auto answer = call("GET", "/v1/webhooks");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(json(answer)["data"][0], Json::parse(R"({"name":"studio","url":"https://a/hook",
        "events":["job.*"],"unready":null,"gone":false,"waiting":2,"failed":0,"last_success":null,
        "last_trouble":{"at":"1970-01-01T00:00:05.000000Z","words":"HTTP 500"},"next_try":null,
        "orphaned_at":null})"));
}

TEST_F(Webhooks, AreNoneInADaemonWithoutThem) {
    lasting.emplace(desk, rules);
    EXPECT_EQ(json(call("GET", "/v1/webhooks"))["data"], Json::array());
    expect_problem(call("GET", "/v1/webhooks/a/messages"), 404, "webhook-not-found");
    expect_problem(call("POST", "/v1/webhooks/a/test"), 404, "webhook-not-found");
    expect_problem(call("POST", "/v1/webhooks/a/resend"), 404, "webhook-not-found");
}

TEST_F(Webhooks, ListTheirMessagesInPages) {
    webhooks.queued = {message(1), message(2), message(3)};
    const Json page = json(call("GET", "/v1/webhooks/studio/messages?status=waiting&limit=2"));
    EXPECT_EQ(webhooks.query.webhook, "studio");
    EXPECT_EQ(webhooks.query.failed, false);
    EXPECT_EQ(webhooks.query.limit, 3U) << "one more tells whether there is a next page";
    ASSERT_EQ(page["data"].size(), 2U);
    EXPECT_EQ(page["data"][1],
              Json::parse(R"({"message_id":"msg_x_2","type":"job.held","job_id":")" + some_id +
                          R"(","event_id":2,"status":"waiting","tries":2,
        "made_at":"1970-01-01T00:00:00.000000Z","next_try":"1970-01-01T00:00:00.000000Z",
        "last_outcome":"HTTP 500"})"));
    const std::string cursor = page["next_cursor"];
    call("GET", "/v1/webhooks/studio/messages?cursor=" + cursor);
    EXPECT_EQ(webhooks.query.after_id, 2);
    expect_problem(call("GET", "/v1/webhooks/other/messages?cursor=" + cursor), 400, "invalid-parameter",
                   "?cursor");
}

TEST_F(Webhooks, CheckWhatIsAskedByName) {
    for (const auto& [query, name] :
         {std::pair{"status=sent", "?status"}, {"limit=0", "?limit"}, {"state=x", "?state"}})
        expect_problem(call("GET", std::string("/v1/webhooks/a/messages?") + query), 400, "invalid-parameter",
                       name);
    expect_problem(call("POST", "/v1/webhooks/a/resend", R"({"message_id":7})"), 422, "invalid-field",
                   "/message_id");
    expect_problem(call("POST", "/v1/webhooks/a/resend", R"({"message_id":""})"), 422, "invalid-field",
                   "/message_id");
    expect_problem(call("POST", "/v1/webhooks/a/resend", R"({"message":"x"})"), 422, "invalid-field",
                   "/message");
}

TEST_F(Webhooks, TestAndResendAreAnsweredWithWhatIsQueued) {
    const auto tested = call("POST", "/v1/webhooks/studio/test");
    EXPECT_EQ(tested.status, 202);
    EXPECT_EQ(json(tested)["message_id"], "msg_test_1");
    EXPECT_EQ(webhooks.named, "studio");
    const auto all = call("POST", "/v1/webhooks/studio/resend");
    EXPECT_EQ(all.status, 202);
    EXPECT_EQ(json(all)["resent"], 3);
    EXPECT_EQ(webhooks.message_id, "");
    call("POST", "/v1/webhooks/studio/resend", R"({"message_id":"msg_x_1"})");
    EXPECT_EQ(webhooks.message_id, "msg_x_1");
    webhooks.problem = Problem{404, "webhook-message-not-found", "There is no such message", "No.", ""};
    expect_problem(call("POST", "/v1/webhooks/studio/resend", R"({"message_id":"msg_x_1"})"), 404,
                   "webhook-message-not-found");
}

TEST_F(Webhooks, SayNothingOfPathsOnThisMachine) {
    Job job;
    job.id = some_id;
    job.spec.paths = {"/srv/planted here/Anna Smith"};
    job.spec.description = "what lies in /srv/said/by-a-person";
    job.error = JobError{"recording-unreadable",
                         "Cannot be read",
                         "/srv/planted here/Anna Smith/take 1.wav: Permission denied",
                         {},
                         "",
                         Time{}};
    job.hold = Hold{HoldReason::paused, Time{}, "see to /mnt/planted/disk"};
    const HistoryEvent event{7,
                             some_id,
                             Time{},
                             "state_changed",
                             "completed",
                             1,
                             "of /srv/planted here/Anna Smith/take 1.wav, and /mnt/planted/b.wav",
                             {{"hot_folder", "/srv/planted here/hot/Anna"}, {"by", "the hot folder"}}};
    const Json body = Json::parse(api::webhook_body("job.completed", Time{}, "studio", &event, &job));
    EXPECT_EQ(body["type"], "job.completed");
    EXPECT_EQ(body["timestamp"], "1970-01-01T00:00:00.000000Z");
    EXPECT_EQ(body["data"]["event"]["id"], 7);
    EXPECT_EQ(body["data"]["job"]["id"], some_id);
    EXPECT_FALSE(body["data"]["job"].contains("recordings"));
    EXPECT_EQ(body.dump().find("planted"), std::string::npos) << body.dump(1);
    EXPECT_EQ(body["data"]["event"]["data"]["hot_folder"], "…/Anna");
    EXPECT_EQ(body["data"]["event"]["cause"], "of …/Anna Smith/take 1.wav, and …/b.wav");
    EXPECT_EQ(body["data"]["job"]["error"]["detail"], "…/Anna Smith/take 1.wav: Permission denied");
    EXPECT_EQ(body["data"]["job"]["description"], "what lies in /srv/said/by-a-person");
    const Json gone = Json::parse(api::webhook_body("job.completed", Time{}, "studio", &event, nullptr));
    EXPECT_EQ(gone["data"]["event"]["data"]["hot_folder"], "…/Anna");
    EXPECT_TRUE(gone["data"]["job"].is_null()) << "its job was deleted meanwhile";
}

}  // namespace
}  // namespace understudy::test
