#include "core/unfinished_name.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace understudy {
namespace {

// Browsers, FileZilla and WinSCP, wget-like loaders, Windows' robocopy, Syncthing.
constexpr std::array endings{".part",     ".partial",    ".filepart", ".crdownload",
                             ".download", ".opdownload", ".tmp",      ".temp"};
// Nextcloud, LibreOffice's locks, GNOME's and KDE's savers, rsync's folders for what is not whole.
constexpr std::array beginnings{".~lock",         "~$",          ".goutputstream-", ".~tmp~",
                                ".rsync-partial", ".fuse_hidden"};

/// ".NAME.XXXXXX" with an extension in NAME, so that ".hidden.config" is none.
bool is_rsyncs(std::string_view name) {
    constexpr std::size_t random = 6;
    if (name.size() < random + 5 || name.front() != '.' || name[name.size() - random - 1] != '.')
        return false;
    const std::string_view end = name.substr(name.size() - random);
    const std::string_view middle = name.substr(1, name.size() - random - 2);
    const auto dot = middle.rfind('.');
    return dot != std::string_view::npos && dot > 0 &&
           std::all_of(end.begin(), end.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

bool ends_with(std::string_view name, std::string_view ending) {
    if (name.size() <= ending.size()) return false;
    return std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [](char e, char n) { return e == std::tolower(static_cast<unsigned char>(n)); });
}

}  // namespace

bool is_unfinished_name(std::string_view name) {
    const auto ends = [&](std::string_view ending) { return ends_with(name, ending); };
    const auto begins = [&](std::string_view beginning) { return name.starts_with(beginning); };
    const bool nextclouds = name.starts_with('.') && name.find(".~", 1) != std::string_view::npos;
    return std::any_of(endings.begin(), endings.end(), ends) ||
           std::any_of(beginnings.begin(), beginnings.end(), begins) || nextclouds || is_rsyncs(name);
}

}  // namespace understudy
