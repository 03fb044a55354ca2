#include "audio/recording_trouble.hpp"

#include <cerrno>
#include <cstring>

#include "core/paths.hpp"

namespace understudy {
namespace recording_trouble {
namespace {
Trouble refused(TroubleKind kind, std::string type, std::string title, std::string detail) {
    Trouble trouble;
    trouble.certainty = Certainty::refused;
    trouble.kind = kind;
    trouble.type = std::move(type);
    trouble.title = std::move(title);
    trouble.detail = std::move(detail);
    return trouble;
}
}  // namespace

Trouble changed(std::string_view path, std::string_view what) {
    return refused(TroubleKind::recording_changed, "recording_changed",
                   "A recording was changed since it was submitted",
                   for_people(path) + ": " + std::string(what) +
                       ". Put the old file back, or name the recordings again.");
}

Trouble unreadable(std::string_view path, int error_number) {
    return refused(TroubleKind::recording_unreadable, "recording_unreadable", "A recording cannot be read",
                   for_people(path) + ": " + std::strerror(error_number));
}

Trouble disk_silent(std::string_view path, std::string_view how) {
    return refused(TroubleKind::recording_unreadable, "recording_unreadable", "The disk does not answer",
                   for_people(path) + ": reading " + std::string(how) + ", because its disk does not answer");
}

Trouble disk_silent(std::string_view path, std::chrono::milliseconds patience) {
    return disk_silent(path, "made no progress for " + in_words(patience));
}

Trouble being_written(std::string_view path) {
    return refused(TroubleKind::recording_unreadable, "recording_being_written",
                   "A recording is being written to",
                   for_people(path) + " was written to while it was heard; it is heard again by itself");
}

Trouble no_probe(std::string_view why) {
    return refused(TroubleKind::transient, "probe_unavailable", "Recordings cannot be measured now",
                   std::string(why));
}

Trouble cancelled() {
    return refused(TroubleKind::cancelled, "stopping", "The service is stopping",
                   "It goes on after the next start.");
}
}  // namespace recording_trouble

namespace {
std::string other_size(const FileIdentity& before, const FileIdentity& now) {
    return "it had " + std::to_string(before.size) + " bytes and has " + std::to_string(now.size);
}
}  // namespace

Outcome<Nothing> still_same(int fd, const std::string& path, const FileIdentity& identity) {
    const auto now = identity_of(fd);
    if (!now) return failure(recording_trouble::unreadable(path, now.error().error_number));
    if (now->size != identity.size)
        return failure(recording_trouble::changed(path, other_size(identity, *now)));
    if (!is_same_file(*now, identity)) return failure(recording_trouble::being_written(path));
    return Nothing{};
}

Outcome<FileStamp> look_at(const Roots& roots, const std::string& path, const FileIdentity& identity) {
    const auto file = open_recording(roots, path, identity);
    if (!file) return failure(file.error());
    const auto stamp = stamp_of(file->get());
    if (!stamp) return failure(recording_trouble::unreadable(path, stamp.error().error_number));
    return *stamp;
}

Outcome<FileDescriptor> open_recording(const Roots& roots, const std::string& path,
                                       const FileIdentity& identity) {
    auto file = roots.open_resolved(path, false);
    if (!file) {
        const int number = file.error().error_number;
        if (number == ELOOP || number == EINVAL)
            return failure(
                recording_trouble::changed(path, "a link or something that is no file stands in its place"));
        return failure(recording_trouble::unreadable(path, number));
    }
    const auto now = identity_of(file->get());
    if (!now) return failure(recording_trouble::unreadable(path, now.error().error_number));
    if (now->size != identity.size)
        return failure(recording_trouble::changed(path, other_size(identity, *now)));
    return std::move(file).value();
}

}  // namespace understudy
