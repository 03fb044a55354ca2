// What a start finds, and what has expired.
#include <fcntl.h>

#include <algorithm>

#include "inbox/refusals.hpp"
#include "inbox/shelf.hpp"

namespace understudy::inbox {

namespace {

constexpr std::string_view record_end = ".json";
const std::string partial_folder = ".partial";

std::string id_of(const std::string& name) { return name.substr(0, name.find('.')); }

}  // namespace

Result<Nothing, Problem> Shelf::ready() {
    if (looked_through_) return Nothing{};
    if (const auto opened = open_folders(); !opened)
        return failure(disk_trouble(opened.error(), "opening " + options_.path));
    if (const auto read = read_records(); !read)
        return failure(disk_trouble(read.error(), doing("reading", partial_folder)));
    recount();
    looked_through_ = true;
    drop_expired();
    return Nothing{};
}

OnDisk<Nothing> Shelf::open_folders() {
    auto root = open_root(options_.path);
    if (!root) return failure(root.error());
    auto partial = folder_in(root->get(), partial_folder, true);
    if (!partial) return failure(partial.error());
    root_ = std::move(*root);
    partial_ = std::move(*partial);
    return Nothing{};
}

OnDisk<Nothing> Shelf::read_records() {
    records_.clear();
    const auto names = names_in(partial_.get());
    if (!names) return failure(names.error());
    for (const std::string& name : *names) {
        if (!name.ends_with(record_end)) continue;
        const auto text = read_small_file(partial_.get(), name);
        if (!text) return failure(text.error());
        auto record = record_from(*text);
        if (record && record->upload.id + std::string(record_end) == name)
            records_.emplace(record->upload.id, std::move(*record));
    }
    for (const std::string& name : *names) mend(name);
    for (auto at = records_.begin(); at != records_.end();) {
        const Record& record = at++->second;
        const bool moved = record.upload.finished || moved_.contains(record.upload.id);
        if (!moved && !facts_of(partial_.get(), record.upload.id)) drop(record.upload.id);
    }
    return Nothing{};
}

/// Between the move to its place and the record that says so there is a moment.
bool Shelf::lies_in_its_place(const Record& record) const {
    const auto facts = facts_of(root_.get(), record.upload.folder + "/" + record.upload.name);
    return facts && facts->regular && facts->inode == record.inode && facts->bytes == record.upload.length;
}

/// Of one name beside the records: what a process that was killed left half done.
void Shelf::mend(const std::string& name) {
    const auto known = records_.find(id_of(name));
    const bool is_record = name.ends_with(record_end), is_bytes = name.find('.') == std::string::npos;
    if (known == records_.end() || (!is_record && !is_bytes))
        return static_cast<void>(remove_all(partial_.get(), name));
    Record& record = known->second;
    if (record.upload.finished || !is_record || !lies_in_its_place(record)) return;
    static_cast<void>(remove_all(partial_.get(), record.upload.id));  // where a move was a second name first
    moved_.insert(record.upload.id);
    static_cast<void>(confirm(record));
}

void Shelf::drop(const std::string& id) {
    // The bytes first: a record without them is known for what it is.
    static_cast<void>(remove_all(partial_.get(), id));
    static_cast<void>(remove_all(partial_.get(), id + std::string(record_end)));
    static_cast<void>(sync_folder(partial_.get()));
    writers_.erase(id);
    moved_.erase(id);
    records_.erase(id);
}

void Shelf::drop_expired() {
    const Time now = options_.now();
    std::vector<std::string> expired;
    for (const auto& [id, record] : records_)
        if (record.upload.expires_at <= now && !writers_.contains(id)) expired.push_back(id);
    for (const std::string& id : expired) drop(id);
}

/// A record of a whole file is for whoever lost the last answer: of very many the newest are enough.
void Shelf::drop_oldest_finished() {
    std::vector<std::pair<Time, std::string>> finished;
    for (const auto& [id, record] : records_)
        if (record.upload.finished && !writers_.contains(id))
            finished.emplace_back(record.upload.expires_at, id);
    if (finished.size() <= options_.most_finished) return;
    std::sort(finished.begin(), finished.end());
    finished.resize(finished.size() - options_.most_finished);
    for (const auto& [expires_at, id] : finished) drop(id);
}

void Shelf::drop_finished_in(const std::string& folder) {
    std::vector<std::string> gone;
    for (const auto& [id, record] : records_)
        if (record.upload.finished && record.upload.folder == folder) gone.push_back(id);
    for (const std::string& id : gone) drop(id);
}

std::optional<Time> Shelf::sweep() {
    if (!ready()) return std::nullopt;
    drop_expired();
    std::optional<Time> next;
    for (const auto& [id, record] : records_)
        if (!writers_.contains(id)) next = std::min(next.value_or(Time::max()), record.upload.expires_at);
    return next;
}

void Shelf::settle() {
    while (!writers_.empty()) static_cast<void>(close(std::string(writers_.begin()->first), false));
}

}  // namespace understudy::inbox
