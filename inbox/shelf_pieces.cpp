// Pieces of an upload: opened, written, ended; and the whole file on its way to its place.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "inbox/metadata.hpp"
#include "inbox/refusals.hpp"
#include "inbox/shelf.hpp"

namespace understudy::inbox {

namespace {

constexpr Duration longest_unsynced = seconds{2};

}  // namespace

Result<InboxUpload, Problem> Shelf::open(const std::string& id, std::uint64_t offset,
                                         const std::string& checksum) {
    const auto record = find(id);
    if (!record) return failure(record.error());
    const InboxUpload& upload = (*record)->upload;
    if (writers_.contains(id)) return failure(locked(upload));
    if (offset != upload.offset) return failure(wrong_offset(upload, offset));
    Writer writer{.end = offset, .synced = offset, .synced_at = options_.now()};
    if (!checksum.empty()) {
        const auto wanted = parse_checksum(checksum);
        if (!wanted) return failure(bad_header("Upload-Checksum", wanted.error()));
        writer.digester.emplace(*wanted);
    }
    if (!upload.finished) {
        writer.file = Descriptor(::openat(partial_.get(), id.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
        if (!writer.file) return failure(disk_trouble(errno, doing("opening", id)));
    }
    writers_.emplace(id, std::move(writer));
    return upload;
}

/// A file system tells of lost bytes once: the next sync of the same descriptor succeeds, and they are lost
/// all the same. So after one that failed this piece counts no more.
OnDisk<Nothing> Shelf::count_synced(Record& record, Writer& writer) {
    if (::fdatasync(writer.file.get()) != 0) {
        writer.spoilt = true;
        return failure(int{errno});
    }
    record.upload.offset = writer.end;
    touch(record);
    if (const auto saved = save(record); !saved) {
        record.upload.offset = writer.synced;
        return saved;
    }
    writer.synced = writer.end;
    writer.synced_at = options_.now();
    return Nothing{};
}

/// Now and then what came is counted, so that a crash in a long piece costs little. Not of a piece with a
/// checksum, which counts whole or not at all, nor the last byte, which counts with the move to its place.
Result<Nothing, Problem> Shelf::write(const std::string& id, std::string_view bytes) {
    const auto found = records_.find(id);
    const auto open = writers_.find(id);
    if (found == records_.end() || open == writers_.end()) return failure(no_such_upload(id));
    Record& record = found->second;
    Writer& writer = open->second;
    if (bytes.size() > record.upload.length - writer.end) return failure(beyond_the_end(record.upload));
    if (bytes.empty()) return Nothing{};
    if (writer.spoilt) return failure(disk_trouble(EIO, doing("writing", id)));
    if (auto room = refuse_last_room(bytes.size()); !room) return room;
    if (const auto written = write_all(writer.file.get(), bytes, writer.end); !written)
        return failure(disk_trouble(written.error(), doing("writing", id)));
    writer.end += bytes.size();
    if (writer.digester) writer.digester->add(bytes);
    const bool due = writer.end - writer.synced >= options_.sync_every ||
                     options_.now() - writer.synced_at >= longest_unsynced;
    if (!due || writer.digester || writer.end == record.upload.length) return Nothing{};
    if (const auto counted = count_synced(record, writer); !counted)
        return failure(disk_trouble(counted.error(), doing("writing", id)));
    return Nothing{};
}

Result<InboxUpload, Problem> Shelf::close(const std::string& id, bool whole) {
    const auto found = records_.find(id);
    const auto open = writers_.find(id);
    if (found == records_.end() || open == writers_.end()) return failure(no_such_upload(id));
    Writer writer = std::move(open->second);
    writers_.erase(open);
    if (found->second.upload.finished) return found->second.upload;
    return end_piece(found->second, std::move(writer), whole);
}

Result<InboxUpload, Problem> Shelf::end_piece(Record& record, Writer writer, bool whole) {
    if (writer.spoilt || (writer.digester && !whole)) return record.upload;
    if (writer.digester && !writer.digester->agrees()) return failure(wrong_checksum(record.upload));
    const std::string id = record.upload.id;
    if (writer.end < record.upload.length) {
        if (writer.end == writer.synced) return record.upload;
        if (const auto counted = count_synced(record, writer); !counted)
            return failure(disk_trouble(counted.error(), doing("writing", id)));
        return record.upload;
    }
    if (::fdatasync(writer.file.get()) != 0) return failure(disk_trouble(errno, doing("writing", id)));
    if (auto finished = finish(record); !finished) {
        const bool in_the_way = finished.error().status == 409;
        if (in_the_way) drop(id);  // it can never end well: whoever sends it is told, and not left in hope
        return failure(finished.error());
    }
    return record.upload;
}

Result<Nothing, Problem> Shelf::finish(Record& record) {
    InboxUpload& upload = record.upload;
    const std::string path = upload.folder + "/" + upload.name;
    const auto parent = parent_of(root_.get(), path, true);
    if (!parent && (parent.error() == ENOTDIR || parent.error() == ELOOP))
        return failure(taken(upload, "has a file or a link where a folder should be"));
    if (!parent) return failure(disk_trouble(parent.error(), doing("making the folder of", path)));
    const auto metadata = parse_metadata(upload.metadata);
    const auto modified = metadata ? modified_in(*metadata) : std::nullopt;
    // A disk that keeps no times takes the recording all the same.
    if (modified) static_cast<void>(set_modified_at(partial_.get(), upload.id, *modified));
    const auto moved = move_to(partial_.get(), upload.id, parent->get(), last_step(path));
    if (!moved && moved.error() == EEXIST) return failure(taken(upload, "is there already"));
    if (!moved) return failure(disk_trouble(moved.error(), doing("moving to", path)));
    moved_.insert(upload.id);
    return confirm(record);
}

/// The bytes lie in their place. Tried again whenever somebody asks, until it is durable, and then told.
Result<Nothing, Problem> Shelf::confirm(Record& record) {
    const std::string path = record.upload.folder + "/" + record.upload.name;
    const auto trouble = [&](int error) { return failure(disk_trouble(error, doing("moving to", path))); };
    const auto parent = parent_of(root_.get(), path, true);
    if (!parent) return trouble(parent.error());
    if (const auto synced = sync_folder(parent->get()); !synced) return trouble(synced.error());
    if (const auto synced = sync_folder(partial_.get()); !synced) return trouble(synced.error());
    Record finished = record;
    finished.upload.offset = finished.upload.length;
    finished.upload.finished = true;
    touch(finished);
    if (const auto saved = save(finished); !saved) return trouble(saved.error());
    record = std::move(finished);
    stored_ += record.upload.length;
    moved_.erase(record.upload.id);
    return Nothing{};
}

}  // namespace understudy::inbox
