// Looking through folders, and removing them.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "inbox/below.hpp"

namespace understudy::inbox {

namespace {

/// Of folders in one another: what came by way of the inbox has fewer.
constexpr int deepest = 40;

void walk(int folder, const std::string& prefix, int depth, const VisitFile& visit) {
    const auto names = names_in(folder);
    if (!names || depth > deepest) return;
    for (const std::string& name : *names) {
        struct stat status {};
        if (name.starts_with('.') || ::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISREG(status.st_mode)) visit(prefix + name, facts_in(status));
        if (!S_ISDIR(status.st_mode)) continue;
        if (const auto below = folder_in(folder, name, false))
            walk(below->get(), prefix + name + "/", depth + 1, visit);
    }
}

OnDisk<Nothing> empty_folder(int folder) {
    const auto names = names_in(folder);
    if (!names) return failure(names.error());
    for (const std::string& name : *names)
        if (auto removed = remove_all(folder, name); !removed) return removed;
    return Nothing{};
}

}  // namespace

OnDisk<std::vector<std::string>> names_in(int folder) {
    // Its own position in the folder, whoever else reads it.
    Descriptor again(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!again) return failure(int{errno});
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(again.get()), &::closedir);
    if (!stream) return failure(int{errno});
    static_cast<void>(again.release());
    std::vector<std::string> names;
    for (errno = 0; const dirent* member = ::readdir(stream.get()); errno = 0) {
        const std::string name = member->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    if (errno != 0) return failure(int{errno});
    std::sort(names.begin(), names.end());
    return names;
}

void each_file(int folder, const VisitFile& visit) { walk(folder, "", 0, visit); }

OnDisk<Nothing> remove_all(int at, const std::string& name) {
    if (::unlinkat(at, name.c_str(), 0) == 0 || errno == ENOENT) return Nothing{};
    if (errno != EISDIR && errno != EPERM) return failure(int{errno});
    const auto folder = folder_in(at, name, false);
    if (!folder) return failure(folder.error());
    if (auto emptied = empty_folder(folder->get()); !emptied) return emptied;
    if (::unlinkat(at, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT) return failure(int{errno});
    return Nothing{};
}

}  // namespace understudy::inbox
