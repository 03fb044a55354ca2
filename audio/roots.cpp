#include "audio/roots.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include "core/paths.hpp"

namespace understudy {
namespace {

Failure<FileError> file_error(int error_number, std::string_view path) {
    return failure(FileError{error_number, for_people(path)});
}

// Opens `name` in the folder `at` when it is what was asked for. It is looked at first, because merely
// opening a device or a pipe can do something.
Result<FileDescriptor, FileError> open_last(int at, const std::string& name, bool folder,
                                            std::string_view path) {
    struct stat status {};
    if (::fstatat(at, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return file_error(errno, path);
    if (S_ISLNK(status.st_mode)) return file_error(ELOOP, path);
    if (folder ? !S_ISDIR(status.st_mode) : !S_ISREG(status.st_mode))
        return file_error(folder ? ENOTDIR : EINVAL, path);
    FileDescriptor file(
        ::openat(at, name.c_str(),
                 O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (folder ? O_DIRECTORY : 0)));
    if (!file) return file_error(errno, path);
    struct stat opened {};
    if (::fstat(file.get(), &opened) != 0) return file_error(errno, path);
    if (opened.st_ino != status.st_ino || opened.st_dev != status.st_dev) return file_error(ELOOP, path);
    return file;
}

}  // namespace

Roots::Roots(std::vector<std::string> configured) : configured_(std::move(configured)) {
    for (std::string& root : configured_) root = lexically_clean(root);
}

std::vector<std::string> Roots::resolved_roots() const {
    std::vector<std::string> resolved;
    for (const std::string& root : configured_)
        if (auto real = resolve(root)) resolved.push_back(std::move(real).value());
    return resolved;
}

bool Roots::contains_text(std::string_view clean_path) const {
    const auto holds = [&](const std::string& root) { return is_inside(clean_path, root); };
    return std::any_of(configured_.begin(), configured_.end(), holds) || contains_resolved(clean_path);
}

bool Roots::contains_resolved(std::string_view resolved) const {
    const auto roots = resolved_roots();
    return std::any_of(roots.begin(), roots.end(),
                       [&](const auto& root) { return is_inside(resolved, root); });
}

/// Where the root itself is away (a disk that is not mounted), that is what is wrong.
Failure<FileError> Roots::outside_roots(const std::string& path) const {
    for (const std::string& root : configured_) {
        if (!is_inside(path, root)) continue;
        if (const auto real = resolve(root); !real) return failure(real.error());
    }
    return file_error(EXDEV, path);
}

Result<FileDescriptor, FileError> Roots::open_resolved(const std::string& path, bool folder) const {
    const auto roots = resolved_roots();
    const auto root =
        std::find_if(roots.begin(), roots.end(), [&](const auto& r) { return is_inside(path, r); });
    if (root == roots.end()) return outside_roots(path);
    FileDescriptor at(::open(root->c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!at) return file_error(errno, *root);
    std::string_view rest =
        std::string_view(path).substr(*root == "/" ? 1 : std::min(path.size(), root->size() + 1));
    for (std::size_t slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
        const std::string name(rest.substr(0, slash));
        rest.remove_prefix(slash + 1);
        if (name == "..") return file_error(EXDEV, path);
        FileDescriptor below(::openat(at.get(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!below) return file_error(errno, path.substr(0, path.size() - rest.size() - 1));
        at = std::move(below);
    }
    if (rest == "..") return file_error(EXDEV, path);
    return open_last(at.get(), rest.empty() ? "." : std::string(rest), folder, path);
}

std::string Roots::in_words() const {
    std::string words;
    for (const std::string& root : configured_) words += (words.empty() ? "" : ", ") + for_people(root);
    return words.empty() ? "none" : words;
}

Result<std::string, FileError> resolve(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
    if (!real) return file_error(errno, path);
    return std::string(real.get());
}

Result<FileStamp, FileError> stamp_of(int fd) {
    struct stat status {};
    if (::fstat(fd, &status) != 0) return file_error(errno, "");
    FileStamp stamp;
    stamp.ctime_ns = std::int64_t{status.st_ctim.tv_sec} * 1'000'000'000 + status.st_ctim.tv_nsec;
    FileIdentity& identity = stamp.identity;
    identity.size = static_cast<std::uint64_t>(status.st_size);
    identity.mtime_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    identity.inode = status.st_ino;
    identity.device = status.st_dev;
    return stamp;
}

Result<FileIdentity, FileError> identity_of(int fd) {
    const auto stamp = stamp_of(fd);
    if (!stamp) return failure(stamp.error());
    return stamp->identity;
}

bool is_same_file(const FileIdentity& a, const FileIdentity& b) {
    return a.size == b.size && a.mtime_ns == b.mtime_ns && a.inode == b.inode;
}

}  // namespace understudy
