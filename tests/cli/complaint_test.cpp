#include "cli/complaint.hpp"

#include <gtest/gtest.h>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

TEST(Complaints, AProblemSaysWhatWhereAndTheCure) {
    const auto complaint = complaint_of(
        *problem(422, "invalid-field", "A member is not good", "name is empty: give one", "/name"));
    EXPECT_EQ(to_text(complaint, false),
              "understudy: A member is not good\n"
              "  what:  name is empty: give one\n"
              "  field: /name\n"
              "  type:  invalid-field, HTTP 422\n");
}

TEST(Complaints, AnAnswerThatIsNoProblemDocumentIsStillTold) {
    const auto complaint = complaint_of(net::Response{502, {}, "<html>\x1b[2Jbad gateway</html>"});
    EXPECT_TRUE(contains(to_text(complaint, false), "<html>\\x1b[2Jbad gateway</html>"));
    EXPECT_TRUE(contains(to_text(complaint, false), "HTTP 502"));
}

TEST(Complaints, WhatTheCloudSaidIsNotBlamedOnTheDaemonsLog) {
    for (const char* type : {"cloud-outcome-unknown", "cloud-refused"}) {
        const auto text = to_text(complaint_of(*problem(502, std::string("/problems/") + type, "x")), false);
        EXPECT_FALSE(contains(text, "journalctl")) << text;
        EXPECT_TRUE(contains(text, "cure:")) << text;
    }
}

TEST(Complaints, AHostileDetailCannotSteerTheTerminal) {
    const auto complaint = complaint_of(net::Response{400, {}, R"({"title":"a\u001b[31m","detail":"b\nc"})"});
    const std::string text = to_text(complaint, false);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_TRUE(contains(text, "b\\nc"));
}

TEST(Complaints, WithoutATokenTheCureNamesTheGroup) {
    const auto complaint = not_let_in(complaint_of(*problem(401, "unauthorized", "No token")),
                                      "cannot read the token in /t: Permission denied");
    const std::string text = to_text(complaint, false);
    EXPECT_TRUE(contains(text, "cannot read the token in /t: Permission denied"));
    EXPECT_TRUE(contains(text, "understudy $USER"));
    EXPECT_TRUE(contains(text, "--token-file"));
}

TEST(Complaints, ATokenThatIsNotTheDaemonsIsNotBlamedOnTheGroup) {
    const auto text = to_text(
        not_let_in(complaint_of(*problem(401, "/problems/unauthorized", "Not the token")), ""), false);
    EXPECT_TRUE(contains(text, "--token-file"));
    EXPECT_FALSE(contains(text, "usermod"));
    EXPECT_TRUE(contains(text, "type:  unauthorized, HTTP 401"));
}

TEST(Complaints, WhoMayNotUseTheSocketIsToldOfTheGroup) {
    const auto text =
        to_text(complaint_of(*problem(403, "/problems/peer-not-allowed", "Not allowed")), false);
    EXPECT_TRUE(contains(text, "usermod -aG understudy $USER"));
}

TEST(Complaints, ForScriptsTheyAreOneProblemDocumentOnOneLine) {
    const std::string json = to_json(not_running("http://127.0.0.1:1", "connection refused").complaint);
    EXPECT_EQ(std::count(json.begin(), json.end(), '\n'), 1);
    EXPECT_TRUE(contains(json, R"("type":"daemon-unreachable")"));
}

TEST(AComplaint, NamesTheOptionWhereTheDaemonNamesAMember) {
    const Complaint complaint{"t", "Blocked", "or start it with override_preflight and a reason",
                              "",  "",        409};
    EXPECT_TRUE(contains(to_text(complaint, false), "start it with --override-preflight REASON\n"));
    EXPECT_TRUE(contains(to_json(complaint), "override_preflight and a reason"))
        << "scripts use the API's words";
}

}  // namespace
}  // namespace understudy::cli
