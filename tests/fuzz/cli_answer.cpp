// The command line over a daemon that answers anything. The first line is the command's words; the rest is
// the answer's body, with its status in front ("404 {…}"; 200 without one). Whatever it is, what is printed
// steers no terminal, and with --json standard output is JSON.
#include <charconv>
#include <nlohmann/json.hpp>

#include "cli/text.hpp"
#include "tests/cli/fakes.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

using namespace cli;

std::vector<std::string> words_of(std::string_view line) {
    static constexpr std::string_view known[] = {"list",  "show",    "explain", "events",    "voices",
                                                 "start", "retry",   "cancel",  "preflight", "watch",
                                                 "hold",  "release", "doctor"};
    std::vector<std::string> words{"show"};
    const std::string_view verb = take_until(line, ' ');
    for (const std::string_view word : known)
        if (word == verb) words[0] = verb;
    if (words[0] == "preflight") words.emplace_back("/srv/anna");
    const bool of_one_job = words[0] != "preflight" && words[0] != "list" && words[0] != "doctor";
    if (of_one_job) words.emplace_back(anna);
    if (words[0] == "start" || words[0] == "retry") words.emplace_back("--yes");
    if (line == "--json") words.emplace_back("--json");
    return words;
}

net::Response answer_of(std::string_view text) {
    net::Response response;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), response.status);
    if (error == std::errc{}) text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (response.status < 100 || response.status > 599) response.status = 200;
    response.body = text;
    return response;
}

void check_harmless(std::string_view printed) {
    while (!printed.empty()) {
        const CodePoint point = first_code_point(printed);
        holds(point.valid, "what is printed is UTF-8");
        holds(point.value == '\n' || !steers_terminal(point.value), "what is printed steers no terminal");
        printed.remove_prefix(point.bytes);
    }
}

/// One document, or one a line.
void check_json(std::string_view output) {
    if (nlohmann::json::accept(output)) return;
    while (!output.empty())
        holds(nlohmann::json::accept(take_until(output, '\n')), "standard output is JSON");
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    std::string_view rest = fuzz::text_of(data, size);
    const auto words = fuzz::words_of(fuzz::take_until(rest, '\n'));
    cli::FakeWorld world;
    world.interrupt_at_pause = 8;  // a watch of a daemon that is away has no end of its own
    cli::Script script;
    script.answers = {fuzz::answer_of(rest), fuzz::answer_of(rest)};
    const auto code = cli::run_cli(world, script, words);
    fuzz::check_harmless(world.output);
    fuzz::check_harmless(world.errors);
    if (words.back() == "--json" && (code == cli::ExitCode::done || words[0] == "doctor"))
        fuzz::check_json(world.output);
    return 0;
}
