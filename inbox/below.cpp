#include "inbox/below.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <array>
#include <cerrno>

namespace understudy::inbox {

namespace {

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr mode_t folder_mode = 0750, file_mode = 0640;

Failure<int> last_error() { return failure(int{errno}); }

bool nothing_there(int at, const std::string& name) {
    struct stat status {};
    return ::fstatat(at, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
}

/// Where the file system cannot rename without replacing: a second name, then the first one goes.
bool link_and_unlink(int from, const std::string& name, int to, const std::string& new_name) {
    return ::linkat(from, name.c_str(), to, new_name.c_str(), 0) == 0 &&
           ::unlinkat(from, name.c_str(), 0) == 0;
}

bool move_without_replacing(int from, const std::string& name, int to, const std::string& new_name) {
    if (::renameat2(from, name.c_str(), to, new_name.c_str(), RENAME_NOREPLACE) == 0) return true;
    return (errno == EINVAL || errno == ENOSYS) && link_and_unlink(from, name, to, new_name);
}

}  // namespace

OnDisk<Nothing> sync_folder(int folder) {
    if (::fsync(folder) != 0) return last_error();
    return Nothing{};
}

OnDisk<Descriptor> open_root(const std::string& path) {
    if (::mkdir(path.c_str(), folder_mode) != 0 && errno != EEXIST) return last_error();
    Descriptor root(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root) return last_error();
    return root;
}

OnDisk<Descriptor> folder_in(int at, const std::string& name, bool make) {
    if (make && nothing_there(at, name) && ::mkdirat(at, name.c_str(), folder_mode) != 0 && errno != EEXIST)
        return last_error();
    // Also one that was there: whoever made it may have got no further.
    if (make)
        if (auto synced = sync_folder(at); !synced) return failure(synced.error());
    Descriptor folder(::openat(at, name.c_str(), folder_flags));
    if (!folder) return last_error();
    return folder;
}

OnDisk<Descriptor> parent_of(int at, std::string_view path, bool make) {
    Descriptor folder(::openat(at, ".", folder_flags));
    if (!folder) return last_error();
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        auto below = folder_in(folder.get(), std::string(path.substr(0, slash)), make);
        if (!below) return below;
        folder = std::move(*below);
        path.remove_prefix(slash + 1);
    }
    return folder;
}

std::string last_step(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

FileFacts facts_in(const struct stat& status) {
    const auto modified = seconds{status.st_mtim.tv_sec} + std::chrono::nanoseconds{status.st_mtim.tv_nsec};
    return {static_cast<std::uint64_t>(status.st_size), status.st_ino,
            Time(std::chrono::floor<microseconds>(modified)), S_ISREG(status.st_mode)};
}

OnDisk<FileFacts> facts_of(int at, std::string_view path) {
    const auto parent = parent_of(at, path, false);
    if (!parent) return failure(parent.error());
    struct stat status {};
    if (::fstatat(parent->get(), last_step(path).c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return last_error();
    return facts_in(status);
}

OnDisk<Nothing> move_to(int from, const std::string& name, int to, const std::string& new_name) {
    if (!move_without_replacing(from, name, to, new_name)) return last_error();
    return Nothing{};
}

OnDisk<Nothing> set_modified_at(int at, const std::string& name, std::chrono::nanoseconds since_1970) {
    const auto whole = std::chrono::floor<seconds>(since_1970);
    const timespec now{.tv_sec = 0, .tv_nsec = UTIME_NOW};
    const timespec then{.tv_sec = whole.count(), .tv_nsec = (since_1970 - whole).count()};
    const std::array<timespec, 2> times{now, then};
    if (::utimensat(at, name.c_str(), times.data(), AT_SYMLINK_NOFOLLOW) != 0) return last_error();
    return Nothing{};
}

OnDisk<Nothing> replace_file(int at, const std::string& name, std::string_view content) {
    const std::string passing = name + ".new";
    Descriptor file(
        ::openat(at, passing.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, file_mode));
    if (!file) return last_error();
    if (auto written = write_all(file.get(), content, 0); !written) return written;
    if (::fsync(file.get()) != 0) return last_error();
    if (::renameat(at, passing.c_str(), at, name.c_str()) != 0) return last_error();
    return sync_folder(at);
}

OnDisk<std::string> read_small_file(int at, const std::string& name) {
    Descriptor file(::openat(at, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!file) return last_error();
    std::string content;
    std::array<char, 16u << 10> block{};
    for (ssize_t got = 1; got > 0 && content.size() < 4 * block.size();) {
        got = ::read(file.get(), block.data(), block.size());
        if (got < 0) return last_error();
        content.append(block.data(), static_cast<std::size_t>(got));
    }
    return content;
}

OnDisk<Nothing> write_all(int file, std::string_view bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return last_error();
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
    return Nothing{};
}

OnDisk<std::uint64_t> free_on_disk(int folder) {
    struct statvfs disk {};
    if (::fstatvfs(folder, &disk) != 0) return last_error();
    return std::uint64_t{disk.f_bavail} * disk.f_frsize;
}

}  // namespace understudy::inbox
