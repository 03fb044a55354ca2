#include "caller.hpp"
#include "daemon/api/strict_json.hpp"

namespace understudy::test {
namespace {

class HostileJson : public ApiTest {
  protected:
    net::Response submit(const std::string& body) { return call("POST", "/v1/jobs", body); }
    std::string detail(const net::Response& response) { return json(response)["detail"].get<std::string>(); }
    void TearDown() override { EXPECT_EQ(desk.calls, 0) << "nothing of it may reach the desk"; }
};

TEST_F(HostileJson, BrokenTextIsRefusedWithThePlace) {
    for (const char* body :
         {"{", "{\"name\":}", "nonsense", "{} {}", "{\"a\":1,}", "\xff", "[1e999]", "{'a':1}"})
        expect_problem(submit(body), 400, "malformed-json");
    EXPECT_NE(detail(submit("{\"name\": oops}")).find("column"), std::string::npos);
}

TEST_F(HostileJson, AnEmptyBodyIsRefusedWhereADocumentIsNeeded) {
    expect_problem(submit(""), 400, "malformed-json");
    expect_problem(submit(" \n"), 400, "malformed-json");
}

TEST_F(HostileJson, TextThatIsNotUtf8IsRefused) {
    expect_problem(submit("{\"name\":\"\xc3\x28\"}"), 400, "malformed-json");
    expect_problem(submit("{\"name\":\"\xed\xa0\x80\"}"), 400, "malformed-json");
}

TEST_F(HostileJson, ALoneSurrogateAndUPlus0000AreRefused) {
    expect_problem(submit(R"({"name":"\ud800"})"), 400, "malformed-json");
    expect_problem(submit(R"({"name":"a\u0000b"})"), 400, "malformed-json");
    expect_problem(submit(R"({"a\u0000":1})"), 400, "malformed-json");
}

TEST_F(HostileJson, AMemberThatStandsTwiceIsRefusedByName) {
    const auto response = submit(R"({"name":"Anna","name":"Berta"})");
    expect_problem(response, 400, "malformed-json");
    EXPECT_NE(detail(response).find("\"name\""), std::string::npos);
    expect_problem(submit(R"({"labels":{"a":"1","a":"2"}})"), 400, "malformed-json");
}

TEST_F(HostileJson, NestingIsBounded) {
    EXPECT_TRUE(api::read_strict_json(std::string(32, '[') + std::string(32, ']')).ok());
    EXPECT_FALSE(api::read_strict_json(std::string(33, '[') + std::string(33, ']')).ok());
    expect_problem(submit(std::string(500'000, '[')), 400, "malformed-json");
    std::string objects;
    for (int i = 0; i < 40; ++i) objects += "{\"a\":";
    expect_problem(submit(objects), 400, "malformed-json");
}

TEST_F(HostileJson, AnObjectsMembersAreBounded) {
    std::string wide = "{";
    for (int i = 0; i < 300; ++i) wide += "\"" + std::to_string(i) + "\":0,";
    expect_problem(submit(wide + "\"x\":0}"), 400, "malformed-json");
}

TEST_F(HostileJson, ABodyOverTheLimitIsRefusedUnread) {
    expect_problem(submit("{\"name\":\"" + std::string(api::max_body_bytes, 'x') + "\"}"), 413,
                   "body-too-large");
}

TEST_F(HostileJson, AnUnknownMemberIsRefusedByNameWithTheOneThatWasMeant) {
    const auto response = submit(R"({"nmae":"Anna"})");
    expect_problem(response, 422, "invalid-field", "/nmae");
    EXPECT_NE(detail(response).find("Did you mean \"name\"?"), std::string::npos);
    expect_problem(submit(R"({"a/b~c":1})"), 422, "invalid-field", "/a~1b~0c");
    const auto stranger = submit(R"({"wibble":1})");
    EXPECT_NE(detail(stranger).find("Known: name, language"), std::string::npos);
}

TEST_F(HostileJson, AWrongTypeIsNamedByItsPointer) {
    expect_problem(submit(R"({"name":7})"), 422, "invalid-field", "/name");
    expect_problem(submit(R"({"recordings":"/srv"})"), 422, "invalid-field", "/recordings");
    expect_problem(submit(R"({"recordings":["/srv",{}]})"), 422, "invalid-field", "/recordings/1");
    expect_problem(submit(R"({"start":"yes"})"), 422, "invalid-field", "/start");
    expect_problem(submit(R"({"max_attempts":2.5})"), 422, "invalid-field", "/max_attempts");
    expect_problem(submit(R"({"max_attempts":0})"), 422, "invalid-field", "/max_attempts");
    expect_problem(submit(R"({"max_attempts":99999999999999999999})"), 422, "invalid-field", "/max_attempts");
    expect_problem(submit(R"({"max_attempts":4294967297})"), 422, "invalid-field", "/max_attempts");
    expect_problem(submit(R"({"labels":{"a/b":1}})"), 422, "invalid-field", "/labels/a~1b");
    expect_problem(submit("[]"), 422, "invalid-field");
    expect_problem(submit("null"), 422, "invalid-field");
}

TEST_F(HostileJson, OnlyJsonIsTakenAsJson) {
    const auto labelled = [&](net::Headers headers) {
        return call("POST", "/v1/jobs", R"({"name":"A"})", std::move(headers));
    };
    expect_problem(labelled({{"Content-Type", "text/plain"}}), 415, "unsupported-media-type", "Content-Type");
    expect_problem(labelled({{"Content-Type", "application/x-www-form-urlencoded"}}), 415,
                   "unsupported-media-type", "Content-Type");
    expect_problem(labelled({{"Content-Encoding", "gzip"}}), 415, "unsupported-media-type",
                   "Content-Encoding");
}

TEST_F(HostileJson, ABodyThatDoesNotComeWholeIsRefusedAsTheClientsMistake) {
    FakeExchange exchange;
    exchange.head.method = "POST";
    exchange.head.target = "/v1/jobs";
    exchange.head.headers = {{"Host", "127.0.0.1:7878"}, {"Authorization", "Bearer " + token}};
    expect_problem(answer_to(exchange), 400, "incomplete-body");
}

TEST(JsonLabels, ACharsetDoesNoHarm) {
    // A fixture of its own: this one does reach the desk.
    struct Caller : ApiTest {
        void TestBody() override {
            EXPECT_EQ(
                call("POST", "/v1/jobs", "{}", {{"Content-Type", "Application/JSON ; charset=utf-8"}}).status,
                201);
        }
    };
    Caller().TestBody();
}

}  // namespace
}  // namespace understudy::test
