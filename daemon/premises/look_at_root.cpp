#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <deque>
#include <memory>
#include <vector>

#include "daemon/premises/looks.hpp"

namespace understudy {
namespace {

/// Enough to see what is amiss with a whole tree, and over in a moment.
constexpr std::size_t kMostOpened = 400;

std::string group_name(gid_t gid) {
    std::array<char, 16'384> space{};
    struct group entry {};
    struct group* found = nullptr;
    if (::getgrgid_r(gid, &entry, space.data(), space.size(), &found) == 0 && found) return found->gr_name;
    return std::to_string(gid);
}

class Sampling {
  public:
    explicit Sampling(RootFacts& facts) : facts_(facts) { folders_.push_back(facts.root); }

    void run() {
        while (!folders_.empty() && facts_.error_number == 0 && opened() < kMostOpened) {
            const std::string folder = folders_.front();
            folders_.pop_front();
            enter(folder);
        }
    }

  private:
    [[nodiscard]] std::size_t opened() const { return facts_.files + facts_.folders; }

    void enter(const std::string& path) {
        const int number = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
        if (number < 0) return refused(path, errno);
        const std::unique_ptr<DIR, int (*)(DIR*)> folder(::fdopendir(number), &::closedir);
        if (!folder) return refused(path, errno);
        facts_.folders += 1;
        errno = 0;
        for (const dirent* entry = ::readdir(folder.get()); entry; entry = ::readdir(folder.get())) {
            const std::string name = entry->d_name;
            if (name == "." || name == "..") continue;
            look_at(number, name, path + (path.ends_with('/') ? "" : "/") + name);
            if (facts_.error_number != 0 || opened() >= kMostOpened) return;
            errno = 0;
        }
        if (errno != 0) refused(path, errno);
    }

    /// Only folders and regular files: merely opening a device or a pipe can do something.
    void look_at(int folder, const std::string& name, const std::string& path) {
        struct stat status {};
        if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno != ENOENT) refused(path, errno);  // gone meanwhile: nothing to read
            return;
        }
        if (S_ISDIR(status.st_mode)) return folders_.push_back(path);
        if (!S_ISREG(status.st_mode)) return;
        const int file = ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
        if (file < 0) return refused(path, errno);
        ::close(file);
        facts_.files += 1;
    }

    void refused(const std::string& path, int error_number) {
        facts_.error_number = error_number;
        facts_.at = path;
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0) return;
        const mode_t wanted = S_ISDIR(status.st_mode) ? S_IRGRP | S_IXGRP : S_IRGRP;
        facts_.group_may = (status.st_mode & wanted) == wanted;
        facts_.group = group_name(status.st_gid);
    }

    RootFacts& facts_;
    std::deque<std::string> folders_;
};

}  // namespace

RootFacts look_at_root(const std::string& root, const std::string& user) {
    RootFacts facts;
    facts.root = root;
    facts.user = user;
    Sampling(facts).run();
    return facts;
}

std::string own_user() {
    std::array<char, 16'384> space{};
    struct passwd entry {};
    struct passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, space.data(), space.size(), &found) == 0 && found)
        return found->pw_name;
    return std::to_string(::geteuid());
}

}  // namespace understudy
