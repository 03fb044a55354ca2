#include "cli/browser.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace understudy::cli {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::string escaped(std::string_view text) {
    std::string html;
    for (const char letter : text) {
        if (letter == '&')
            html += "&amp;";
        else if (letter == '"')
            html += "&quot;";
        else if (letter == '<')
            html += "&lt;";
        else
            html += letter;
    }
    return html;
}

/// For its owner's eyes alone, whatever stood there before.
bool write_page(const std::string& path, const std::string& page) {
    ::unlink(path.c_str());
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) return false;
    const bool written = ::write(file, page.data(), page.size()) == static_cast<ssize_t>(page.size());
    return ::close(file) == 0 && written;
}

/// On its own: a browser that is started so lives longer than we do.
bool start(std::string program, std::string argument) {
    const std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
    posix_spawn_file_actions_t streams;
    posix_spawn_file_actions_init(&streams);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_addopen(&streams, stream, "/dev/null", O_RDWR, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    pid_t child = -1;
    const int error =
        ::posix_spawnp(&child, program.c_str(), &streams, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&streams);
    return error == 0;
}

}  // namespace

std::string leading_page(const std::string& url) {
    const std::string address = escaped(url);
    return "<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">"
           "<meta http-equiv=\"refresh\" content=\"0;url=" +
           address + "\"><title>Understudy</title><a href=\"" + address + "\">Understudy</a>\n";
}

bool open_in_browser(const std::string& url) {
    if (environment("DISPLAY").empty() && environment("WAYLAND_DISPLAY").empty()) return false;
    const std::string folder = environment("XDG_RUNTIME_DIR");
    if (!folder.starts_with('/')) return false;
    const std::string path = folder + "/understudy-open.html";
    return write_page(path, leading_page(url)) && start("xdg-open", "file://" + path);
}

}  // namespace understudy::cli
