// What lies in the inbox.
#include <algorithm>
#include <cerrno>
#include <tuple>

#include "core/inbox_name.hpp"
#include "inbox/refusals.hpp"
#include "inbox/shelf.hpp"

namespace understudy::inbox {

namespace {

bool is_before(const InboxUpload& left, const InboxUpload& right) {
    return std::tie(left.folder, left.name, left.id) < std::tie(right.folder, right.name, right.id);
}

/// Takes one file into the folder that it counts to; one in the inbox itself counts to none.
void count_in(std::map<std::string, InboxFolder>& folders, const std::string& root, const std::string& path,
              std::uint64_t bytes) {
    const auto slash = path.find('/');
    if (slash == std::string::npos) return;
    InboxFolder& folder = folders[path.substr(0, slash)];
    if (folder.name.empty()) {
        folder.name = path.substr(0, slash);
        folder.path = root + "/" + folder.name;
    }
    ++folder.files;
    folder.bytes += bytes;
}

}  // namespace

Result<InboxView, Problem> Shelf::view() {
    if (auto begun = ready(); !begun) return failure(begun.error());
    drop_expired();
    std::map<std::string, InboxFolder> folders;
    stored_ = 0;
    each_file(root_.get(), [&](const std::string& path, const FileFacts& facts) {
        stored_ += facts.bytes;
        count_in(folders, options_.path, path, facts.bytes);
    });
    InboxView view{.path = options_.path, .quota = options_.quota, .max_file = options_.max_file};
    view.disk_free = free_on_disk(root_.get()).ok() ? *free_on_disk(root_.get()) : 0;
    view.used = stored_ + room(0).promised;
    for (auto& [name, folder] : folders) view.folders.push_back(std::move(folder));
    for (const auto& [id, record] : records_)
        if (!record.upload.finished) view.uploads.push_back(record.upload);
    std::sort(view.uploads.begin(), view.uploads.end(), is_before);
    return view;
}

Result<std::vector<InboxFile>, Problem> Shelf::files(const std::string& name) {
    if (auto begun = ready(); !begun) return failure(begun.error());
    if (!inbox_name_problem(name).empty()) return failure(no_such_folder(name));
    const auto folder = folder_in(root_.get(), name, false);
    if (!folder) return failure(no_such_folder(name));
    std::vector<InboxFile> files;
    each_file(folder->get(), [&](const std::string& path, const FileFacts& facts) {
        files.push_back({path, facts.bytes, facts.modified_at});
    });
    std::sort(files.begin(), files.end(),
              [](const InboxFile& left, const InboxFile& right) { return left.name < right.name; });
    return files;
}

/// Out of sight at once, by one rename; then its files go. A crash in between leaves what the next start
/// removes.
Result<Nothing, Problem> Shelf::remove_folder(const std::string& name) {
    if (auto begun = ready(); !begun) return failure(begun.error());
    if (!inbox_name_problem(name).empty() || !folder_in(root_.get(), name, false))
        return failure(no_such_folder(name));
    drop_expired();
    const auto on_its_way = std::count_if(records_.begin(), records_.end(), [&](const auto& entry) {
        return !entry.second.upload.finished && entry.second.upload.folder == name;
    });
    if (on_its_way > 0) return failure(folder_in_use(name, static_cast<std::size_t>(on_its_way)));
    const std::string passing = "removed." + std::to_string(options_.chance());
    if (const auto moved = move_to(root_.get(), name, partial_.get(), passing); !moved)
        return failure(disk_trouble(moved.error(), doing("removing", name)));
    drop_finished_in(name);
    const auto synced = sync_folder(root_.get());
    const auto removed = remove_all(partial_.get(), passing);
    recount();
    if (!synced) return failure(disk_trouble(synced.error(), doing("removing", name)));
    if (!removed) return failure(disk_trouble(removed.error(), doing("removing", name)));
    return Nothing{};
}

}  // namespace understudy::inbox
