// The studio's page, as a browser is given it.
#include "daemon/api/page.hpp"

#include "caller.hpp"

namespace understudy::test {
namespace {

class Page : public ApiTest {
  protected:
    /// The contract does not describe the page: what is asked here is not written down for it.
    net::Response get(const std::string& target, net::Headers headers = {},
                      const std::string& method = "GET") {
        FakeExchange exchange;
        exchange.head = {method, target, {{"Host", "127.0.0.1:7878"}}, ""};
        for (const auto& [name, value] : headers) exchange.head.headers.set(name, value);
        exchange.body = "";
        api::Api api(desk, rules);
        net::run(io, api.answer(exchange));
        EXPECT_TRUE(exchange.answered);
        return exchange.answered.value_or(net::Response{});
    }
    static std::string asset() {
        for (const api::PageFile& file : api::page_files())
            if (file.path.starts_with("/assets/")) return std::string(file.path);
        return "";
    }
};

TEST_F(Page, IsOneDocumentAtEachOfItsAddresses) {
    const auto page = get("/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.headers.find("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(page.headers.find("Cache-Control"), "no-cache");
    for (const std::string& address :
         {std::string("/new"), "/jobs/" + some_id, std::string("/datasets"), std::string("/datasets/x%20y"),
          std::string("/ledger?since=1"), std::string("/system"), std::string("/?state=failed")})
        EXPECT_EQ(get(address).body, page.body) << address;
}

TEST_F(Page, NeedsNoTokenButOurHost) {
    EXPECT_EQ(get("/", {{"Host", "evil.example"}}).status, 421);
    EXPECT_EQ(get("/", {{"Origin", "http://evil.example"}}).status, 403);
    EXPECT_EQ(get("/", {{"Cookie", "understudy_session=old"}}).status, 200) << "it says how to sign in";
}

TEST_F(Page, LetsNothingInThatIsNotItsOwn) {
    for (const std::string& path : {std::string("/"), asset()}) {
        const auto response = get(path);
        const auto policy = response.headers.find("Content-Security-Policy").value_or("");
        EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';")) << policy;
        EXPECT_EQ(policy.find("unsafe"), std::string_view::npos);
        EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string_view::npos);
        EXPECT_EQ(response.headers.find("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(response.headers.find("Referrer-Policy"), "no-referrer");
        EXPECT_EQ(response.headers.find("Cross-Origin-Opener-Policy"), "same-origin");
        EXPECT_TRUE(response.headers.find("Permissions-Policy"));
    }
}

TEST_F(Page, ComesInWhatTheBrowserTakes) {
    const auto coding = [&](const char* accepted) {
        const auto response = get("/", {{"Accept-Encoding", accepted}});
        EXPECT_EQ(response.headers.find("Vary"), "Accept-Encoding");
        return std::string(response.headers.find("Content-Encoding").value_or("none"));
    };
    EXPECT_EQ(coding("gzip"), "gzip");
    EXPECT_EQ(coding("GZIP;q=0.5, deflate"), "gzip");
    EXPECT_EQ(coding("gzip;q=0"), "none");
    EXPECT_EQ(coding("gzip;q=0.000, identity"), "none");
    EXPECT_EQ(coding("identity"), "none");
    EXPECT_EQ(coding(""), "none");
    EXPECT_EQ(coding("xgzip, gzipx"), "none");
    const bool brotli = !api::find_page_file("/")->brotli.empty();
    EXPECT_EQ(coding("gzip, deflate, br"), brotli ? "br" : "gzip");
    const auto packed = get("/", {{"Accept-Encoding", "gzip"}});
    EXPECT_TRUE(packed.body.starts_with("\x1f\x8b")) << "it is gzip indeed";
}

TEST_F(Page, IsSentAgainOnlyWhenItIsAnother) {
    const auto page = get("/");
    const std::string tag(page.headers.find("ETag").value_or(""));
    const auto again = get("/", {{"If-None-Match", tag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.body.empty());
    EXPECT_TRUE(again.headers.find("Content-Security-Policy"));
    EXPECT_EQ(get("/", {{"If-None-Match", tag}, {"Accept-Encoding", "gzip"}}).status, 200)
        << "in another coding it is another one";
    EXPECT_EQ(get("/", {{"If-None-Match", "\"other\""}}).status, 200);
}

TEST_F(Page, KeepsItsAssetsForAYear) {
    const auto response = get(asset());
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.headers.find("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(response.headers.find("Content-Type"), "text/javascript; charset=utf-8");
}

TEST_F(Page, HasNoAssetsButItsOwn) {
    for (const char* path :
         {"/assets/", "/assets/none.js", "/assets/../index.html", "/assets/%2e%2e%2findex.html",
          "/assets/..%2f..%2fetc%2fpasswd", "/favicon.svg", "/index.html.gz"})
        EXPECT_GE(get(path).status, 400) << path;
}

TEST_F(Page, IsOnlyLookedAt) {
    const auto response = get("/", {{"Authorization", "Bearer " + token}}, "POST");
    expect_problem(response, 405, "method-not-allowed");
    EXPECT_EQ(response.headers.find("Allow"), "GET, HEAD");
    EXPECT_EQ(get("/", {}, "HEAD").status, 200);
}

}  // namespace
}  // namespace understudy::test
