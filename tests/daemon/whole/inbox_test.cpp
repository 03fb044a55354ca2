// Recordings from other machines: the real daemon, its disk, and connections that break.
#include <boost/asio/read.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "tus.hpp"

namespace understudy::test {
namespace {

namespace fs = std::filesystem;

class AnInbox : public TusStudio {};

TEST_F(AnInbox, TakesAFolderOfRecordingsThatAJobThenNames) {
    open_inbox();
    record("day-1", 2);
    record("day-2", 3);
    for (const std::string name : {"day-1.wav", "day-2.wav"}) {
        const std::string bytes = content_of(recordings + "/" + name);
        const std::string target = begin(bytes.size(), "takes/" + name);
        EXPECT_EQ(patch(target, 0, bytes.substr(0, 1'000)).status, 204);
        EXPECT_EQ(patch(target, 1'000, bytes.substr(1'000)).headers.find("Upload-Offset"),
                  std::to_string(bytes.size()));
        EXPECT_EQ(inbox_file("Anna/takes/" + name), bytes);
    }
    const Json shown = ask("GET", "/v1/inbox");
    EXPECT_EQ(shown["folders"][0]["files"], 2);
    EXPECT_TRUE(shown["uploads"].empty());
    EXPECT_EQ(ask("GET", "/v1/inbox/folders/Anna")["files"][0]["name"], "takes/day-1.wav");
    const Json job =
        ask("POST", "/v1/jobs",
            {{"name", "Anna"}, {"language", "en"}, {"recordings", {shown["folders"][0]["path"]}}});
    ASSERT_EQ(last_status, 201) << job;
    const std::string id = job["id"];
    EXPECT_EQ(ask("DELETE", "/v1/inbox/folders/Anna")["type"], "/problems/folder-in-use")
        << "a draft names it";
    ask("POST", "/v1/jobs/" + id + "/start");
    until_state(id, "completed");
    // That it is completed may be seen a moment before it is on the disk.
    until("the folder goes", [&] { return ask("DELETE", "/v1/inbox/folders/Anna"), last_status == 204; });
    EXPECT_FALSE(fs::exists(inbox + "/Anna"));
}

TEST_F(AnInbox, SaysWhatItSpeaks) {
    open_inbox("max_file = \"5MiB\"");
    const net::Response options = tus("OPTIONS", "/v1/inbox/uploads");
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.headers.find("Tus-Version"), "1.0.0");
    EXPECT_EQ(options.headers.find("Tus-Extension"),
              "creation,creation-with-upload,checksum,termination,expiration");
    EXPECT_EQ(options.headers.find("Tus-Max-Size"), "5242880");
    const net::Response old = tus("POST", "/v1/inbox/uploads", {{"Tus-Resumable", "0.2.2"}});
    EXPECT_EQ(old.status, 412);
    EXPECT_EQ(old.headers.find("Tus-Version"), "1.0.0");
    const std::string target = begin(5, "a.wav");
    const net::Response head = tus("HEAD", target);
    EXPECT_EQ(head.headers.find("Cache-Control"), "no-store");
    EXPECT_EQ(head.headers.find("Upload-Length"), "5");
    EXPECT_EQ(head.headers.find("Tus-Resumable"), "1.0.0");
    EXPECT_TRUE(head.headers.find("Upload-Expires").value_or("").ends_with(" GMT"));
    EXPECT_EQ(tus("GET", "/v1/inbox/uploads/upload_7").headers.find("Tus-Resumable"), "1.0.0")
        << "a refusal, too";
    EXPECT_EQ(tus("POST", target, {{"X-HTTP-Method-Override", "DELETE"}}).status, 204);
    EXPECT_EQ(type_of(tus("GET", target)), "upload-not-found");
}

TEST_F(AnInbox, KeepsWhatCameOfAConnectionThatBreaks) {
    open_inbox();
    const std::string bytes = many_bytes(3'000'000);
    const std::string target = begin(bytes.size(), "long take.wav");
    half_a_patch(target, 0, bytes.size(), bytes.substr(0, 1'700'000)).reset();
    until("what came counts", [&] { return offset_of(target) == 1'700'000u; });
    EXPECT_EQ(ask("GET", "/v1/inbox")["uploads"][0]["offset"], 1'700'000);
    EXPECT_EQ(patch(target, 1'700'000, bytes.substr(1'700'000)).status, 204);
    EXPECT_EQ(inbox_file("Anna/long take.wav"), bytes);
}

TEST_F(AnInbox, GoesOnAfterAKillOfTheDaemon) {
    open_inbox();
    const std::string bytes = many_bytes(20u << 20);
    const std::string target = begin(bytes.size(), "long take.wav");
    EXPECT_EQ(patch(target, 0, bytes.substr(0, 1'000'000)).status, 204);
    const auto connection =
        half_a_patch(target, 1'000'000, bytes.size() - 1'000'000, bytes.substr(1'000'000, 15u << 20));
    until("some of a long piece counts", [&] { return offset_of(target).value_or(0) > 1'000'000; });
    const std::uint64_t told = offset_of(target).value_or(0);
    daemon->signal(SIGKILL);
    daemon->wait();
    open_daemon();
    const std::uint64_t offset = offset_of(target).value_or(0);
    EXPECT_GE(offset, told) << "what was told is durable";
    EXPECT_LT(offset, bytes.size());
    EXPECT_EQ(patch(target, offset, bytes.substr(offset)).status, 204);
    EXPECT_TRUE(inbox_file("Anna/long take.wav") == bytes);
}

TEST_F(AnInbox, AStopKeepsWhatCameOfAPieceUnderWay) {
    open_inbox();
    const std::string bytes = many_bytes(400'000);
    const std::string target = begin(bytes.size(), "a.wav");
    const auto connection = half_a_patch(target, 0, bytes.size(), bytes.substr(0, 300'000));
    until("the piece is being written", [&] { return type_of(patch(target, 0, "x")) == "upload-locked"; });
    daemon->signal(SIGTERM);
    EXPECT_EQ(daemon->wait(), 0);
    open_daemon();
    EXPECT_GE(offset_of(target).value_or(0), 256u << 10u);
}

TEST_F(AnInbox, TakesOneWriterAndEndsOneThatIsSilent) {
    open_inbox();
    const std::string target = begin(10, "a.wav");
    const auto silent = half_a_patch(target, 0, 10, "hello");
    until("the other is locked out", [&] { return type_of(patch(target, 0, "x")) == "upload-locked"; });
    until("the silent one is ended, and what it brought is kept", [&] { return offset_of(target) == 5u; });
    EXPECT_EQ(patch(target, 5, "world").status, 204);
    EXPECT_EQ(inbox_file("Anna/a.wav"), "helloworld");
}

/// A client of tus tries again after a connection that broke, and gives up after a 400.
TEST_F(AnInbox, BreaksTheConnectionOfABodyThatCameTooSlowly) {
    open_inbox();
    const std::string target = begin(10, "a.wav");
    const auto slow = half_a_patch(target, 0, 10, "hello");
    std::string answer;
    boost::system::error_code error;
    boost::asio::read(*slow, boost::asio::dynamic_buffer(answer), error);  // half a minute of silence
    EXPECT_EQ(error, boost::asio::error::connection_reset) << answer;
    EXPECT_EQ(answer, "");
    EXPECT_EQ(offset_of(target), 5u);
}

TEST_F(AnInbox, RefusesAPieceThatDoesNotFit) {
    open_inbox();
    const std::string target = begin(10, "a.wav");
    EXPECT_EQ(type_of(patch(target, 3, "lo")), "upload-offset-mismatch");
    EXPECT_EQ(patch(target, 0, "hello world").status, 413);
    EXPECT_EQ(patch(target, 0, "hello", {{"Content-Type", "text/plain"}}).status, 415);
    EXPECT_EQ(type_of(patch(target, 0, "hello", {{"Upload-Offset", "-1"}})), "invalid-header");
    EXPECT_EQ(patch(target, 0, "hello", {{"Upload-Checksum", "crc32 AAAA"}}).status, 400);
    EXPECT_EQ(patch(target, 0, "hallo", {{"Upload-Checksum", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00="}}).status,
              460);
    EXPECT_EQ(offset_of(target), 0u);
    EXPECT_EQ(patch(target, 0, "hello", {{"Upload-Checksum", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00="}}).status,
              204);
    EXPECT_EQ(offset_of(target), 5u);
    EXPECT_EQ(tus("DELETE", target).status, 204);
    EXPECT_EQ(offset_of(target), std::nullopt);
}

TEST_F(AnInbox, TakesTheFirstPieceWithTheAnnouncement) {
    open_inbox();
    net::Headers headers{{"Upload-Length", "10"},
                         {"Upload-Metadata", "folder QW5uYQ==,filename YS53YXY="},
                         {"Content-Type", "application/offset+octet-stream"}};
    const net::Response made = tus("POST", "/v1/inbox/uploads", headers, "hello");
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.headers.find("Upload-Offset"), "5");
    EXPECT_EQ(patch(std::string(made.headers.find("Location").value_or("")), 5, "world").status, 204);
    EXPECT_EQ(inbox_file("Anna/a.wav"), "helloworld");
}

TEST_F(AnInbox, WritesNowhereElse) {
    open_inbox();
    for (const char* evil :
         {"../evil.wav", "/etc/evil.wav", "a/../../evil.wav", ".hidden", "a\\b.wav", "a\nb.wav"})
        EXPECT_EQ(type_of(announce(5, evil)), "unsafe-name") << evil;
    EXPECT_EQ(type_of(announce(5, "a.wav", "..")), "unsafe-name");
    EXPECT_EQ(type_of(announce(5, "a.wav", "a/b")), "unsafe-name");
    EXPECT_EQ(type_of(tus("POST", "/v1/inbox/uploads", {{"Upload-Length", "5"}})), "unsafe-name");
    EXPECT_EQ(type_of(tus("POST", "/v1/inbox/uploads", {{"Upload-Length", "5"}, {"Upload-Metadata", "a b"}})),
              "invalid-header");
    EXPECT_EQ(ask("DELETE", "/v1/inbox/folders/..%2Frecordings")["type"], "/problems/inbox-folder-not-found");
    fs::create_directory_symlink(recordings, inbox + "/Linked");
    EXPECT_EQ(type_of(announce(5, "a.wav", "Linked")), "file-exists");
    EXPECT_TRUE(fs::is_empty(recordings));
}

TEST_F(AnInbox, HasAQuotaAndALimitForAFile) {
    open_inbox("quota = \"2MiB\"\nmax_file = \"1MiB\"");
    EXPECT_EQ(type_of(announce((1u << 20) + 1, "a.wav")), "upload-too-large");
    const std::string first = begin(1u << 20, "a.wav");
    begin(1u << 20, "b.wav");
    const net::Response full = announce(1, "c.wav");
    EXPECT_EQ(full.status, 507);
    EXPECT_NE(full.body.find("2.0 MiB"), std::string::npos) << full.body;
    EXPECT_EQ(tus("DELETE", first).status, 204);
    EXPECT_EQ(announce(1, "c.wav").status, 201);
}

TEST_F(AnInbox, IsNotForWhoMayOnlyLookNorForAnybody) {
    write_config();
    change_config("[storage]", "read_only_token_file = \"" + folder + "/look\"\n[storage]");
    open_daemon();
    std::string look;
    std::ifstream(folder + "/look") >> look;
    const net::Headers looking{{"Authorization", "Bearer " + look}, {"Upload-Length", "5"}};
    EXPECT_EQ(tus("POST", "/v1/inbox/uploads", looking).status, 403);
    EXPECT_EQ(tus("OPTIONS", "/v1/inbox/uploads", looking).status, 204);
    EXPECT_EQ(tus("POST", "/v1/inbox/uploads", {{"Authorization", "Bearer x"}}).status, 401);
    EXPECT_EQ(tus("GET", "/v1/inbox", looking).status, 200);
}

TEST_F(AnInbox, MayBeOff) {
    open_inbox("path = \"off\"");
    EXPECT_EQ(type_of(announce(5, "a.wav")), "inbox-off");
    EXPECT_EQ(ask("GET", "/v1/inbox")["type"], "/problems/inbox-off");
    EXPECT_FALSE(fs::exists(inbox));
}

}  // namespace
}  // namespace understudy::test
