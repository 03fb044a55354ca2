#include "audio/browsing.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <utility>

#include "audio/recording_trouble.hpp"
#include "audio/selection_problems.hpp"
#include "core/formats.hpp"
#include "core/paths.hpp"

namespace understudy {
namespace {

constexpr std::size_t most_names = 200'000, longest_path = 4'095;

Problem about_path(std::string detail) {
    return {400, "invalid-parameter", "A query parameter is not acceptable", std::move(detail), "?path"};
}

/// What a submission would be told of the same path.
Problem as_parameter(Problem problem) {
    problem.field = "?path";
    return problem;
}

Problem not_listed(const std::string& path, const FileError& error) {
    if (error.error_number == ENOTDIR || error.error_number == EINVAL)
        return about_path(for_people(path) + " is no folder.");
    return as_parameter(selection_problem::from_error(0, path, error));
}

bool can_be_said(std::string_view name) { return is_utf8(name) && !has_control_character(name); }

std::optional<Problem> refuse_path(const std::string& path) {
    if (path.empty() || path.front() != '/') return about_path("path must begin with '/'.");
    if (path.size() > longest_path || !can_be_said(path))
        return about_path(
            "path is no path that could be named: too long, not UTF-8, or with control "
            "characters.");
    return std::nullopt;
}

// One folder being looked at.
class Look {
  public:
    Look(const Roots& roots, std::string path, const std::function<bool()>& goes_on)
        : roots_(roots), goes_on_(goes_on) {
        listing_.path = std::move(path);
    }
    Result<Listing, Problem> run();

  private:
    [[nodiscard]] Result<FileDescriptor, Problem> open() const;
    bool take_names(DIR* folder);
    void take(const std::string& name, int folder);
    void take_kind(const std::string& name, const std::string& path, const struct stat& status);

    const Roots& roots_;
    const std::function<bool()>& goes_on_;
    std::vector<std::string> names_;
    Listing listing_;
};

Result<FileDescriptor, Problem> Look::open() const {
    const std::string& path = listing_.path;
    // What lies outside is not even looked at: its existence is nobody's business here.
    if (!roots_.contains_text(path))
        return failure(as_parameter(selection_problem::outside(0, path, roots_)));
    const auto resolved = resolve(path);
    if (!resolved) return failure(not_listed(path, resolved.error()));
    if (!roots_.contains_resolved(*resolved))
        return failure(as_parameter(selection_problem::link_leaves(0, path, roots_)));
    auto opened = roots_.open_resolved(*resolved, true);
    if (!opened) return failure(not_listed(path, opened.error()));
    return std::move(*opened);
}

/// False when the disk breaks off in the middle.
bool Look::take_names(DIR* folder) {
    for (errno = 0; const dirent* member = ::readdir(folder); errno = 0) {
        const std::string_view name = member->d_name;
        if (!name.starts_with('.') && can_be_said(name)) names_.emplace_back(name);
        listing_.more = names_.size() > most_names;
        if (listing_.more || !goes_on_()) break;
    }
    std::sort(names_.begin(), names_.end());
    return errno == 0;
}

void Look::take_kind(const std::string& name, const std::string& path, const struct stat& status) {
    const bool folder = S_ISDIR(status.st_mode);
    if (!folder && (!S_ISREG(status.st_mode) || !is_accepted_extension(extension_of(name)))) return;
    if (listing_.folders.size() + listing_.recordings.size() == most_listed) {
        listing_.more = true;
        return;
    }
    if (folder)
        listing_.folders.push_back({name, path});
    else
        listing_.recordings.push_back({name, path, static_cast<std::uint64_t>(status.st_size)});
}

/// A link counts as what it leads to, inside of the roots alone.
void Look::take(const std::string& name, int folder) {
    const std::string path = (listing_.path == "/" ? "" : listing_.path) + "/" + name;
    struct stat status {};
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return;  // gone meanwhile
    if (S_ISLNK(status.st_mode)) {
        const auto resolved = resolve(path);
        if (!resolved || !roots_.contains_resolved(*resolved)) return;
        if (::lstat(resolved->c_str(), &status) != 0) return;
    }
    take_kind(name, path, status);
}

Result<Listing, Problem> Look::run() {
    auto opened = open();
    if (!opened) return failure(opened.error());
    const std::unique_ptr<DIR, decltype(&::closedir)> members(::fdopendir(opened->get()), &::closedir);
    if (!members) return failure(not_listed(listing_.path, {errno, listing_.path}));
    const int folder = opened->release();  // the listing's from here on
    if (!take_names(members.get())) return failure(not_listed(listing_.path, {EIO, listing_.path}));
    const bool all_names = !listing_.more;
    for (const std::string& name : names_) {
        if (!goes_on_()) return failure(silent_disk(listing_.path));
        take(name, folder);
        if (listing_.more && all_names) break;
    }
    return std::move(listing_);
}

Problem problem_of(const Trouble& trouble) {
    if (trouble.kind == TroubleKind::recording_changed)
        return {409, "recording-changed", "A recording was changed", trouble.detail, ""};
    return {422, "recording-unreadable", "A recording cannot be read", trouble.detail + ".", ""};
}

Outcome<std::string> read_from(const FileDescriptor& file, const std::string& path, std::uint64_t offset,
                               std::size_t wanted) {
    std::string bytes(wanted, '\0');
    for (std::size_t done = 0; done < wanted;) {
        const ssize_t got =
            ::pread(file.get(), bytes.data() + done, wanted - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure(recording_trouble::unreadable(path, errno));
        if (got == 0) return failure(recording_trouble::changed(path, "it became shorter while it was read"));
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

}  // namespace

Result<Listing, Problem> list_folder(const std::string& path, const Roots& roots,
                                     const std::function<bool()>& goes_on) {
    if (auto problem = refuse_path(path)) return failure(*std::move(problem));
    return Look(roots, lexically_clean(path), goes_on).run();
}

Result<std::string, Problem> read_piece(const Roots& roots, const std::string& path,
                                        const FileIdentity& identity, std::uint64_t offset,
                                        std::size_t most) {
    const auto file = open_recording(roots, path, identity);
    if (!file) return failure(problem_of(file.error()));
    const std::uint64_t left = identity.size - std::min(identity.size, offset);
    auto bytes =
        read_from(*file, path, offset, static_cast<std::size_t>(std::min<std::uint64_t>(left, most)));
    if (!bytes) return failure(problem_of(bytes.error()));
    return std::move(*bytes);
}

Problem silent_disk(const std::string& path) {
    return {503, "disk-silent", "The disk does not answer",
            "The disk of " + for_people(path) +
                " does not answer. See to it, or to the server that it belongs to, then try again.",
            ""};
}

}  // namespace understudy
