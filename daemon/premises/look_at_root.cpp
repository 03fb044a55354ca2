#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <deque>
#include <memory>

#include "core/formats.hpp"
#include "daemon/premises/looks.hpp"
#include "daemon/premises/rights.hpp"

namespace understudy {
namespace {

/// Enough to see what is amiss with a whole tree, and over in a moment, also where there are few recordings
/// among many other files, or a NAS is slow.
constexpr std::size_t kMostOpened = 400, kMostLookedAt = 20'000;
constexpr std::chrono::seconds kLongest{3};

/// What a submission does not look at either, and what a file system keeps for itself.
bool is_passed_over(std::string_view name) { return name.starts_with('.') || name == "lost+found"; }

/// It went away, or became something else, after it was listed.
bool is_gone(int error_number) {
    return error_number == ENOENT || error_number == ENOTDIR || error_number == ELOOP;
}

/// Opens what a submission of the whole root would open.
class Sampling {
  public:
    explicit Sampling(RootFacts& facts) : facts_(facts) { folders_.push_back(facts.root); }

    void run() {
        while (!folders_.empty() && !enough()) {
            const std::string folder = folders_.front();
            folders_.pop_front();
            enter(folder);
        }
    }

  private:
    [[nodiscard]] bool enough() const {
        return facts_.error_number != 0 || facts_.files + facts_.folders >= kMostOpened ||
               looked_at_ >= kMostLookedAt || std::chrono::steady_clock::now() >= until_;
    }

    void enter(const std::string& path) {
        const int number = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
        if (number < 0) return refused(path, errno);
        const std::unique_ptr<DIR, int (*)(DIR*)> folder(::fdopendir(number), &::closedir);
        if (!folder) return refused(path, errno);
        facts_.folders += 1;
        errno = 0;
        for (const dirent* entry = ::readdir(folder.get()); entry; entry = ::readdir(folder.get())) {
            looked_at_ += 1;
            if (!is_passed_over(entry->d_name)) look_at(number, *entry, path);
            if (enough()) return;
            errno = 0;
        }
        if (errno != 0) refused(path, errno);
    }

    /// Only folders and recordings: merely opening a device or a pipe can do something.
    void look_at(int folder, const dirent& entry, const std::string& parent) {
        const std::string name = entry.d_name, path = parent + (parent.ends_with('/') ? "" : "/") + name;
        const bool named_like_recording = is_accepted_extension(extension_of(name));
        if (entry.d_type == DT_REG && !named_like_recording) return;
        struct stat status {};
        if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return refused(path, errno);
        if (S_ISDIR(status.st_mode)) return folders_.push_back(path);
        if (!S_ISREG(status.st_mode) || !named_like_recording) return;
        const int file = ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
        if (file < 0) return refused(path, errno);
        ::close(file);
        facts_.files += 1;
    }

    void refused(const std::string& path, int error_number) {
        if (path != facts_.root && is_gone(error_number)) return;
        facts_.error_number = error_number;
        facts_.at = path;
        look_at_rights(facts_);
    }

    RootFacts& facts_;
    std::deque<std::string> folders_;
    std::size_t looked_at_ = 0;
    const std::chrono::steady_clock::time_point until_ = std::chrono::steady_clock::now() + kLongest;
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
