#include "audio/selection.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "audio/selection_problems.hpp"
#include "core/formats.hpp"
#include "core/paths.hpp"

namespace understudy {
namespace {

namespace sp = selection_problem;
using Stop = std::optional<Problem>;  // a problem ends the selection

constexpr std::size_t longest_path = 4095, longest_name = 255;

struct Folder {
    std::string path;      // resolved
    std::string relative;  // below the folder that was named, "" or ending in '/'
};

bool has_overlong_name(std::string_view path) {
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        if (slash > longest_name) return true;
        path.remove_prefix(slash + 1);
    }
    return path.size() > longest_name;
}

// Collects one submission's files, entry by entry of its list.
class Collector {
  public:
    Collector(const Roots& roots, const std::function<bool()>& goes_on) : roots_(roots), goes_on_(goes_on) {}

    Stop take_entry(std::size_t entry, const std::string& path);
    Selection finish();

  private:
    Stop take_file(const std::string& shown, const std::string& resolved, const std::string& relative);
    Stop take_folder(const std::string& shown, const std::string& resolved);
    Stop walk(const Folder& folder);
    Stop take_member(const Folder& folder, const std::string& name, int folder_fd);
    Stop take_link(const Folder& folder, const std::string& name);
    Stop set_aside(const std::string& path, const std::string& relative, Problem problem);
    void ignore(const std::string& path);

    const Roots& roots_;
    const std::function<bool()>& goes_on_;
    std::size_t entry_ = 0;
    std::size_t looked_at_ = 0;
    std::set<std::string> taken_;                               // resolved paths
    std::set<std::pair<std::uint64_t, std::uint64_t>> walked_;  // device and inode of folders, this entry's
    std::deque<Folder> folders_, linked_folders_;
    std::size_t found_in_entry_ = 0, ignored_in_entry_ = 0;
    Selection selection_;
};

Stop ill_formed(std::size_t entry, const std::string& path) {
    if (path.empty()) return sp::ill_formed(entry, path, "is empty: name a file or a folder.");
    if (!is_utf8(path)) return sp::ill_formed(entry, path, "is not valid UTF-8: rename the file.");
    if (has_control_character(path))
        return sp::ill_formed(entry, path, "holds a control character: rename the file.");
    if (path.size() > longest_path || has_overlong_name(path))
        return sp::ill_formed(entry, path,
                              "is longer than the file system allows (255 bytes a name, 4095 a path).");
    if (path.front() != '/')
        return sp::ill_formed(entry, path,
                              "is a relative path, and the service has no working folder: begin with '/'.");
    return std::nullopt;
}

Stop Collector::take_entry(std::size_t entry, const std::string& path) {
    entry_ = entry;
    if (!goes_on_()) return sp::disk_silent({path});
    if (auto stop = ill_formed(entry, path)) return stop;
    // What lies outside is not even looked at: its existence is nobody's business here.
    if (!roots_.contains_text(lexically_clean(path))) return sp::outside(entry, path, roots_);
    const auto resolved = resolve(path);
    if (!resolved) return sp::from_error(entry, path, resolved.error());
    if (!roots_.contains_resolved(*resolved)) return sp::link_leaves(entry, path, roots_);
    struct stat status {};
    if (::lstat(resolved->c_str(), &status) != 0) return sp::from_error(entry, path, {errno, path});
    if (S_ISDIR(status.st_mode)) return take_folder(path, *resolved);
    if (!S_ISREG(status.st_mode)) return sp::not_a_file(entry, path);
    if (!is_accepted_extension(extension_of(*resolved))) return sp::format_not_accepted(entry, path);
    return take_file(path, *resolved, resolved->substr(resolved->rfind('/') + 1));
}

Stop Collector::take_file(const std::string& shown, const std::string& resolved,
                          const std::string& relative) {
    ++found_in_entry_;
    if (auto stop = ill_formed(entry_, resolved))
        return set_aside(for_people(resolved), for_people(relative), *std::move(stop));
    if (!taken_.insert(resolved).second) return std::nullopt;
    if (taken_.size() > most_recordings)
        return sp::too_many(entry_,
                            "More than " + std::to_string(most_recordings) +
                                " recordings: join the takes into longer files, or name fewer folders.");
    const auto refuse = [&](Problem problem) { return set_aside(resolved, relative, std::move(problem)); };
    const auto file = roots_.open_resolved(resolved, false);
    if (!file) return refuse(sp::from_error(entry_, shown, file.error()));
    const auto identity = identity_of(file->get());
    if (!identity) return refuse(sp::from_error(entry_, shown, identity.error()));
    if (identity->size == 0) return refuse(sp::empty_file(entry_, shown));
    selection_.files.push_back({resolved, relative, *identity});
    return std::nullopt;
}

/// What is wrong with one recording is told with the others.
Stop Collector::set_aside(const std::string& path, const std::string& relative, Problem problem) {
    selection_.refused.push_back({{path, relative, {}}, std::move(problem)});
    return std::nullopt;
}

Stop Collector::take_folder(const std::string& shown, const std::string& resolved) {
    found_in_entry_ = ignored_in_entry_ = 0;
    walked_.clear();
    folders_ = {{resolved, ""}};
    linked_folders_.clear();
    // Links come last, so that a file is known by its own way and not by a link to it.
    while (!folders_.empty() || !linked_folders_.empty()) {
        auto& queue = folders_.empty() ? linked_folders_ : folders_;
        const Folder folder = std::move(queue.front());
        queue.pop_front();
        if (auto stop = walk(folder)) return stop;
    }
    if (found_in_entry_ == 0) return sp::nothing_in_folder(entry_, shown, ignored_in_entry_);
    return std::nullopt;
}

Result<std::vector<std::string>, int> names_in(DIR* folder, std::size_t most) {
    std::vector<std::string> names;
    for (errno = 0; const dirent* member = ::readdir(folder); errno = 0) {
        const std::string_view name = member->d_name;
        if (!name.starts_with('.')) names.emplace_back(name);
        if (names.size() > most) break;
    }
    if (errno != 0) return failure(int{errno});
    std::sort(names.begin(), names.end());
    return names;
}

Stop Collector::walk(const Folder& folder) {
    auto opened = roots_.open_resolved(folder.path, true);
    if (!opened && !folder.relative.empty()) {
        ++found_in_entry_;
        return set_aside(folder.path, folder.relative, sp::from_error(entry_, folder.path, opened.error()));
    }
    if (!opened) return sp::from_error(entry_, folder.path, opened.error());
    const auto identity = identity_of(opened->get());
    if (!identity) return sp::from_error(entry_, folder.path, identity.error());
    if (!walked_.insert({identity->device, identity->inode}).second) return std::nullopt;
    const std::unique_ptr<DIR, decltype(&::closedir)> listing(::fdopendir(opened->get()), &::closedir);
    if (!listing) return sp::from_error(entry_, folder.path, {errno, folder.path});
    const int folder_fd = opened->release();  // the listing's from here on
    const auto names = names_in(listing.get(), most_entries_looked_at);
    if (!names) return sp::from_error(entry_, folder.path, {names.error(), folder.path});
    looked_at_ += names->size();
    if (looked_at_ > most_entries_looked_at)
        return sp::too_many(entry_, for_people(folder.path) + ": more than " +
                                        std::to_string(most_entries_looked_at) +
                                        " files to look at. Name the folder that holds the recordings.");
    for (const std::string& name : *names)
        if (auto stop = take_member(folder, name, folder_fd)) return stop;
    return std::nullopt;
}

Stop Collector::take_member(const Folder& folder, const std::string& name, int folder_fd) {
    const std::string path = folder.path + "/" + name;
    if (!goes_on_()) return sp::disk_silent({path});
    struct stat status {};
    if (::fstatat(folder_fd, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) return std::nullopt;  // went away while we were reading
        return sp::from_error(entry_, path, {errno, path});
    }
    if (S_ISLNK(status.st_mode)) return take_link(folder, name);
    if (S_ISDIR(status.st_mode))
        return folders_.push_back({path, folder.relative + name + "/"}), std::nullopt;
    if (S_ISREG(status.st_mode) && is_accepted_extension(extension_of(name)))
        return take_file(path, path, folder.relative + name);
    return ignore(path), std::nullopt;
}

Stop Collector::take_link(const Folder& folder, const std::string& name) {
    const std::string path = folder.path + "/" + name;
    const bool named_like_recording = is_accepted_extension(extension_of(name));
    const auto resolved = resolve(path);
    if (!resolved) {
        if (!named_like_recording && resolved.error().error_number == ENOENT)
            return ignore(path), std::nullopt;
        ++found_in_entry_;
        const bool broken = resolved.error().error_number == ENOENT;
        return set_aside(
            path, folder.relative + name,
            broken ? sp::broken_link(entry_, path) : sp::from_error(entry_, path, resolved.error()));
    }
    const bool inside = roots_.contains_resolved(*resolved);
    struct stat status {};
    // Outside the roots nothing is looked at; a link that could not be a recording does no harm.
    if (!inside && !named_like_recording && !extension_of(name).empty()) return ignore(path), std::nullopt;
    if (!inside)
        return ++found_in_entry_,
               set_aside(path, folder.relative + name, sp::link_leaves(entry_, path, roots_));
    if (::lstat(resolved->c_str(), &status) != 0) return sp::from_error(entry_, path, {errno, path});
    if (S_ISDIR(status.st_mode))
        return linked_folders_.push_back({*resolved, folder.relative + name + "/"}), std::nullopt;
    if (!S_ISREG(status.st_mode) || !named_like_recording) return ignore(path), std::nullopt;
    if (!is_accepted_extension(extension_of(*resolved))) return sp::format_not_accepted(entry_, *resolved);
    return take_file(path, *resolved, folder.relative + name);
}

void Collector::ignore(const std::string& path) {
    ++ignored_in_entry_;
    selection_.ignored.push_back(is_utf8(path) && !has_control_character(path) ? path : for_people(path));
}

Selection Collector::finish() {
    std::sort(selection_.files.begin(), selection_.files.end(),
              [](const SelectedFile& a, const SelectedFile& b) { return a.path < b.path; });
    std::sort(selection_.refused.begin(), selection_.refused.end(),
              [](const RefusedFile& a, const RefusedFile& b) { return a.file.path < b.file.path; });
    const auto same = [](const RefusedFile& a, const RefusedFile& b) { return a.file.path == b.file.path; };
    const auto twice = std::unique(selection_.refused.begin(), selection_.refused.end(), same);
    selection_.refused.erase(twice, selection_.refused.end());
    std::sort(selection_.ignored.begin(), selection_.ignored.end());
    const auto repeated = std::unique(selection_.ignored.begin(), selection_.ignored.end());
    selection_.ignored.erase(repeated, selection_.ignored.end());
    return std::move(selection_);
}

}  // namespace

Result<Selection, Problem> select_recordings(const std::vector<std::string>& paths, const Roots& roots,
                                             const std::function<bool()>& goes_on) {
    if (paths.empty()) return failure(sp::empty_list());
    if (paths.size() > most_recordings)
        return failure(sp::too_many(most_recordings, "More than " + std::to_string(most_recordings) +
                                                         " entries: name their folder instead."));
    Collector collector(roots, goes_on);
    for (std::size_t entry = 0; entry < paths.size(); ++entry)
        if (auto stop = collector.take_entry(entry, paths[entry])) return failure(*std::move(stop));
    return collector.finish();
}

}  // namespace understudy
