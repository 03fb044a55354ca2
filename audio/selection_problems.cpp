#include "audio/selection_problems.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "core/formats.hpp"
#include "core/paths.hpp"

namespace understudy::selection_problem {
namespace {

Problem problem(std::size_t entry, std::string type, std::string title, std::string detail) {
    return {422, std::move(type), std::move(title), std::move(detail),
            "/recordings/" + std::to_string(entry)};
}

std::string user_name(uid_t uid) {
    std::array<char, 4096> room{};
    passwd entry{};
    passwd* found = nullptr;
    const int failed = ::getpwuid_r(uid, &entry, room.data(), room.size(), &found);
    return failed == 0 && found != nullptr ? found->pw_name : std::to_string(uid);
}

// The first folder on the way to `path` that may not be passed through, or `path` itself.
std::string first_closed(const std::string& path) {
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
        if (::faccessat(AT_FDCWD, path.substr(0, slash).c_str(), X_OK, AT_EACCESS) != 0)
            return path.substr(0, slash);
    return path;
}

Problem no_right(std::size_t entry, const std::string& path) {
    const std::string closed = first_closed(path);
    struct stat status {};
    const bool known = ::stat(closed.c_str(), &status) == 0;
    const bool folder = closed != path || (known && S_ISDIR(status.st_mode));
    const std::string user = user_name(::geteuid());
    std::string detail = "The service's user '" + user + "' may not read " + for_people(closed);
    if (known) {
        std::array<char, 8> mode{};
        std::snprintf(mode.data(), mode.size(), "%04o", status.st_mode & 07777u);
        detail += " (owner " + user_name(status.st_uid) + ", mode " + mode.data() + ")";
    }
    detail += ". Let it, for example: setfacl -" + std::string(folder && closed == path ? "R" : "") +
              "m u:" + user + (folder ? ":rX " : ":r ") + for_people(quoted_for_shell(closed));
    return problem(entry, "recording-unreadable", "A recording may not be read", detail);
}

}  // namespace

Problem empty_list() {
    return {422, "invalid-field", "No recordings", "The list is empty: name at least one file or folder.",
            "/recordings"};
}

Problem ill_formed(std::size_t entry, const std::string& path, const std::string& what) {
    return problem(entry, "invalid-field", "Not a usable path", "\"" + for_people(path) + "\" " + what);
}

Problem outside(std::size_t entry, const std::string& path, const Roots& roots) {
    return problem(
        entry, "recording-outside-roots", "Outside the recordings' roots",
        for_people(path) + " lies in none of the folders that may be read (" + roots.in_words() +
            "). Copy it there, or add its folder to `roots` under [recordings] in the configuration.");
}

Problem link_leaves(std::size_t entry, const std::string& path, const Roots& roots) {
    return problem(entry, "recording-outside-roots", "A link leaves the recordings' roots",
                   for_people(path) +
                       " is, or is reached through, a symbolic link that leads out of the folders that may "
                       "be read (" +
                       roots.in_words() + "). Copy the recording itself there.");
}

Problem broken_link(std::size_t entry, const std::string& path) {
    return problem(entry, "recording-not-found", "A link to nothing",
                   for_people(path) +
                       " is a symbolic link to something that does not exist. Remove the link, or bring "
                       "the recording back.");
}

Problem from_error(std::size_t entry, const std::string& path, const FileError& error) {
    switch (error.error_number) {
        case EACCES:
        case EPERM:
            return no_right(entry, path);
        case ENOENT:
        case ENOTDIR:
            return problem(
                entry, "recording-not-found", "No such recording",
                for_people(path) +
                    " does not exist on this server. Check the spelling, and that its disk is mounted.");
        case ENAMETOOLONG:
            return ill_formed(entry, path,
                              "is longer than the file system allows (255 bytes a name, 4095 a path).");
        case ELOOP:
            return problem(
                entry, "recording-unreadable", "Links that lead nowhere",
                for_people(path) + " goes through symbolic links that run in a circle or were just changed.");
        default:
            return problem(entry, "recording-unreadable", "A recording cannot be read",
                           for_people(path) + ": " + std::strerror(error.error_number) +
                               ". Check the disk it lies on, then submit again.");
    }
}

Problem not_a_file(std::size_t entry, const std::string& path) {
    return problem(entry, "invalid-field", "Neither a file nor a folder",
                   for_people(path) +
                       " is a device, a pipe or a socket. Name a recording, or a folder with recordings.");
}

Problem format_not_accepted(std::size_t entry, const std::string& path) {
    const std::string extension = extension_of(path);
    const std::string_view known = known_format_name(extension);
    const std::string named = extension.empty() ? "a name without extension" : for_people(extension);
    std::string detail = for_people(path) + ": the cloud does not take " + named;
    if (!known.empty()) detail += " (" + std::string(known) + ")";
    detail += ". Convert it to FLAC, which loses nothing: " + for_people(conversion_command(path)) +
              " — accepted are " + std::string(accepted_extensions_in_words()) + ".";
    return problem(entry, "format-not-accepted", "A format that the cloud does not take", detail);
}

Problem empty_file(std::size_t entry, const std::string& path) {
    return problem(entry, "recording-empty", "An empty file",
                   for_people(path) + " holds no bytes. Remove it, or copy the recording again.");
}

Problem nothing_in_folder(std::size_t entry, const std::string& path, std::size_t ignored) {
    std::string detail = for_people(path) +
                         " holds no recording with one of the extensions that the cloud takes (" +
                         std::string(accepted_extensions_in_words()) + ")";
    if (ignored > 0) detail += "; " + std::to_string(ignored) + " other files were ignored";
    return problem(entry, "no-recordings", "A folder without recordings",
                   detail + ". Other audio: convert it to FLAC.");
}

Problem disk_silent(const std::vector<std::string>& paths) {
    std::string named = paths.empty() ? "" : for_people(paths.front());
    if (paths.size() > 1) named += " (and " + std::to_string(paths.size() - 1) + " more)";
    return {503, "disk-silent", "The disk does not answer",
            named +
                " lies on a disk that does not answer. See to it, or to the server that it belongs to, "
                "then submit again.",
            "/recordings"};
}

Problem too_many(std::size_t entry, const std::string& what) {
    return problem(entry, "too-many-recordings", "Too many files", what);
}

}  // namespace understudy::selection_problem
