#include "inbox/shelf.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

#include "inbox/metadata.hpp"
#include "inbox/refusals.hpp"
#include "inbox/safe_name.hpp"

namespace understudy::inbox {

namespace {

/// Where it goes, from what the client says of it.
Result<InboxUpload, Problem> announced(const NewUpload& wanted) {
    const auto metadata = parse_metadata(wanted.metadata);
    if (!metadata)
        return failure(bad_header("Upload-Metadata", "It cannot be read: " + metadata.error() + "."));
    auto place = place_of(*metadata);
    if (!place) return failure(unsafe_name(place.error()));
    InboxUpload upload;
    upload.folder = std::move(place->folder);
    upload.name = std::move(place->name);
    upload.length = wanted.length;
    upload.metadata = wanted.metadata;
    return upload;
}

}  // namespace

std::string Shelf::doing(const char* what, const std::string& name) const {
    return std::string(what) + " " + options_.path + "/" + name;
}

/// One that never got a byte is often one whose client lost the answer to its announcement, and it holds its
/// whole length of the quota: it goes sooner.
void Shelf::touch(Record& record) const {
    const bool unbegun = !record.upload.finished && record.upload.offset == 0;
    const Duration lasts =
        unbegun ? std::min(options_.expire_after, options_.unbegun_expire_after) : options_.expire_after;
    record.upload.expires_at = options_.now() + lasts;
}

OnDisk<Nothing> Shelf::save(const Record& record) {
    return replace_file(partial_.get(), record.upload.id + ".json", to_text(record));
}

Result<Record*, Problem> Shelf::find(const std::string& id) {
    if (auto begun = ready(); !begun) return failure(begun.error());
    drop_expired();
    const auto found = records_.find(id);
    if (found == records_.end()) return failure(no_such_upload(id));
    if (moved_.contains(id))
        if (auto durable = confirm(found->second); !durable) return failure(durable.error());
    if (found->second.upload.finished)
        if (auto there = refuse_gone(found->second); !there) return failure(there.error());
    return &found->second;
}

/// Of a finished upload whose file was removed, or replaced by hand: whoever asks would take it for sent.
Result<Nothing, Problem> Shelf::refuse_gone(const Record& record) {
    const std::string id = record.upload.id, path = record.upload.folder + "/" + record.upload.name;
    const auto facts = facts_of(root_.get(), path);
    if (facts && facts->regular && facts->bytes == record.upload.length) return Nothing{};
    const int error = facts ? ENOENT : facts.error();
    if (error != ENOENT && error != ENOTDIR && error != ELOOP)
        return failure(disk_trouble(error, doing("looking for", path)));
    drop(id);
    return failure(no_such_upload(id));
}

/// Nothing must stand there, and no link or file in the place of a folder on the way.
Result<Nothing, Problem> Shelf::refuse_place(const InboxUpload& upload) const {
    const auto facts = facts_of(root_.get(), upload.folder + "/" + upload.name);
    if (facts) return failure(taken(upload, "is there already"));
    if (facts.error() == ENOENT) return Nothing{};
    if (facts.error() == ENOTDIR || facts.error() == ELOOP)
        return failure(taken(upload, "has a file or a link where a folder should be"));
    return failure(disk_trouble(facts.error(), doing("looking for", upload.folder)));
}

Room Shelf::room(std::uint64_t disk_free) const {
    Room room{
        .max_file = options_.max_file, .quota = options_.quota, .stored = stored_, .disk_free = disk_free};
    for (const auto& [id, record] : records_) {
        if (record.upload.finished) continue;
        room.promised += record.upload.length;
        room.outstanding += record.upload.length - record.upload.offset;
    }
    return room;
}

std::size_t Shelf::under_way() const {
    return static_cast<std::size_t>(std::count_if(
        records_.begin(), records_.end(), [](const auto& entry) { return !entry.second.upload.finished; }));
}

void Shelf::recount() {
    stored_ = 0;
    each_file(root_.get(), [this](const std::string&, const FileFacts& facts) { stored_ += facts.bytes; });
}

/// Files may have been removed by hand: they are counted anew before one is refused for them.
Result<Nothing, Problem> Shelf::refuse_room(std::uint64_t length) {
    const auto disk_free = free_on_disk(root_.get());
    if (!disk_free) return failure(disk_trouble(disk_free.error(), "asking the disk of " + options_.path));
    if (!refuse_length(length, room(*disk_free))) return Nothing{};
    recount();
    if (auto problem = refuse_length(length, room(*disk_free))) return failure(std::move(*problem));
    return Nothing{};
}

/// At every block that is written: others use the disk as well, whatever was promised to this one.
Result<Nothing, Problem> Shelf::refuse_last_room(std::uint64_t bytes) const {
    const auto disk_free = free_on_disk(root_.get());
    if (!disk_free) return failure(disk_trouble(disk_free.error(), "asking the disk of " + options_.path));
    if (*disk_free >= kept_free + bytes) return Nothing{};
    return failure(Problem{507, "inbox-full", "The inbox is full",
                           "The disk of " + options_.path + " has " + size_in_words(*disk_free) +
                               " left, and " + size_in_words(kept_free) +
                               " are kept free. What is durable is kept: make room and go on.",
                           ""});
}

/// The bytes' file first: one without a record is nobody's, and removed at the next start.
Result<Nothing, Problem> Shelf::begin_file(Record& record) {
    const std::string& id = record.upload.id;
    Descriptor file(
        ::openat(partial_.get(), id.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640));
    if (!file) return failure(disk_trouble(errno, doing("making", id)));
    const auto facts = facts_of(partial_.get(), id);
    if (!facts) return failure(disk_trouble(facts.error(), doing("making", id)));
    record.inode = facts->inode;
    if (record.upload.length == 0) return finish(record);
    if (const auto saved = save(record); !saved)
        return failure(disk_trouble(saved.error(), doing("writing", id)));
    return Nothing{};
}

Result<InboxUpload, Problem> Shelf::create(const NewUpload& wanted) {
    if (auto begun = ready(); !begun) return failure(begun.error());
    drop_expired();
    auto upload = announced(wanted);
    if (!upload) return upload;
    if (auto good = refuse_place(*upload); !good) return failure(good.error());
    if (under_way() >= options_.most_uploads) return failure(too_many_uploads(options_.most_uploads));
    drop_oldest_finished();
    if (auto good = refuse_room(upload->length); !good) return failure(good.error());
    const std::string job_id = make_job_id(options_.now(), options_.chance(), options_.chance());
    upload->id = std::string(upload_id_prefix) + job_id.substr(job_id.find('_') + 1);
    Record record{std::move(*upload), 0};
    touch(record);
    if (auto made = begin_file(record); !made) {
        drop(record.upload.id);
        return failure(made.error());
    }
    records_[record.upload.id] = record;
    return record.upload;
}

Result<InboxUpload, Problem> Shelf::look(const std::string& id) {
    const auto record = find(id);
    if (!record) return failure(record.error());
    return (*record)->upload;
}

Result<Nothing, Problem> Shelf::remove(const std::string& id) {
    const auto record = find(id);
    if (!record) return failure(record.error());
    if (writers_.contains(id)) return failure(locked((*record)->upload));
    drop(id);
    return Nothing{};
}

}  // namespace understudy::inbox
