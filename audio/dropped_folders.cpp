// A census walks folder by folder through descriptors, each opened from its root down and through no link,
// and puts what lstat(2) says of every name into one digest; not the inode, which some shares make up anew.
// Where a link leads to something in a root, the job will read that: it is walked to by its own way.
#include "audio/dropped_folders.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <set>

#include "audio/folder_listing.hpp"
#include "audio/hex.hpp"
#include "core/formats.hpp"
#include "core/paths.hpp"
#include "core/unfinished_name.hpp"

namespace understudy {
namespace {

Problem trouble_with(const std::string& path, const std::string& why) {
    return {422, "recording-unreadable", "A folder cannot be looked at", for_people(path) + ": " + why, ""};
}

Problem trouble_with(const std::string& path, int error) {
    if (error == ENOENT || error == ENOTDIR)
        return {422, "recording-not-found", "No such folder",
                for_people(path) + " is no folder on this server, or its disk is not mounted", ""};
    if (error == EXDEV || error == ELOOP)
        return {422, "recording-outside-roots", "Outside the recordings' roots",
                for_people(path) +
                    " is, or is reached through, a link that leads out of the folders that "
                    "may be read",
                ""};
    return trouble_with(path, std::strerror(error));
}

Problem too_many(const std::string& path) {
    return {422, "too-many-recordings", "Too many files",
            for_people(path) + ": more than " + std::to_string(most_dropped_entries) + " names to look at",
            ""};
}

/// Up to one byte more than a voice.toml may have.
Result<std::string, int> text_of(int file) {
    std::string text(longest_voice_sheet + 1, '\0');
    std::size_t length = 0;
    while (length < text.size()) {
        const ssize_t got = ::read(file, text.data() + length, text.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure(int{errno});
        if (got == 0) break;
        length += static_cast<std::size_t>(got);
    }
    text.resize(length);
    return text;
}

void read_sheet(DroppedFolder& dropped, const FileDescriptor& sheet) {
    dropped.read = true;
    auto text = text_of(sheet.get());
    if (!text)
        dropped.trouble = std::strerror(text.error());
    else if (text->size() > longest_voice_sheet)
        dropped.trouble = "it is longer than " + std::to_string(longest_voice_sheet / 1024) + " KiB";
    else
        dropped.text = std::move(*text);
}

bool is_there(const std::string& path) {
    struct stat there {};
    return ::lstat(path.c_str(), &there) == 0;
}

/// And not a link to one.
bool is_folder(const std::string& path) {
    struct stat there {};
    return ::lstat(path.c_str(), &there) == 0 && S_ISDIR(there.st_mode);
}

/// Its own times, which change with what is put into it or taken out; not the inode: see above.
std::string version_of_folder(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return "";
    const auto in_words = [](const timespec& at) {
        return std::to_string(at.tv_sec) + "." + std::to_string(at.tv_nsec);
    };
    return in_words(status.st_mtim) + "/" + in_words(status.st_ctim);
}

/// What people name a voice.toml by mistake; each is asked for, so that a folder need not be listed.
constexpr std::array nearly_sheets{"Voice.toml", "VOICE.TOML",     "VOICE.toml",    "Voice.TOML",
                                   "voice.TOML", "voice.toml.txt", "Voice.toml.txt"};

/// nullopt: nothing in it was meant to be a voice.toml.
std::optional<DroppedFolder> nearly_dropped(const std::string& path) {
    if (!is_folder(path)) return std::nullopt;
    for (const char* name : nearly_sheets) {
        if (!is_there(path + "/" + name)) continue;
        DroppedFolder dropped{path, {}};
        dropped.misnamed = "Its voice.toml is called " + std::string(name) + ".";
        dropped.cure = "name it voice.toml";
        return dropped;
    }
    return std::nullopt;
}

/// Of a folder whose name no job could carry. nullopt: it has no voice.toml.
std::optional<DroppedFolder> badly_named(const std::string& path) {
    if (!is_folder(path) || !is_there(path + "/" + voice_sheet_name)) return std::nullopt;
    DroppedFolder dropped{path, {}};
    dropped.misnamed =
        std::string("Its name ") + (is_utf8(path) ? "holds a line break or another control character."
                                                  : "is no UTF-8, as names from old shares may be.");
    dropped.cure = "rename it: with letters, digits and spaces";
    return dropped;
}

/// nullopt: there is no voice.toml in it, or no folder any more.
std::optional<DroppedFolder> look_into(const std::string& path, const std::map<std::string, FileStamp>& known,
                                       const Roots& roots) {
    if (!is_utf8(path) || has_control_character(path)) return badly_named(path);
    DroppedFolder dropped{path, {}};
    dropped.version = version_of_folder(path);
    const auto sheet = roots.open_resolved(path + "/" + voice_sheet_name, false);
    if (!sheet) {
        const int error = sheet.error().error_number;
        const bool closed = error == EACCES && !is_there(path + "/" + voice_sheet_name);
        if (error == ENOENT) return nearly_dropped(path);
        if (error == ENOTDIR || closed) return std::nullopt;
        dropped.read = true;
        dropped.trouble =
            error == ELOOP || error == EINVAL ? "it is a link, or no file" : std::strerror(error);
        return dropped;
    }
    if (const auto stamp = stamp_of(sheet->get())) dropped.sheet = *stamp;
    const auto before = known.find(path);
    if (before == known.end() || !(before->second == dropped.sheet)) read_sheet(dropped, *sheet);
    return dropped;
}

class Census {
  public:
    Census(std::string folder, const Roots& roots, const std::function<bool()>& goes_on)
        : roots_(roots), goes_on_(goes_on), top_(folder), digest_(XXH3_createState(), &XXH3_freeState) {
        XXH3_128bits_reset(digest_.get());
        folders_.push_back(std::move(folder));
    }

    Result<FolderCensus, Problem> take() {
        while (!folders_.empty()) {
            const std::string folder = std::move(folders_.front());
            folders_.pop_front();
            if (auto problem = walk(folder)) return failure(*std::move(problem));
        }
        XXH128_canonical_t canonical;
        XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(digest_.get()));
        census_.digest = hex_of(canonical.digest);
        return std::move(census_);
    }

  private:
    std::optional<Problem> walk(const std::string& folder) {
        auto opened = roots_.open_resolved(folder, true);
        if (!opened) return trouble_with(folder, opened.error().error_number);
        struct stat self {};
        if (::fstat(opened->get(), &self) != 0) return trouble_with(folder, errno);
        if (!walked_.insert({self.st_dev, self.st_ino}).second) return std::nullopt;
        FolderListing listing(std::move(*opened));
        const auto names = listing.names(most_dropped_entries);
        if (!names) return trouble_with(folder, names.error());
        looked_at_ += names->size();
        if (looked_at_ > most_dropped_entries) return too_many(top_);
        for (const std::string& name : *names) {
            if (!goes_on_()) return dropped_problem::silent(folder);
            take_member(folder, name, listing.descriptor());
        }
        return std::nullopt;
    }

    /// What goes away while it is looked at makes another census than the one before, and is left out.
    void take_member(const std::string& folder, const std::string& name, int descriptor) {
        struct stat status {};
        if (::fstatat(descriptor, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            return add("gone " + name);
        const std::string path = folder + "/" + name;
        note(path, status);
        if (S_ISDIR(status.st_mode)) return folders_.push_back(path);
        if (S_ISLNK(status.st_mode) && follow(path)) return;
        ++census_.files;
        const bool counts = !name.starts_with('.') && is_accepted_extension(extension_of(name));
        census_.recordings += counts ? 1 : 0;
    }

    /// True: it leads to a folder. What lies in no root is not looked at; the job refuses it by its name.
    bool follow(const std::string& link) {
        const auto resolved = resolve(link);
        if (!resolved || !roots_.contains_resolved(*resolved)) return false;
        struct stat status {};
        if (::lstat(resolved->c_str(), &status) != 0) return add("gone " + *resolved), false;
        note(*resolved, status);
        if (!S_ISDIR(status.st_mode)) return false;
        folders_.push_back(*resolved);
        return true;
    }

    void note(const std::string& path, const struct stat& status) {
        if (census_.unfinished.empty() && is_unfinished_name(path.substr(path.rfind('/') + 1)))
            census_.unfinished = path;
        add(is_inside(path, top_) ? path.substr(top_.size()) : path);
        add({status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
             static_cast<std::int64_t>(status.st_size), static_cast<std::int64_t>(status.st_mode)});
        census_.bytes += S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
    }

    void add(const std::string& text) { XXH3_128bits_update(digest_.get(), text.c_str(), text.size() + 1); }
    void add(std::initializer_list<std::int64_t> numbers) {
        XXH3_128bits_update(digest_.get(), std::data(numbers), numbers.size() * sizeof(std::int64_t));
    }

    const Roots& roots_;
    const std::function<bool()>& goes_on_;
    const std::string top_;
    std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> digest_;
    std::deque<std::string> folders_;
    std::set<std::pair<dev_t, ino_t>> walked_;  ///< links may lead to a folder again and again
    std::size_t looked_at_ = 0;
    FolderCensus census_;
};

}  // namespace

Result<std::vector<DroppedFolder>, Problem> find_dropped_folders(
    const std::string& watched, const std::map<std::string, FileStamp>& known, const Roots& roots,
    const std::function<bool()>& goes_on) {
    if (!goes_on()) return failure(dropped_problem::silent(watched));
    const auto resolved = resolve(watched);
    if (!resolved) return failure(trouble_with(watched, resolved.error().error_number));
    auto opened = roots.open_resolved(*resolved, true);
    if (!opened) return failure(trouble_with(watched, opened.error().error_number));
    FolderListing listing(std::move(*opened));
    const auto names = listing.names(most_dropped_entries);
    if (!names) return failure(trouble_with(watched, names.error()));
    if (names->size() > most_dropped_entries) return failure(too_many(watched));
    std::vector<DroppedFolder> found;
    for (const std::string& name : *names) {
        if (!goes_on()) return failure(dropped_problem::silent(watched));
        if (name.starts_with('.')) continue;
        if (auto dropped = look_into(*resolved + "/" + name, known, roots))
            found.push_back(*std::move(dropped));
    }
    return found;
}

Result<FolderCensus, Problem> census_of_folder(const std::string& folder, const Roots& roots,
                                               const std::function<bool()>& goes_on) {
    return Census(folder, roots, goes_on).take();
}

namespace dropped_problem {
Problem silent(const std::string& path) {
    return {503, "disk-silent", "The disk does not answer",
            for_people(path) + " lies on a disk that does not answer", ""};
}
}  // namespace dropped_problem

}  // namespace understudy
