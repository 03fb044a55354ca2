// docs/cli.md and the program's own help name the same commands.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

std::set<std::string> documented() {
    std::ifstream page(UNDERSTUDY_SOURCE "/docs/cli.md");
    std::set<std::string> verbs;
    std::string line;
    while (std::getline(page, line) && line != "| command | does |") continue;
    while (std::getline(page, line) && line.starts_with('|')) {
        const std::string cell = line.substr(0, line.find(" |", 2));
        for (std::size_t at = cell.find('`'); at != std::string::npos; at = cell.find('`', at + 1)) {
            std::string verb;
            std::istringstream(cell.substr(at + 1)) >> verb;
            const auto end = verb.find_first_not_of("abcdefghijklmnopqrstuvwxyz-");
            verb = verb.substr(0, end);
            if (!verb.empty() && verb.front() != '-') verbs.insert(verb);
            at = cell.find('`', at + 1);
        }
    }
    return verbs;
}

std::set<std::string> offered() {
    FakeWorld world;
    Script script;
    EXPECT_EQ(run_cli(world, script, {"--help"}), ExitCode::done);
    std::istringstream help(
        world.output.substr(std::min(world.output.find("Subcommands:"), world.output.size())));
    std::set<std::string> verbs;
    std::string line;
    std::getline(help, line);
    while (std::getline(help, line) && line.starts_with("  ")) {
        std::string verb;
        std::istringstream(line) >> verb;
        if (line.size() > 2 && line[2] != ' ') verbs.insert(verb);
    }
    return verbs;
}

TEST(TheManual, NamesEveryCommandAndNoOther) {
    EXPECT_GT(offered().size(), 10u);
    EXPECT_EQ(documented(), offered());
}

TEST(TheManual, ShowsNoCommandLineThatTheProgramDoesNotTake) {
    std::size_t seen = 0;
    for (const char* page : {"/docs/from-the-script.md", "/docs/cli.md", "/README.md"}) {
        std::ifstream file(std::string(UNDERSTUDY_SOURCE) + page);
        bool fenced = false;
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with("```")) fenced = line.starts_with("```sh");
            if (!fenced || !line.starts_with("understudy ")) continue;
            std::istringstream words(line.substr(0, line.find_first_of("#|")));
            std::vector<std::string> arguments{std::istream_iterator<std::string>(words), {}};
            arguments.erase(arguments.begin());
            const auto parsed = parse_arguments(arguments, {"", "", "/home/studio", {}});
            EXPECT_TRUE(parsed.ok()) << page << ": " << line;
            ++seen;
        }
    }
    EXPECT_GE(seen, 8u);
}

TEST(TheManual, NamesEveryExitCodeOfTheHelp) {
    FakeWorld world;
    Script script;
    EXPECT_EQ(run_cli(world, script, {"--help"}), ExitCode::done);
    std::ifstream page(UNDERSTUDY_SOURCE "/docs/cli.md");
    const std::string text{std::istreambuf_iterator<char>(page), {}};
    for (const char* code : {"0", "1", "2", "3", "4", "5", "6", "7", "130"}) {
        EXPECT_TRUE(contains(text, std::string("\n| ") + code + " | ")) << code;
        EXPECT_TRUE(contains(world.output, std::string("\n  ") + code + " ")) << code;
    }
}

}  // namespace
}  // namespace understudy::cli
