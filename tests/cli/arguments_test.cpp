#include "cli/arguments.hpp"

#include <gtest/gtest.h>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

Result<Invocation, Halt> parse(std::vector<std::string> arguments,
                               Environment environment = {"", "", "/home/studio"}) {
    return parse_arguments(std::move(arguments), environment);
}

template <class C>
C parsed(std::vector<std::string> arguments) {
    auto invocation = parse(std::move(arguments));
    EXPECT_TRUE(invocation.ok()) << (invocation.ok() ? "" : invocation.error().text);
    return invocation.ok() ? std::get<C>(invocation->command) : C{};
}

std::string fault(std::vector<std::string> arguments) {
    const auto invocation = parse(std::move(arguments));
    if (invocation) return "";
    EXPECT_EQ(invocation.error().code, ExitCode::usage);
    return invocation.error().text;
}

TEST(Arguments, SubmitTakesEverythingThatAJobCanBeGiven) {
    const auto submit = parsed<SubmitCommand>({"submit",  "/srv/a",        "b",      "--name",
                                               "Anna",    "--language",    "en",     "--model",
                                               "sonic-3", "--description", "deep",   "--label",
                                               "a=b=c",   "--label",       "d=",     "--max-attempts",
                                               "2",       "--yes",         "--wait", "--idempotency-key",
                                               "k"});
    EXPECT_EQ(submit.paths, (std::vector<std::string>{"/srv/a", "/home/studio/b"}));
    EXPECT_EQ(submit.name, "Anna");
    EXPECT_EQ(submit.labels, (Labels{{"a", "b=c"}, {"d", ""}}));
    EXPECT_EQ(submit.max_attempts, 2);
    EXPECT_TRUE(submit.yes && submit.waiting.wait && !submit.draft);
    EXPECT_EQ(submit.idempotency_key, "k");
}

TEST(Arguments, ALabelDoesNotEatThePathsBehindIt) {
    const auto submit =
        parsed<SubmitCommand>({"submit", "--label", "a=b", "x", "y", "--name", "N", "--language", "en"});
    EXPECT_EQ(submit.paths.size(), 2u);
    EXPECT_EQ(submit.labels.size(), 1u);
}

TEST(Arguments, RecordingsOfAnEditMayBeGivenManyTimes) {
    const auto edit =
        parsed<EditCommand>({"edit", "01JD", "--recordings", "/a", "--recordings", "b", "--name", "N"});
    EXPECT_EQ(edit.id, "01JD");
    EXPECT_EQ(edit.paths, (std::vector<std::string>{"/a", "/home/studio/b"}));
    EXPECT_FALSE(edit.language);
}

TEST(Arguments, PathsWithSpecialFormsAreTakenAsTheyAre) {
    const auto submit = parsed<SubmitCommand>({"submit", "--name", "N", "--language", "en", "--",
                                               "-take1.wav", "[take 2].wav", "a,b.wav", "/c d/../e"});
    EXPECT_EQ(submit.paths, (std::vector<std::string>{"/home/studio/-take1.wav", "/home/studio/[take 2].wav",
                                                      "/home/studio/a,b.wav", "/c d/../e"}));
}

TEST(Arguments, RelativePathsBecomeAbsoluteWithoutFollowingAnything) {
    EXPECT_EQ(absolute_path("/home/studio", "a/../b"), "/home/studio/a/../b");
    EXPECT_EQ(absolute_path("/home/studio", "./a"), "/home/studio/a");
    EXPECT_EQ(absolute_path("/home/studio", ".//./a"), "/home/studio/a");
    EXPECT_EQ(absolute_path("/home/studio", "."), "/home/studio");
    EXPECT_EQ(absolute_path("/home/studio", "./"), "/home/studio");
    EXPECT_EQ(absolute_path("/", "a"), "/a");
    EXPECT_EQ(absolute_path("/home/studio", "/a"), "/a");
}

TEST(Arguments, WhatIsWrongIsNamed) {
    EXPECT_TRUE(contains(fault({}), "subcommand"));
    EXPECT_TRUE(contains(fault({"submit", "a", "--name", "N"}), "--language"));
    EXPECT_TRUE(contains(fault({"submit", "--name", "N", "--language", "en"}), "PATH"));
    EXPECT_TRUE(contains(fault({"dance"}), "dance"));
    EXPECT_TRUE(contains(fault({"list", "--state", "draft,sleeping"}), "--state"));
    EXPECT_TRUE(contains(fault({"list", "--limit", "0"}), "--limit"));
    EXPECT_TRUE(
        contains(fault({"submit", "a", "--name", "N", "--language", "en", "--label", "x"}), "--label"));
    EXPECT_TRUE(contains(fault({"submit", "a", "--name", "N", "--language", "en", "--max-attempts", "0"}),
                         "--max-attempts"));
    EXPECT_TRUE(contains(fault({"start", "01", "--override-preflight", ""}), "--override-preflight"));
    EXPECT_TRUE(contains(fault({"edit", "01"}), "nothing to edit"));
    EXPECT_TRUE(contains(fault({"resolve", "01", "adopt", "--reason", "r"}), "adopt which"));
    EXPECT_TRUE(contains(fault({"resolve", "01", "void", "ft", "--reason", "r"}), "void takes no"));
    EXPECT_TRUE(contains(fault({"show", "\xff"}), "not UTF-8"));
}

TEST(Arguments, ADraftCannotBeWaitedFor) {
    EXPECT_TRUE(
        contains(fault({"submit", "a", "--name", "N", "--language", "en", "--draft", "--wait"}), "exclude"));
}

TEST(Arguments, CommonOptionsMayStandBeforeOrBehindTheCommand) {
    for (const auto& arguments :
         {std::vector<std::string>{"--json", "--url", "http://[::1]:1", "show", "01"},
          std::vector<std::string>{"show", "01", "--url", "http://[::1]:1", "--json"}}) {
        const auto invocation = parse(arguments);
        ASSERT_TRUE(invocation.ok());
        EXPECT_TRUE(invocation->settings.json);
        EXPECT_EQ(invocation->settings.url, "http://[::1]:1");
    }
}

TEST(Arguments, OptionsWinOverTheEnvironmentAndThatOverTheDefaults) {
    const Environment environment{"unix:/run/u.sock", "/etc/token", "/"};
    EXPECT_EQ(parse({"list"}, environment)->settings.url, "unix:/run/u.sock");
    EXPECT_EQ(parse({"list", "--url", "http://localhost:1"}, environment)->settings.url,
              "http://localhost:1");
    EXPECT_EQ(parse({"list"})->settings.url, "http://127.0.0.1:7878");
    EXPECT_EQ(parse({"list"}, environment)->settings.token_file, "/etc/token");
    EXPECT_TRUE(parse({"list"}, environment)->settings.token_file_named);
    EXPECT_EQ(parse({"list"})->settings.token_file, "/var/lib/understudy/token");
    EXPECT_FALSE(parse({"list"})->settings.token_file_named);
}

TEST(Arguments, EveryCommandHasHelpWithAnExample) {
    for (const char* command :
         {"submit", "list",    "show",    "start",   "watch",   "retry",    "cancel",     "hold",  "release",
          "edit",   "delete",  "resolve", "explain", "events",  "voices",   "preflight",  "pause", "resume",
          "limit",  "control", "queue",   "move",    "version", "datasets", "fine-tunes", "voice", "say"}) {
        const auto help = parse({command, "--help"});
        ASSERT_FALSE(help.ok()) << command;
        EXPECT_EQ(help.error().code, ExitCode::done) << command;
        EXPECT_TRUE(contains(help.error().text, std::string("Example:\n  understudy ") + command)) << command;
    }
}

TEST(Arguments, TheHelpHasTheTableOfExitCodes) {
    const auto help = parse({"--help"});
    ASSERT_FALSE(help.ok());
    for (const char* part :
         {"Exit codes:", "  130  interrupted", "  5    not confirmed", "submit", "preflight"})
        EXPECT_TRUE(contains(help.error().text, part)) << part;
}

TEST(Arguments, TheVersionIsAnOptionToo) {
    const auto version = parse({"--version"});
    ASSERT_FALSE(version.ok());
    EXPECT_EQ(version.error().code, ExitCode::done);
    EXPECT_EQ(version.error().text.rfind("understudy ", 0), 0u);
}

}  // namespace
}  // namespace understudy::cli
