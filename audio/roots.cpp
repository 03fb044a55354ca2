#include "audio/roots.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <utility>

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

Roots::Roots(std::vector<std::string> configured)
    : configured_(std::move(configured)), resolved_(configured_.size()) {
    for (std::string& root : configured_) root = lexically_clean(root);
}

Result<std::string, FileError> Roots::learn(std::size_t index) const {
    auto real = resolve(configured_[index]);
    const std::lock_guard lock(mutex_);
    if (real) resolved_[index] = *real;
    return real;
}

bool Roots::may_hold(std::size_t index, std::string_view path) const {
    const std::lock_guard lock(mutex_);
    return is_inside(path, configured_[index]) || (resolved_[index] && is_inside(path, *resolved_[index]));
}

bool Roots::is_known(std::size_t index) const {
    const std::lock_guard lock(mutex_);
    return resolved_[index].has_value();
}

std::size_t Roots::find(std::string_view path) const {
    std::size_t found = size();
    for (std::size_t index = 0; index < size(); ++index)
        if (may_hold(index, path) &&
            (found == size() || configured_[index].size() > configured_[found].size()))
            found = index;
    return found;
}

/// Asks the disks of those roots alone that may hold it, and where there is none, of those that were never
/// resolved. Where the root itself is away (a disk that is not mounted), that is what is wrong.
Result<std::string, FileError> Roots::root_of(std::string_view resolved) const {
    const bool some_may = find(resolved) != size();
    std::optional<FileError> away;
    for (std::size_t index = 0; index < size(); ++index) {
        if (some_may ? !may_hold(index, resolved) : is_known(index)) continue;
        auto root = learn(index);
        if (root && is_inside(resolved, *root)) return root;
        if (!root && some_may && !away) away = root.error();
    }
    return away ? failure(*away) : file_error(EXDEV, resolved);
}

bool Roots::contains_text(std::string_view clean_path) const {
    const auto index = find(clean_path);
    if (index == size()) return root_of(clean_path).ok();
    // A root may be a link, which may lead elsewhere since it was followed last.
    return static_cast<void>(learn(index)), true;
}

bool Roots::contains_resolved(std::string_view resolved) const { return root_of(resolved).ok(); }

Result<FileDescriptor, FileError> Roots::open_resolved(const std::string& path, bool folder) const {
    const auto root = root_of(path);
    if (!root) return failure(root.error());
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
