#include "inbox/safe_name.hpp"

#include <algorithm>
#include <array>

#include "core/paths.hpp"

namespace understudy::inbox {

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

Failure<std::string> refused(std::string_view name, const std::string& why) {
    return failure("\"" + for_people(name.substr(0, 300)) + "\" " + why);
}

/// "" where there is none: some senders write null for it.
std::string value_in(const std::map<std::string, std::string>& metadata, const char* name) {
    const auto found = metadata.find(name);
    return found == metadata.end() || found->second == "null" ? "" : found->second;
}

}  // namespace

std::string name_problem(std::string_view name) {
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

std::string path_problem(std::string_view path) {
    if (path.size() > longest_path) return "is longer than 1024 bytes.";
    for (std::size_t steps = 1;; ++steps) {
        const auto slash = path.find('/');
        if (std::string problem = name_problem(path.substr(0, slash)); !problem.empty()) return problem;
        if (slash == std::string_view::npos) return "";
        if (steps == most_steps) return "has more than 16 folders in one another.";
        path.remove_prefix(slash + 1);
    }
}

Result<Place, std::string> place_of(const std::map<std::string, std::string>& metadata) {
    std::string folder = value_in(metadata, "folder");
    std::string name = value_in(metadata, "relativePath");
    if (folder.empty() && name.find('/') != std::string::npos) {
        folder = name.substr(0, name.find('/'));
        name.erase(0, folder.size() + 1);
    }
    if (folder.empty())
        return failure(std::string("It names no folder: send folder, or relativePath with one in it."));
    if (name.empty()) name = value_in(metadata, "filename");
    if (name.empty()) name = value_in(metadata, "name");
    if (name.empty()) return failure(std::string("It names no file: send filename, or relativePath."));
    if (const std::string problem = name_problem(folder); !problem.empty()) return refused(folder, problem);
    if (const std::string problem = path_problem(name); !problem.empty()) return refused(name, problem);
    return Place{std::move(folder), std::move(name)};
}

}  // namespace understudy::inbox
