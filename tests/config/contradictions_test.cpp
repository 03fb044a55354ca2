#include "tests/config/errors.hpp"

namespace understudy::testing {
namespace {

TEST(Contradictions, ListeningBeyondLoopbackNeedsTls) {
    const std::string error = error_of("[server]\nlisten = [\"127.0.0.1:1\", \"192.168.1.5:7878\"]\n");
    EXPECT_TRUE(has(error, "2: server.listen: \"192.168.1.5:7878\" can be reached from other machines"));
    EXPECT_TRUE(has(error, "set tls_cert_file and tls_key_file, or listen on 127.0.0.1"));
    EXPECT_EQ(errors_of("[server]\nlisten = [\"0.0.0.0:1\", \"[::]:1\"]\n").size(), 2u);
}

TEST(Contradictions, LoopbackAndUnixSocketsNeedNoTls) {
    EXPECT_TRUE(errors_of("[server]\nlisten = [\"127.9.9.9:1\", \"[::1]:0\", \"unix:/run/x\"]\n").empty());
}

TEST(Contradictions, ACertificateNeedsItsKey) {
    EXPECT_TRUE(has(error_of("[server]\ntls_cert_file = \"/c\"\n"), "2: server.tls_cert_file: "));
    EXPECT_TRUE(has(error_of("[server]\ntls_key_file = \"/k\"\n"), "2: server.tls_key_file: "));
}

TEST(Contradictions, TwoTokensNeedTwoFiles) {
    EXPECT_TRUE(
        has(error_of("[server]\ntoken_file = \"/t\"\nread_only_token_file = \"/t\"\n"), "name another one"));
}

TEST(Contradictions, AShortSettlingWindowIsOnlyForAnEmulator) {
    EXPECT_TRUE(has(error_of("[training]\nsettle_window = \"5s\"\n"), "bought twice"));
    EXPECT_TRUE(
        errors_of("[cartesia]\nbase_url = \"https://localhost:1\"\n[training]\nsettle_window = \"5s\"\n")
            .empty());
}

TEST(Contradictions, AskingTheRealCloudManyTimesASecondIsRefused) {
    EXPECT_TRUE(has(error_of("[training]\npoll_interval = \"200ms\"\n"), "at least 1s"));
}

TEST(Contradictions, AWatchedFolderLiesWhereRecordingsMay) {
    const auto with = [](const std::string& path) { return "[hot_folder]\npaths = [\"" + path + "\"]\n"; };
    EXPECT_TRUE(has(error_of(with("/home/anna")), "2: hot_folder.paths: \"/home/anna\" lies in none of"));
    EXPECT_TRUE(has(error_of(with("/srv/recordings/../x")), "lies in none of"));
    for (const char* good : {"/srv/recordings", "/srv/recordings/hot/", "/var/lib/understudy/inbox"})
        EXPECT_TRUE(errors_of(with(good)).empty()) << good;
    EXPECT_FALSE(errors_of(with("/var/lib/understudy/inbox") + "[inbox]\npath = \"off\"\n").empty());
}

TEST(Contradictions, TheDatabaseDoesNotLieInTheInbox) {
    EXPECT_TRUE(
        has(error_of("[inbox]\npath = \"/var/lib/understudy\"\n"), "2: inbox.path: the database would lie"));
    EXPECT_TRUE(has(error_of("[inbox]\npath = \"/var/lib/\"\n"), "inbox.path"));
    for (const char* good : {"", "off", "/var/lib/understudy/inbox", "/srv/inbox"})
        EXPECT_TRUE(errors_of("[inbox]\npath = \"" + std::string(good) + "\"\n").empty()) << good;
}

TEST(Contradictions, TheRecommendedDurationIsNotLessThanTheLeast) {
    EXPECT_TRUE(has(error_of("[preflight]\nmin_duration = \"3h\"\n"), "2: preflight.recommended_duration: "));
}

TEST(Contradictions, AKeyThatIsWrongInItselfIsReportedOnce) {
    const auto errors =
        errors_of("[cartesia]\nbase_url = \"localhost\"\n[training]\nsettle_window = \"5s\"\n");
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_TRUE(has(errors[0], "2: cartesia.base_url: the URL must begin with https://"));
}

}  // namespace
}  // namespace understudy::testing
