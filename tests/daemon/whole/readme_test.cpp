// The commands that README.md tells a studio to use do what they say.
#include <fstream>
#include <iterator>
#include <sstream>

#include "studio.hpp"

namespace understudy::test {
namespace {

/// The first block of shell commands below a page's heading, without what stands behind a `#` or a `>`.
std::vector<std::string> commands_below(const std::string& heading, const std::string& of = "/README.md") {
    std::ifstream page(UNDERSTUDY_SOURCE + of);
    std::vector<std::string> commands;
    std::string line;
    while (std::getline(page, line) && line != heading) continue;
    while (std::getline(page, line) && line != "```sh") continue;
    while (std::getline(page, line) && line != "```")
        if (line.starts_with("understudy "))
            commands.push_back(line.substr(0, std::min(line.find(" #"), line.find(" >"))));
    return commands;
}

std::vector<std::string> words_of(const std::string& command) {
    std::istringstream text(command);
    return {std::istream_iterator<std::string>(text), {}};
}

class Readme : public Studio {
  protected:
    /// As it stands there, but for the places: our recordings, our job, our daemon, and a month that has not
    /// ended; and nobody is there to say yes.
    int run(const std::string& command) {
        std::vector<std::string> words = words_of(command);
        for (std::string& word : words) {
            if (word == "/srv/recordings/anna") word = recordings;
            if (word.starts_with("job_") || word.starts_with("01J"))
                word = ask("GET", "/v1/jobs")["data"][0]["id"];
            if (word == "2026-12-01T00:00:00Z") word = "2126-12-01T00:00:00Z";
        }
        if (words.at(1) == "submit") words.emplace_back("--yes");
        words[0] = UNDERSTUDY_CLI;
        Process process(words,
                        {"UNDERSTUDY_URL=" + daemon_url(), "UNDERSTUDY_TOKEN_FILE=" + folder + "/token"});
        const int code = process.wait();
        EXPECT_EQ(code, 0) << command << "\n" << process.said();
        said = process.said();
        return code;
    }
    std::string said;
};

TEST_F(Readme, TheCommandsAboutMoneyWorkToo) {
    for (const char* name : {"day-1", "day-2"}) record(name, 2);
    open_cloud();
    open_daemon();
    until_state(submit(), "completed");
    const std::vector<std::string> commands = commands_below("# Money", "/docs/money.md");
    ASSERT_EQ(commands.size(), 3u) << "the block is not where it was";
    for (const std::string& command : commands) ASSERT_EQ(run(command), 0);
    EXPECT_NE(said.find(",spent,reserved,spent,1000000,"), std::string::npos) << said;
}

TEST_F(Readme, TheCommandsOfItsUseBlockWorkInTheirOrder) {
    for (const char* name : {"day-1", "day-2"}) record(name, 2);
    open_cloud();
    open_daemon();
    const std::vector<std::string> commands = commands_below("## Use");
    ASSERT_GE(commands.size(), 6u) << "the block is not where it was";
    for (const std::string& command : commands) ASSERT_EQ(run(command), 0);
    EXPECT_EQ(ask("GET", "/v1/jobs")["data"].size(), 1u);
    EXPECT_EQ(ask("GET", "/v1/jobs")["data"][0]["state"], "completed");
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 4) << "four voices: " << said;
}

}  // namespace
}  // namespace understudy::test
