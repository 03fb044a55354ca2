// The pages for man: all that the grammar has is in the first, each key in that of the configuration, and the
// formatters have nothing to say about them. A formatter that is not installed is left out.
#include "cli/manual_page.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {
namespace {

std::string output_of(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    std::string output;
    char buffer[4'096];
    while (const std::size_t count = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, count);
    pclose(pipe);
    return output;
}

std::string file_text(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(TheManualPage, HasEveryCommandOptionAndExample) {
    const std::string page = manual_page();
    for (const char* part :
         {".SS understudy submit [PATH...]", ".SS understudy edit ID", ".SS understudy top",
          "\\fB\\-\\-override\\-preflight\\fR", "\\fB\\-\\-each\\fR", "understudy retry 01JD9Z \\-\\-yes",
          "\\fB\\-\\-state\\fR \\fI{", ".TP\n130\n", "UNDERSTUDY_TOKEN_FILE"})
        EXPECT_TRUE(contains(page, part)) << part;
}

TEST(TheManualPage, EveryCommandHasAnExampleInItsHelp) {
    std::istringstream lines(manual_page());
    std::string line, command;
    bool example = true;
    while (std::getline(lines, line) && line != ".SH EXIT STATUS") {
        if (line.starts_with(".SS ")) {
            EXPECT_TRUE(example) << command;
            command = line;
            example = false;
        }
        if (line == ".EX") example = true;
    }
    EXPECT_TRUE(example) << command;
}

TEST(TheManualPage, OfTheConfigurationHasEveryKey) {
    const std::string page = file_text(UNDERSTUDY_SOURCE "/docs/man/understudy.toml.5");
    std::istringstream lines(file_text(UNDERSTUDY_SOURCE "/config/understudy.toml"));
    std::size_t keys = 0;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t equals = line.find(" = ");
        if (!line.starts_with('#') || line.starts_with("# ") || equals == std::string::npos) continue;
        ++keys;
        EXPECT_TRUE(contains(page, "\n\\fB" + line.substr(1, equals - 1) + "\\fR")) << line;
    }
    EXPECT_GT(keys, 30u);
}

TEST(TheManualPage, IsSoundToTheFormatters) {
    const std::string first = testing::TempDir() + "understudy.1";
    std::ofstream(first) << manual_page();
    for (const std::string& page : {first, std::string(UNDERSTUDY_SOURCE "/docs/man/understudyd.8"),
                                    std::string(UNDERSTUDY_SOURCE "/docs/man/understudy.toml.5")}) {
        EXPECT_FALSE(file_text(page).empty()) << page;
        EXPECT_EQ(output_of("! command -v groff >/dev/null || groff -ww -man -Kutf8 -Tutf8 " + page +
                            " 2>&1 >/dev/null"),
                  "");
        EXPECT_EQ(output_of("! command -v mandoc >/dev/null || mandoc -Tlint -W error " + page + " 2>&1"),
                  "");
    }
}

}  // namespace
}  // namespace understudy::cli
