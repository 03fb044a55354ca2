// Sending recordings of this machine into the inbox of the daemon's.
#include <gtest/gtest.h>

#include <filesystem>

#include "cli/inbox_documents.hpp"
#include "cli/local_files.hpp"
#include "tests/cli/sender.hpp"

namespace understudy::cli {
namespace {

TEST_F(Send, AnnouncesAFileAndSendsItWithItsDigest) {
    script.answers = {inbox(), no_folder(), stands_at(0, 201), stands_at(5, 204)};
    EXPECT_EQ(send(), ExitCode::done) << world.errors;
    const net::Request& announced = script.requests.at(2);
    EXPECT_EQ(announced.headers.find("Upload-Length"), "5");
    EXPECT_TRUE(contains(std::string(announced.headers.find("Upload-Metadata").value_or("")),
                         "folder QW5uYQ==,relativePath YS53YXY=,modified "));
    const net::Request& piece = script.requests.at(3);
    EXPECT_EQ(piece.method + " " + piece.target, "PATCH " + target);
    EXPECT_EQ(piece.body, "hello");
    EXPECT_EQ(piece.headers.find("Upload-Checksum"), "sha256 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
    EXPECT_TRUE(contains(world.output, "1 sent (5 B); go on with: understudy submit /inbox/Anna"))
        << world.output;
}

TEST_F(Send, AsksWhereItStandsAfterALostAnswerAndSendsNothingTwice) {
    script.answers = {inbox(), no_folder(),  stands_at(0, 201), lost(),
                      lost(),  stands_at(3), stands_at(5, 204)};
    EXPECT_EQ(send(), ExitCode::done) << world.errors;
    EXPECT_EQ(asked(), (std::vector<std::string>{"GET /v1/inbox", "GET /v1/inbox/folders/Anna",
                                                 "POST /v1/inbox/uploads", "PATCH " + target, "GET " + target,
                                                 "GET " + target, "PATCH " + target}));
    EXPECT_EQ(script.requests.back().body, "lo");
    EXPECT_EQ(world.pauses, 2);
}

TEST_F(Send, GivesUpAfterTwoMinutesAndSaysHowItGoesOn) {
    script.answers = {inbox(), no_folder(), stands_at(0, 201)};
    EXPECT_EQ(send(), ExitCode::unreachable);
    EXPECT_TRUE(contains(world.errors, "the same command goes on")) << world.errors;
    EXPECT_GE(world.moment.steady, seconds{100});
}

TEST_F(Send, GoesOnWithWhatAnEarlierRunBegan) {
    const auto file = find_local_files(folder)->front();
    Said begun = stands_at(2);
    begun->headers.set("Upload-Metadata", upload_metadata("Anna", file));
    script.answers = {inbox(upload(2)), no_folder(), begun, stands_at(5, 204)};
    EXPECT_EQ(send(), ExitCode::done) << world.errors;
    EXPECT_EQ(script.requests.back().body, "llo");
}

TEST_F(Send, LeavesAloneAnUploadThatMayBeAnotherMachines) {
    Said other = stands_at(2);
    other->headers.set("Upload-Metadata", "folder QW5uYQ==,relativePath YS53YXY=,modified MQ==");
    script.answers = {inbox(upload(2)), no_folder(), other};
    EXPECT_EQ(send(), ExitCode::refused);
    EXPECT_EQ(asked().size(), 3u);
    EXPECT_EQ(asked().back(), "GET " + target) << "nothing is ended";
    EXPECT_TRUE(contains(world.errors, "Anna/a.wav: 2 B of 5 B are here")) << world.errors;
    EXPECT_TRUE(contains(world.errors, "--replace")) << world.errors;
}

TEST_F(Send, EndsAnUploadOfAnotherFileWhereItIsToldTo) {
    Said other = stands_at(2);
    other->headers.set("Upload-Metadata", "folder QW5uYQ==,relativePath YS53YXY=,modified MQ==");
    script.answers = {inbox(upload(2)), no_folder(),       other,
                      answer(204, ""),  stands_at(0, 201), stands_at(5, 204)};
    EXPECT_EQ(run_cli(world, script, {"send", folder, "--to", "Anna", "--replace"}), ExitCode::done)
        << world.errors;
    EXPECT_EQ(asked().at(3), "DELETE " + target);
    EXPECT_EQ(script.requests.back().body, "hello");
    EXPECT_TRUE(contains(world.errors, "Anna/a.wav was ended")) << world.errors;
}

TEST_F(Send, AnUploadThatIsGoneAfterALostAnswerIsOutOfTheWay) {
    Said other = stands_at(2);
    other->headers.set("Upload-Metadata", "of another file");
    script.answers = {inbox(upload(2)),
                      no_folder(),
                      other,
                      lost(),
                      problem(404, "/problems/upload-not-found", "No such upload"),
                      stands_at(0, 201),
                      stands_at(5, 204)};
    EXPECT_EQ(run_cli(world, script, {"send", folder, "--to", "Anna", "--replace"}), ExitCode::done)
        << world.errors;
}

TEST_F(Send, SaysWhatToDoWhereAFinishedFileIsAnotherOneBeforeAnythingIsSent) {
    for (const bool replace : {false, true}) {
        script.answers = {inbox(), answer(200, R"({"name":"a b","files":[{"name":"a.wav","bytes":7}]})")};
        std::vector<std::string> arguments{"send", folder, "--to", "a b"};
        if (replace) arguments.emplace_back("--replace");
        EXPECT_EQ(run_cli(world, script, arguments), ExitCode::refused);
        EXPECT_TRUE(script.answers.empty());
        EXPECT_TRUE(contains(world.errors, "a b/a.wav lies there with 7 B, this one has 5 B"))
            << world.errors;
        EXPECT_TRUE(contains(world.errors, "understudy inbox 'a b' --remove")) << world.errors;
    }
    EXPECT_EQ(script.requests.size(), 4u);
}

TEST_F(Send, TakesUpWhatALostAnnouncementBegan) {
    const auto file = find_local_files(folder)->front();
    Said begun = stands_at(0);
    begun->headers.set("Upload-Metadata", upload_metadata("Anna", file));
    script.answers = {inbox(), no_folder(), lost(), inbox(upload(0)), begun, stands_at(5, 204)};
    EXPECT_EQ(send(), ExitCode::done) << world.errors;
    EXPECT_EQ(asked(), (std::vector<std::string>{"GET /v1/inbox", "GET /v1/inbox/folders/Anna",
                                                 "POST /v1/inbox/uploads", "GET /v1/inbox", "GET " + target,
                                                 "PATCH " + target}));
}

TEST_F(Send, SendsNothingOfAFileThatIsAnotherOneMeanwhile) {
    const auto file = find_local_files(folder)->front();
    EXPECT_EQ(read_local_piece(file, 0, 5), "hello");
    write("a.wav", "HELLO");  // of the same length
    std::filesystem::last_write_time(folder + "/a.wav",
                                     std::filesystem::file_time_type::clock::now() + std::chrono::hours{1});
    EXPECT_EQ(read_local_piece(file, 0, 5), std::nullopt);
}

TEST_F(Send, LeavesAloneWhatIsThere) {
    script.answers = {inbox(), all_there()};
    EXPECT_EQ(send(), ExitCode::done) << world.errors;
    EXPECT_TRUE(contains(world.output, "0 sent (0 B), 1 were there already")) << world.output;
}

TEST_F(Send, TakesNoFileOfTheSameLengthForTheSameThatWasChangedAtAnotherTime) {
    const Said there = all_there();
    std::filesystem::last_write_time(folder + "/a.wav",
                                     std::filesystem::file_time_type::clock::now() + std::chrono::hours{1});
    script.answers = {inbox(), there};
    EXPECT_EQ(send(), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "Anna/a.wav lies there as changed at ")) << world.errors;
}

TEST_F(Send, BeginsAnewWhereWhatAnEarlierRunBeganHasExpiredMeanwhile) {
    script.answers = {inbox(upload(2)), no_folder(),
                      problem(404, "/problems/upload-not-found", "No such upload"), stands_at(0, 201),
                      stands_at(5, 204)};
    EXPECT_EQ(send(), ExitCode::done) << world.errors;
    EXPECT_EQ(script.requests.back().body, "hello");
}

TEST_F(Send, SaysWhatTheDaemonSays) {
    script.answers = {
        inbox(), no_folder(),
        problem(507, "/problems/inbox-full", "The inbox is full", "It has 5 B, and 1 B is left.")};
    EXPECT_EQ(send(), ExitCode::refused);
    EXPECT_TRUE(contains(world.errors, "It has 5 B, and 1 B is left.")) << world.errors;
    script.answers = {problem(404, "/problems/inbox-off", "There is no inbox")};
    EXPECT_EQ(send(), ExitCode::refused);
}

TEST_F(Send, AsksNobodyWhereThereIsNothingToSend) {
    EXPECT_EQ(run_cli(world, script, {"send", folder + "/none", "--to", "Anna"}), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "No such file")) << world.errors;
    std::filesystem::create_directory(folder + "/empty");
    EXPECT_EQ(run_cli(world, script, {"send", folder + "/empty", "--to", "Anna"}), ExitCode::usage);
    write("b/a.wav", "another");
    EXPECT_EQ(run_cli(world, script, {"send", folder + "/a.wav", folder + "/b/a.wav", "--to", "Anna"}),
              ExitCode::usage)
        << "two of one name";
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(Send, NamesWhatIsNoRecordingAndLeavesItOut) {
    write("notes.txt", "x");
    script.answers = {inbox(), all_there()};
    EXPECT_EQ(send(), ExitCode::done) << world.errors;
    EXPECT_TRUE(contains(world.errors, "1 file ignored")) << world.errors;
    EXPECT_TRUE(contains(world.errors, "notes.txt")) << world.errors;
    EXPECT_EQ(run_cli(world, script, {"send", folder + "/notes.txt", "--to", "Anna"}), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "is no recording")) << world.errors;
}

TEST_F(Send, ProposesNoJobOfWhatHoldsNoRecording) {
    std::filesystem::remove(folder + "/a.wav");
    write("notes.txt", "x");
    EXPECT_EQ(send(), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "there is no recording in it")) << world.errors;
    EXPECT_TRUE(script.requests.empty());
    write("voice.toml", "name = 1");  // for a watched folder, which may lie in the inbox
    script.answers = {inbox(), no_folder(), stands_at(5, 201)};
    EXPECT_EQ(send(), ExitCode::done) << world.errors;
    EXPECT_FALSE(contains(world.output, "understudy submit")) << world.output;
}

TEST_F(Send, SaysBeforeItAsksAnybodyWhatTheInboxWouldNotTake) {
    EXPECT_EQ(run_cli(world, script, {"send", folder, "--to", "../X"}), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "field: --to")) << world.errors;
    world.errors.clear();
    write("b.wav", "");
    EXPECT_EQ(send(), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "b.wav is empty")) << world.errors;
    std::filesystem::remove(folder + "/b.wav");
    world.errors.clear();
    write("a\\b.wav", "x");
    EXPECT_EQ(send(), ExitCode::usage);
    EXPECT_TRUE(contains(world.errors, "holds a backslash")) << world.errors;
    EXPECT_TRUE(script.requests.empty());
}

TEST_F(Send, StopsWhenInterrupted) {
    script.answers = {inbox(), no_folder(), stands_at(0, 201), lost()};
    world.interrupt_at_pause = 1;
    EXPECT_EQ(send(), ExitCode::interrupted);
    EXPECT_TRUE(contains(world.errors, "the same command goes on")) << world.errors;
}

TEST_F(Send, TheInboxIsATable) {
    script.answers = {
        answer(200, R"({"path":"/inbox","quota":1048576,"max_file":null,"used":5,"disk_free":9,)"
                    R"("folders":[{"name":"Anna","path":"/inbox/Anna","files":2,"bytes":5}],)"
                    R"("uploads":[)" +
                        upload(2) + "]}")};
    EXPECT_EQ(run_cli(world, script, {"inbox"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "Anna")) << world.output;
    EXPECT_TRUE(contains(world.output, "Anna/a.wav")) << world.output;
    EXPECT_TRUE(contains(world.output, "/inbox: 5 B of 1.00 MiB, no limit for a file")) << world.output;
}

TEST_F(Send, AFolderIsRemovedOnceSomebodySaidYes) {
    world.attend();
    world.typed = {"n"};
    const Said there = answer(200, R"({"name":"Anna","files":[{"name":"day 1/a.wav","bytes":5}]})");
    script.answers = {there};
    EXPECT_EQ(run_cli(world, script, {"inbox", "Anna", "--remove"}), ExitCode::not_confirmed);
    EXPECT_EQ(asked(), std::vector<std::string>{"GET /v1/inbox/folders/Anna"});
    world.errors.clear();
    script.requests.clear();
    script.answers = {there, answer(204, "")};
    EXPECT_EQ(run_cli(world, script, {"inbox", "a b", "--remove", "--yes"}), ExitCode::done);
    EXPECT_EQ(asked().back(), "DELETE /v1/inbox/folders/a%20b");
    EXPECT_TRUE(contains(world.errors, "day 1/a.wav")) << world.errors;
    world.output.clear();
    script.answers = {there, answer(204, "")};
    EXPECT_EQ(run_cli(world, script, {"inbox", "Anna", "--remove", "--yes", "--json"}), ExitCode::done);
    EXPECT_TRUE(contains(world.output, "day 1/a.wav")) << world.output;
    EXPECT_EQ(run_cli(world, script, {"inbox", "--remove"}), ExitCode::usage);
}

}  // namespace
}  // namespace understudy::cli
