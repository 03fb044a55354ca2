#include "cli/look_around.hpp"

#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "cli/ask_program.hpp"
#include "cli/process_world.hpp"

namespace understudy::cli {

namespace {

constexpr const char* usual_config = "/etc/understudy/understudy.toml";
constexpr milliseconds patience{5'000};
constexpr int exit_config = 78;  ///< understudyd: the configuration is wrong

/// systemd's word for the service; "" where systemd does not run or does not answer.
std::string unit_state() {
    if (::access("/run/systemd/system", F_OK) != 0) return "";
    const auto said = ask_program({"systemctl", "is-active", "understudyd.service"}, patience);
    if (!said) return "";
    std::istringstream lines(said->text);
    std::string word;
    lines >> word;
    return word;
}

/// The daemon that was installed together with this program.
std::string daemon_beside_us() {
    std::error_code error;
    const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? "" : (own.parent_path() / "understudyd").string();
}

/// One mistake a line, without the file's name; warnings are left out.
std::string mistakes_in(const std::string& said, const std::string& path) {
    std::istringstream lines(said);
    std::string words;
    for (std::string line; std::getline(lines, line);) {
        if (line.find(": warning: ") != std::string::npos) continue;
        if (line.starts_with(path + ": ")) line.erase(0, path.size() + 2);
        if (line.starts_with(path + ":")) line.replace(0, path.size() + 1, "line ");
        if (!line.empty()) words += (words.empty() ? "" : "; ") + line;
    }
    return words;
}

}  // namespace

void look_at_config(OutsideFacts& facts, const std::string& program, milliseconds limit) {
    facts.config_there = ::access(facts.config_path.c_str(), R_OK) == 0;
    if (!facts.config_there || ::access(program.c_str(), X_OK) != 0) return;
    const auto said = ask_program({program, "--check-config", "--config", facts.config_path}, limit);
    if (!said || (said->exit_code != 0 && said->exit_code != exit_config)) return;
    facts.config_good = said->exit_code == 0;
    if (!*facts.config_good) facts.config_words = mistakes_in(said->text, facts.config_path);
}

OutsideFacts ProcessWorld::look_around() {
    OutsideFacts facts;
    facts.unit_state = unit_state();
    facts.config_path = usual_config;
    look_at_config(facts, daemon_beside_us(), patience);
    return facts;
}

}  // namespace understudy::cli
