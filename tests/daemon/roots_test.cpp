// Looking around where recordings lie.
#include "caller.hpp"
#include "fake_browser.hpp"

namespace understudy::test {
namespace {

class RootsCalls : public ApiTest {
  protected:
    FakeBrowser browser{io};
    RootsCalls() { lasting.emplace(desk, rules, api::Lent{.browser = &browser}); }
};

TEST_F(RootsCalls, ShowTheRoots) {
    EXPECT_EQ(json(call("GET", "/v1/roots")),
              Json::parse(R"({"data":[{"path":"/srv/recordings"},{"path":"/var/lib/understudy/inbox"}]})"));
}

TEST_F(RootsCalls, ShowAFolder) {
    browser.folders["/srv/recordings/a b"] = {"/srv/recordings/a b",
                                              {{"day", "/srv/recordings/a b/day"}},
                                              {{"x.wav", "/srv/recordings/a b/x.wav", 5}},
                                              true};
    EXPECT_EQ(json(call("GET", "/v1/roots?path=%2Fsrv%2Frecordings%2Fa+b")),
              Json::parse(R"({"path":"/srv/recordings/a b",
                              "folders":[{"name":"day","path":"/srv/recordings/a b/day"}],
                              "recordings":[{"name":"x.wav","path":"/srv/recordings/a b/x.wav","bytes":5}],
                              "more":true})"));
}

TEST_F(RootsCalls, SayWhyAFolderIsNotShown) {
    browser.refusal = {422, "recording-outside-roots", "Outside", "It is elsewhere.", "path"};
    expect_problem(call("GET", "/v1/roots?path=/etc"), 422, "recording-outside-roots", "path");
    browser.refusal = {503, "disk-silent", "Silent", "It does not answer.", ""};
    expect_problem(call("GET", "/v1/roots?path=/srv/nas"), 503, "disk-silent");
    EXPECT_EQ(call("GET", "/v1/roots?paht=/srv").status, 400);
}

}  // namespace
}  // namespace understudy::test
