#include "inbox/refusals.hpp"

#include <cerrno>
#include <system_error>

#include "core/counted.hpp"
#include "core/paths.hpp"

namespace understudy::inbox {

namespace {

std::string place(const InboxUpload& upload) { return for_people(upload.folder + "/" + upload.name); }

}  // namespace

Problem disk_trouble(int error_number, const std::string& doing) {
    const std::string why = std::system_category().message(error_number) + ", " + doing + ".";
    if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG)
        return {507, "inbox-full", "The inbox is full",
                why + " What is durable is kept: make room and go on.", ""};
    return {503, "inbox-unavailable", "The inbox's disk is not as it should be",
            why + " What is durable is kept: see to the disk and go on.", ""};
}

Problem no_such_upload(const std::string& id) {
    return {404, "upload-not-found", "No such upload",
            "There is no upload " + for_people(id) + ": it was removed, has expired, or never was.", ""};
}

Problem no_such_folder(const std::string& name) {
    return {404, "inbox-folder-not-found", "No such folder in the inbox",
            "The inbox has no folder " + for_people(name) + ". GET /v1/inbox lists those that there are.",
            ""};
}

Problem taken(const InboxUpload& upload, const std::string& what) {
    return {409, "file-exists", "A file is there already",
            place(upload) + " " + what +
                ", and nothing is overwritten. Send it by another name, or remove the " + "folder first.",
            "Upload-Metadata"};
}

Problem wrong_offset(const InboxUpload& upload, std::uint64_t given) {
    return {409, "upload-offset-mismatch", "The upload stands elsewhere",
            "Of " + place(upload) + " " + counted(upload.offset, "byte") +
                " are here, and the piece begins at " + std::to_string(given) +
                ". Ask with HEAD and go on from there.",
            "Upload-Offset"};
}

Problem locked(const InboxUpload& upload) {
    return {423, "upload-locked", "Another request is writing this upload",
            place(upload) + " is being sent on another connection. Try again when that one has ended.", ""};
}

Problem beyond_the_end(const InboxUpload& upload) {
    return {413, "upload-too-large", "The file is too large",
            place(upload) + " was announced with " + counted(upload.length, "byte") +
                ", and the piece goes beyond them. Begin another upload with the right length.",
            "Upload-Length"};
}

Problem wrong_checksum(const InboxUpload& upload) {
    return {460, "checksum-mismatch", "The piece did not arrive as it was sent",
            "Its digest is not the one in Upload-Checksum, so it does not count. Send it again from offset " +
                std::to_string(upload.offset) + ".",
            "Upload-Checksum"};
}

Problem bad_header(const char* name, const std::string& detail) {
    return {400, "invalid-header", "A header is not acceptable", detail, name};
}

Problem unsafe_name(const std::string& detail) {
    return {422, "unsafe-name", "A name that no file here may have", detail, "Upload-Metadata"};
}

Problem too_many_uploads(std::size_t most) {
    return {503, "too-many-uploads", "Too many uploads are on their way",
            std::to_string(most) + " uploads are on their way already: end some, or remove them with DELETE.",
            ""};
}

Problem folder_in_use(const std::string& name, std::size_t uploads) {
    return {409, "folder-in-use", "The folder is in use",
            counted(uploads, "upload") + " into " + for_people(name) +
                " did not come to an end yet. End them, or remove them with DELETE.",
            ""};
}

}  // namespace understudy::inbox
