// What the emulator does on the wire: uploads as they stream, and every kind of fault.
#include "tests/emulator/wire.hpp"

#include <gtest/gtest.h>

#include "emulator/control_json.hpp"
#include "emulator/emulator_thread.hpp"

namespace understudy::emulator::testing {
namespace {

struct OnTheWire : ::testing::Test {
    std::unique_ptr<EmulatorThread> emulator = std::make_unique<EmulatorThread>(EmulatorOptions{});
    std::string dataset;

    void SetUp() override {
        emulator->with([this](Emulator& e) {
            e.state().clock.freeze();
            auto& cloud = e.state().accounts.main();
            dataset = cloud.create_dataset({"set", ""}, e.state().clock.now())->id;
            (void)cloud.add_file(dataset, {"a.wav", 1, ""}, e.state().clock.now());
        });
    }
    void script(const char* rule) {
        emulator->with([&](Emulator& e) { e.state().faults.add(*fault_rule_from(Json::parse(rule))); });
    }
    std::size_t purchases() {
        std::size_t count = 0;
        emulator->with([&](Emulator& e) {
            count = e.state().accounts.main().bill(e.state().clock.now()).purchases.size();
        });
        return count;
    }
    std::vector<StoredFile> files() {
        std::vector<StoredFile> stored;
        emulator->with([&](Emulator& e) { stored = e.state().accounts.main().stored_files(); });
        return stored;
    }
    /// Asks the emulator again and again until it is so.
    void wait_for(const std::function<bool(EmulatorState&)>& fact) {
        for (bool holds = false; !holds;) emulator->with([&](Emulator& e) { holds = fact(e.state()); });
    }

    static std::string head(const std::string& line, std::size_t length, const std::string& more = "") {
        return line + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk_car_emulator\r\n" +
               "Cartesia-Version: 2026-03-01\r\nConnection: close\r\nContent-Length: " +
               std::to_string(length) + "\r\n" + more + "\r\n";
    }
    std::string purchase() const {
        const std::string body =
            R"({"name":"A","description":"[mark] d","language":"en","model_id":"sonic-3-2026-01-12","dataset":")" +
            dataset + "\"}";
        return head("POST /fine-tunes", body.size()) + body;
    }
    static std::string form(const std::string& content) {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.wav\"\r\n\r\n" + content +
               "\r\n--b--\r\n";
    }
    std::string upload_head(std::size_t length, const std::string& more = "") const {
        return head("POST /datasets/" + dataset + "/files", length,
                    "Content-Type: multipart/form-data; boundary=b\r\n" + more);
    }
    std::string answer_to(const std::string& request) {
        Wire wire(emulator->url());
        wire.send(request);
        return wire.read_to_the_end();
    }
};

bool begins(const std::string& text, const std::string& with) { return text.substr(0, with.size()) == with; }

TEST_F(OnTheWire, APurchaseIsAnsweredWithItsObject) {
    const auto answer = answer_to(purchase());
    EXPECT_TRUE(begins(answer, "HTTP/1.1 200")) << answer;
    EXPECT_NE(answer.find("\"description\":\"[mark] d\""), std::string::npos);
    EXPECT_EQ(purchases(), 1u);
}

TEST_F(OnTheWire, AnAnswerLostAfterTheCommitIsAResetAndAPurchase) {
    script(
        R"({"match": {"method": "POST", "path": "/fine-tunes"}, "fault": {"kind": "reset", "at": "commit"}})");
    Wire wire(emulator->url());
    wire.send(purchase());
    EXPECT_EQ(wire.read_to_the_end(), "");
    EXPECT_TRUE(wire.was_reset());
    EXPECT_EQ(purchases(), 1u);
}

TEST_F(OnTheWire, AResetBeforeTheCommitBuysNothing) {
    for (const char* at : {"start", "read"}) {
        script((R"({"fault": {"kind": "reset", "at": ")" + std::string(at) + "\"}}").c_str());
        Wire wire(emulator->url());
        wire.send(purchase());
        EXPECT_EQ(wire.read_to_the_end(), "") << at;
        EXPECT_TRUE(wire.was_reset()) << at;
    }
    EXPECT_EQ(purchases(), 0u);
}

TEST_F(OnTheWire, AResetInTheMiddleOfTheAnswerLeavesHalfOfIt) {
    script(R"({"fault": {"kind": "reset", "at": "answer"}})");
    const auto answer = answer_to(purchase());
    EXPECT_EQ(answer.find("\"status\""), std::string::npos);
    EXPECT_EQ(purchases(), 1u);
}

TEST_F(OnTheWire, AConnectionCanEndInGoodOrderWithoutAnAnswer) {
    script(R"({"fault": {"kind": "close", "at": "commit"}})");
    Wire wire(emulator->url());
    wire.send(purchase());
    EXPECT_EQ(wire.read_to_the_end(), "");
    EXPECT_FALSE(wire.was_reset());
    script(R"({"fault": {"kind": "close", "at": "answer"}})");
    const auto half = answer_to(purchase());
    EXPECT_TRUE(begins(half, "HTTP/1.1 200"));
    EXPECT_NE(half.back(), '}');
    EXPECT_EQ(purchases(), 2u);
}

TEST_F(OnTheWire, AResetInTheMiddleOfAnUploadStoresNothing) {
    script(
        R"({"match": {"path": "/datasets/*/files"}, "fault": {"kind": "reset", "at": "body", "after_bytes": 100000}})");
    const std::string body = form(std::string(1'000'000, 'x'));
    Wire wire(emulator->url());
    wire.send(upload_head(body.size()) + body);
    wire.read_to_the_end();
    EXPECT_TRUE(wire.was_reset());
    EXPECT_EQ(files().size(), 1u);
}

TEST_F(OnTheWire, AnAnswerCanComeInTheMiddleOfAnUpload) {
    script(
        R"({"match": {"path": "/datasets/*/files"}, "fault": {"kind": "status", "status": 413, "at": "body",
        "after_bytes": 1000, "error_code": "file_too_large"}})");
    const std::string body = form(std::string(1'000'000, 'x'));
    Wire wire(emulator->url());
    wire.send(upload_head(body.size()) + body.substr(0, 2000));  // the rest is never sent
    const auto answer = wire.read_until("file_too_large");
    EXPECT_TRUE(begins(answer, "HTTP/1.1 413")) << answer;
    EXPECT_EQ(files().size(), 1u);
}

TEST_F(OnTheWire, AFileOverTheLimitIsRefusedBeforeItHasComeWhole) {
    emulator->with([](Emulator& e) { e.state().accounts.main().settings().max_file_bytes = 1000; });
    Wire wire(emulator->url());
    wire.send(upload_head(1'000'000'000) + form(std::string(100'000, 'x')).substr(0, 90'000));
    EXPECT_TRUE(begins(wire.read_until("file_too_large"), "HTTP/1.1 413"));
}

TEST_F(OnTheWire, A429CarriesItsRetryAfter) {
    script(
        R"({"fault": {"kind": "status", "status": 429, "retry_after": 7, "error_code": "concurrency_limited"}})");
    const auto answer = answer_to(purchase());
    EXPECT_TRUE(begins(answer, "HTTP/1.1 429")) << answer;
    EXPECT_NE(answer.find("Retry-After: 7\r\n"), std::string::npos);
    EXPECT_NE(answer.find("\"error_code\":\"concurrency_limited\""), std::string::npos);
    EXPECT_EQ(purchases(), 0u);
}

TEST_F(OnTheWire, BodiesCanBeGarbageTruncatedHtmlWrappedOrEmpty) {
    auto answer_with = [&](const std::string& kind) {
        script(("{\"fault\": {\"kind\": \"" + kind + "\"}}").c_str());
        return answer_to(purchase());
    };
    EXPECT_EQ(answer_with("garbage").find("\"status\""), std::string::npos);
    const auto truncated = answer_with("truncated");
    EXPECT_TRUE(begins(truncated, "HTTP/1.1 200"));
    EXPECT_NE(truncated.back(), '}');
    EXPECT_TRUE(begins(answer_with("empty"), "HTTP/1.1 200"));
    EXPECT_EQ(purchases(), 3u) << "these three come after the commit";
    const auto html = answer_with("html");
    EXPECT_TRUE(begins(html, "HTTP/1.1 502"));
    EXPECT_NE(html.find("text/html"), std::string::npos);
    EXPECT_NE(answer_with("wrapped").find("{\"error\":{"), std::string::npos);
    EXPECT_EQ(purchases(), 3u) << "and these two before it";
}

TEST_F(OnTheWire, AHangLastsUntilTheEmulatorStops) {
    script(R"({"fault": {"kind": "hang", "at": "commit"}})");
    Wire wire(emulator->url());
    wire.send(purchase());
    wait_for([](EmulatorState& state) {
        return !state.accounts.main().bill(state.clock.now()).purchases.empty();
    });
    emulator.reset();
    EXPECT_EQ(wire.read_to_the_end(), "");
}

TEST_F(OnTheWire, ACommitCanLandLongAfterItsAnswerWasLost) {
    script(R"({"fault": {"kind": "reset", "at": "commit", "commit_after": "20m"}})");
    answer_to(purchase());
    auto listed = [&] { return answer_to(head("GET /fine-tunes", 0)).find("[mark]") != std::string::npos; };
    EXPECT_FALSE(listed());
    emulator->with([](Emulator& e) { e.state().clock.advance(std::chrono::minutes(20)); });
    EXPECT_TRUE(listed());
}

TEST_F(OnTheWire, ASlowAnswerArrivesWhole) {
    script(
        R"({"fault": {"kind": "slow", "answer_bytes_per_second": 100000, "body_bytes_per_second": 100000}})");
    const auto answer = answer_to(purchase());
    EXPECT_TRUE(begins(answer, "HTTP/1.1 200"));
    EXPECT_EQ(answer.back(), '}');
}

TEST_F(OnTheWire, AClientThatExpects100GetsIt) {
    const std::string body = form("abc");
    Wire wire(emulator->url());
    wire.send(upload_head(body.size(), "Expect: 100-continue\r\n"));
    EXPECT_TRUE(begins(wire.read_until("\r\n\r\n"), "HTTP/1.1 100"));
    wire.send(body);
    EXPECT_NE(wire.read_to_the_end().find("HTTP/1.1 204"), std::string::npos);
    EXPECT_EQ(files().back().file.size, 3u);
}

TEST_F(OnTheWire, ABadKeyIsToldBeforeTheBodyHasCome) {
    Wire wire(emulator->url());
    wire.send("POST /datasets/" + dataset + "/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wrong\r\n" +
              "Content-Length: 1000000000\r\n\r\nsome of it");
    EXPECT_TRUE(begins(wire.read_until("\r\n\r\n"), "HTTP/1.1 401"));
}

TEST_F(OnTheWire, UploadsKeepSizeAndDigestAndNothingElse) {
    const std::string content(20'000'000, 'y');
    Sha256 digest;
    digest.add(content);
    const std::string body = form(content);
    EXPECT_TRUE(begins(answer_to(upload_head(body.size()) + body), "HTTP/1.1 204"));
    EXPECT_EQ(files().back().file.size, content.size());
    EXPECT_EQ(files().back().file.sha256, digest.hex());
}

TEST_F(OnTheWire, OneCanWaitForWhatIsToCome) {
    const std::string wish = R"({"match": {"method": "POST", "path": "/datasets/*/files"}, "answered": 1})";
    Wire waiting(emulator->url());
    waiting.send(head("POST /_emulator/await", wish.size()) + wish);
    const std::string body = form("abc");
    answer_to(upload_head(body.size()) + body);
    EXPECT_TRUE(begins(waiting.read_to_the_end(), "HTTP/1.1 204"));
    const std::string vain = R"({"requests": 99, "timeout": "10ms"})";
    EXPECT_TRUE(begins(answer_to(head("POST /_emulator/await", vain.size()) + vain), "HTTP/1.1 408"));
    EXPECT_TRUE(begins(answer_to(head("POST /_emulator/await", 2) + "[]"), "HTTP/1.1 400"));
}

TEST_F(OnTheWire, RequestsAreCountedByEndpoint) {
    answer_to(purchase());
    answer_to(head("GET /fine-tunes/nothing", 0));
    wait_for([](EmulatorState& state) {
        const auto& counts = state.log.by_endpoint();
        return counts.count("POST /fine-tunes") == 1 &&
               counts.at("POST /fine-tunes").by_status.count(200) == 1 &&
               counts.at("GET /fine-tunes/{}").by_status.count(404) == 1;
    });
    const auto report = answer_to(head("GET /_emulator/requests", 0));
    EXPECT_NE(report.find("\"connections_accepted\":3"), std::string::npos) << report;
}

}  // namespace
}  // namespace understudy::emulator::testing
