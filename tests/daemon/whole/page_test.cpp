// The studio's page as a browser meets it: signed in by `understudy open`, over restarts, until the token is
// replaced; and the recordings that it shows and plays.
#include <csignal>
#include <filesystem>
#include <fstream>

#include "studio.hpp"

namespace understudy::test {
namespace {

namespace fs = std::filesystem;

std::string contents_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class ThePage : public Studio {
  protected:
    net::asio::io_context io;
    std::string cookie;

    void SetUp() override {
        Studio::SetUp();
        record("take-1", 2);
        open_cloud();
        write_config();
        open_daemon();
    }
    /// As a browser asks that is on our page: with its cookie, and from its own origin.
    net::Response browse(const std::string& method, const std::string& target, net::Headers more = {},
                         const std::string& body = "") {
        net::ClientOptions options;
        options.origin = *net::parse_origin(daemon_url());
        net::HttpClient client(io.get_executor(), options);
        net::Request request{method, target, {{"Accept-Encoding", "gzip, br"}}, body};
        if (!cookie.empty()) request.headers.set("Cookie", cookie);
        if (method != "GET") request.headers.set("Origin", daemon_url());
        if (!body.empty()) request.headers.set("Content-Type", "application/json");
        for (const auto& [name, value] : more) request.headers.set(name, value);
        auto answer = net::run(io, client.send(std::move(request)));
        EXPECT_TRUE(answer.ok()) << answer.error().what;
        client.close();
        return answer.ok() ? *answer : net::Response{};
    }
    /// The code of the link that `understudy open` prints.
    std::string code() {
        Process open({UNDERSTUDY_CLI, "open", "--print"},
                     {"UNDERSTUDY_URL=" + daemon_url(), "UNDERSTUDY_TOKEN_FILE=" + folder + "/token"});
        EXPECT_EQ(open.wait(), 0) << open.said();
        const std::string link = open.said(), before = daemon_url() + "/#sign-in=";
        EXPECT_TRUE(link.starts_with(before)) << link;
        return link.substr(before.size(), link.find('\n') - before.size());
    }
    int sign_in(const std::string& with) {
        const auto answer = browse("POST", "/v1/session", {}, Json{{"code", with}}.dump());
        const std::string field(answer.headers.find("Set-Cookie").value_or(""));
        if (answer.status == 204) cookie = field.substr(0, field.find(';'));
        return answer.status;
    }
    void restart() {
        daemon->signal(SIGKILL);
        daemon->wait();
        open_daemon();
    }
    void expect_nowhere(const std::string& secret) const {
        EXPECT_EQ(daemon->said().find(secret), std::string::npos) << daemon->said();
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file())
                EXPECT_EQ(contents_of(entry.path()).find(secret), std::string::npos) << entry.path();
    }
};

TEST_F(ThePage, IsSignedInOnceAndStaysSoUntilTheTokenIsReplaced) {
    EXPECT_EQ(browse("GET", "/").status, 200);
    EXPECT_EQ(browse("GET", "/v1/jobs").status, 401);
    const std::string once = code();
    EXPECT_EQ(sign_in(once), 204);
    EXPECT_EQ(sign_in(once), 403) << "a link works once";
    EXPECT_EQ(browse("GET", "/v1/jobs").status, 200);
    const std::string body = R"({"spending_paused":true})";
    EXPECT_EQ(browse("PATCH", "/v1/control", {{"Origin", "http://evil.example"}}, body).status, 403);
    EXPECT_EQ(browse("PATCH", "/v1/control", {}, body).status, 200);
    restart();
    EXPECT_EQ(browse("GET", "/v1/session").status, 200);
    const std::string seal = cookie.substr(cookie.rfind('.') + 1);
    for (const std::string& secret : {once, seal}) expect_nowhere(secret);
    fs::remove(folder + "/token");
    restart();
    EXPECT_EQ(browse("GET", "/v1/session").status, 401);
}

TEST_F(ThePage, ShowsAndPlaysRecordings) {
    ASSERT_EQ(sign_in(code()), 204);
    const Json roots = Json::parse(browse("GET", "/v1/roots").body);
    EXPECT_EQ(roots["data"][0]["path"], recordings) << roots;
    const Json listing = Json::parse(browse("GET", "/v1/roots?path=" + net::percent_encode(recordings)).body);
    ASSERT_EQ(listing["recordings"].size(), 1u) << listing;
    const std::string path = listing["recordings"][0]["path"], bytes = contents_of(path);
    EXPECT_EQ(browse("GET", "/v1/roots?path=/etc").status, 422);
    const std::string audio = "/v1/jobs/" + submit() + "/recordings/0/audio";
    const auto whole = browse("GET", audio);
    EXPECT_EQ(whole.status, 200);
    EXPECT_EQ(whole.headers.find("Content-Type"), "audio/wav");
    EXPECT_EQ(whole.body, bytes);
    EXPECT_EQ(browse("GET", audio, {{"Range", "bytes=44-143"}}).body, bytes.substr(44, 100));
    std::ofstream(path, std::ios::app) << "more";
    EXPECT_EQ(browse("GET", audio).status, 409);
}

}  // namespace
}  // namespace understudy::test
