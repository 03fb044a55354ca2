#include "core/inbox_name.hpp"

#include <algorithm>
#include <array>

#include "core/paths.hpp"

namespace understudy {

namespace {

constexpr std::size_t longest_name = 255, longest_path = 1024;
constexpr std::size_t most_steps = 16;

/// Marks that turn the direction of writing: "gnp.exe" would be shown as "exe.png".
bool turns_writing(std::string_view name) {
    constexpr std::array<std::string_view, 9> marks{"\u202a", "\u202b", "\u202c", "\u202d", "\u202e",
                                                    "\u2066", "\u2067", "\u2068", "\u2069"};
    return std::any_of(marks.begin(), marks.end(),
                       [&](std::string_view mark) { return name.find(mark) != std::string_view::npos; });
}

}  // namespace

std::string inbox_name_problem(std::string_view name) {
    if (name.empty()) return "has a step without a name, or begins or ends with '/'.";
    if (name.starts_with('.'))
        return "has a name that begins with a dot, which is kept for the inbox itself.";
    if (name.size() > longest_name) return "has a name of more than 255 bytes.";
    if (!is_utf8(name)) return "is not valid UTF-8.";
    if (has_control_character(name) || name.find('\0') != std::string_view::npos)
        return "holds a control character.";
    if (name.find('\\') != std::string_view::npos) return "holds a backslash: folders are divided by '/'.";
    if (name.find('/') != std::string_view::npos) return "holds a '/'.";
    if (turns_writing(name)) return "holds a mark that turns the direction of writing.";
    return "";
}

std::string inbox_path_problem(std::string_view path) {
    if (path.size() > longest_path) return "is longer than 1024 bytes.";
    for (std::size_t steps = 1;; ++steps) {
        const auto slash = path.find('/');
        if (std::string problem = inbox_name_problem(path.substr(0, slash)); !problem.empty()) return problem;
        if (slash == std::string_view::npos) return "";
        if (steps == most_steps) return "has more than 16 folders in one another.";
        path.remove_prefix(slash + 1);
    }
}

}  // namespace understudy
