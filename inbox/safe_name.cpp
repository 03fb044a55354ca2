#include "inbox/safe_name.hpp"

#include "core/inbox_name.hpp"
#include "core/paths.hpp"

namespace understudy::inbox {

namespace {

Failure<std::string> refused(std::string_view name, const std::string& why) {
    return failure("\"" + for_people(name.substr(0, 300)) + "\" " + why);
}

/// "" where there is none: some senders write null for it.
std::string value_in(const std::map<std::string, std::string>& metadata, const char* name) {
    const auto found = metadata.find(name);
    return found == metadata.end() || found->second == "null" ? "" : found->second;
}

}  // namespace

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
    if (const std::string problem = inbox_name_problem(folder); !problem.empty())
        return refused(folder, problem);
    if (const std::string problem = inbox_path_problem(name); !problem.empty()) return refused(name, problem);
    return Place{std::move(folder), std::move(name)};
}

}  // namespace understudy::inbox
