// A job's recording, as a player asks for it.
#include "caller.hpp"
#include "daemon/api/byte_range.hpp"
#include "fake_browser.hpp"

namespace understudy::test {
namespace {

using api::ByteRange;

constexpr std::size_t size = 600u << 10;

class RecordingCalls : public ApiTest {
  protected:
    FakeBrowser browser{io};
    std::string sound = std::string(size, 'x');
    FakeExchange exchange;

    RecordingCalls() {
        lasting.emplace(desk, rules, api::Lent{.browser = &browser});
        for (std::size_t at = 0; at < size; ++at) sound[at] = static_cast<char>('a' + at % 23);
        browser.files["/srv/a.wav"] = sound;
        Recording recording;
        recording.file = {"/srv/a.wav", "a.wav", {.size = size}};
        desk.report.recordings = {recording, recording};
        desk.report.recordings[1].file.path = "";  // one of a dataset in the cloud
    }
    net::Response hear(net::Headers headers = {}, const std::string& position = "0",
                       const std::string& method = "GET") {
        exchange.head = {method,
                         "/v1/jobs/" + some_id + "/recordings/" + position + "/audio",
                         {{"Host", "localhost"}, {"Authorization", "Bearer " + token}},
                         ""};
        for (const auto& [name, value] : headers) exchange.head.headers.set(name, value);
        exchange.body = "";
        return answer_to(exchange);
    }
};

TEST_F(RecordingCalls, GiveItWholeInPieces) {
    const auto whole = hear();
    EXPECT_EQ(whole.status, 200);
    EXPECT_EQ(whole.headers.find("Content-Type"), "audio/wav");
    EXPECT_EQ(whole.headers.find("Accept-Ranges"), "bytes");
    EXPECT_EQ(whole.headers.find("Content-Length"), std::to_string(size));
    EXPECT_EQ(whole.body, sound);
    EXPECT_LE(browser.most_asked_for, 256u << 10);
    EXPECT_TRUE(exchange.finished);
}

TEST_F(RecordingCalls, GiveTheRangeThatIsAskedFor) {
    const auto part = hear({{"Range", "bytes=100-199"}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.headers.find("Content-Range"), "bytes 100-199/" + std::to_string(size));
    EXPECT_EQ(part.headers.find("Content-Length"), "100");
    EXPECT_EQ(part.body, sound.substr(100, 100));
    EXPECT_EQ(hear({{"Range", "bytes=" + std::to_string(300u << 10) + "-"}}).body, sound.substr(300u << 10));
    EXPECT_EQ(hear({{"Range", "bytes=-7"}}).body, sound.substr(size - 7));
    EXPECT_EQ(hear({{"Range", "bytes=0-1,5-6"}}).status, 200);
    EXPECT_EQ(hear({{"Range", "bytes=0-1"}, {"If-Range", "\"x\""}}).status, 200);
}

TEST_F(RecordingCalls, RefuseARangeBehindTheEnd) {
    const auto refused = hear({{"Range", "bytes=" + std::to_string(size) + "-"}});
    expect_problem(refused, 416, "range-not-satisfiable", "Range");
    EXPECT_EQ(refused.headers.find("Content-Range"), "bytes */" + std::to_string(size));
}

TEST_F(RecordingCalls, GiveNothingToHeadButTheHead) {
    const auto head = hear({}, "0", "HEAD");
    EXPECT_EQ(head.status, 200);
    EXPECT_TRUE(head.body.empty());
    EXPECT_EQ(head.headers.find("Content-Length"), std::to_string(size));
}

TEST_F(RecordingCalls, KnowNoOtherRecordings) {
    for (const char* position : {"1", "2", "-1", "x", "0x", "99999999999999999999999"})
        expect_problem(hear({}, position), 404, "not-found");
}

TEST_F(RecordingCalls, SayWhatTheDiskSays) {
    browser.refusal = {409, "recording-changed", "Changed", "It has another size.", ""};
    browser.reads_until_refused = 0;
    expect_problem(hear(), 409, "recording-changed");
    EXPECT_FALSE(exchange.finished);
}

TEST_F(RecordingCalls, BreakOffWhereTheDiskDoes) {
    browser.refusal = {503, "disk-silent", "Silent", "It does not answer.", ""};
    browser.reads_until_refused = 1;
    EXPECT_EQ(hear().body.size(), 256u << 10);
    EXPECT_FALSE(exchange.finished) << "the connection is cut: what came is shorter than was said";
}

TEST_F(RecordingCalls, ReadNoFurtherThanTheListenerDoes) {
    browser.files["/srv/a.wav"] = sound;
    exchange.pieces_taken = 1;
    EXPECT_EQ(hear().body.size(), 256u << 10);
    EXPECT_FALSE(exchange.finished);
}

TEST(AByteRange, IsReadAsTheStandardSays) {
    const auto part = [](std::uint64_t begin, std::uint64_t end) {
        return ByteRange{ByteRange::Kind::part, begin, end};
    };
    const ByteRange whole{ByteRange::Kind::whole, 0, 10}, none{ByteRange::Kind::unsatisfiable, 0, 0};
    const std::vector<std::pair<const char*, ByteRange>> table{{"bytes=0-", part(0, 10)},
                                                               {"bytes=0-0", part(0, 1)},
                                                               {"bytes=9-9", part(9, 10)},
                                                               {"bytes=3-99", part(3, 10)},
                                                               {"bytes=-3", part(7, 10)},
                                                               {"bytes=-99", part(0, 10)},
                                                               {"bytes=10-", none},
                                                               {"bytes=-0", none},
                                                               {"bytes=11-12", none},
                                                               {"bytes=99999999999999999999-", none},
                                                               {"", whole},
                                                               {"bytes=", whole},
                                                               {"bytes=-", whole},
                                                               {"bytes=5-3", whole},
                                                               {"bytes=a-b", whole},
                                                               {"bytes=1-2,4-5", whole},
                                                               {"bytes=--1", whole},
                                                               {"lines=0-1", whole},
                                                               {"bytes=+1-2", whole},
                                                               {"bytes=0-99999999999999999999", part(0, 10)}};
    for (const auto& [field, range] : table) EXPECT_EQ(api::read_range(field, 10), range) << field;
    EXPECT_EQ(api::read_range("bytes=0-", 0), none) << "of nothing";
}

}  // namespace
}  // namespace understudy::test
