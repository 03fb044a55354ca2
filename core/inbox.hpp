// The port to the inbox: recordings that other machines send, piece by piece, until they are files in a
// folder that a job may name. Production: inbox/.
//
// An upload has a length, which is known from its beginning, and an offset: so many of its bytes are on the
// disk for certain, whatever happens to the process or the machine. One writer at a time adds to it: open(),
// write() as often as there are bytes, close(). What is whole is moved to its place, where nothing was.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/marker.hpp"
#include "core/problem.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

namespace understudy {

inline constexpr std::string_view upload_id_prefix = "upload_";
/// Does the text have the form of such an id: the prefix and 26 digits?
[[nodiscard]] inline bool is_upload_id(std::string_view text) {
    return text.starts_with(upload_id_prefix) &&
           is_job_id("job_" + std::string(text.substr(upload_id_prefix.size())));
}

/// A file on its way here.
struct InboxUpload {
    std::string id;
    std::string folder, name;  ///< where it will lie: the inbox's folder, and the path below it
    std::uint64_t length = 0;
    std::uint64_t offset = 0;  ///< bytes that are durable
    Time expires_at{};         ///< unless more comes; then it is forgotten, with what came of it
    std::string metadata;      ///< Upload-Metadata as it was sent
    bool finished = false;     ///< it lies in its place: only this record expires
    bool operator==(const InboxUpload&) const = default;
};

/// As a client announces it.
struct NewUpload {
    std::uint64_t length = 0;
    std::string metadata;  ///< Upload-Metadata: names and base64
};

/// Files in folders of any depth count to the folder that lies in the inbox itself.
struct InboxFolder {
    std::string name, path;  ///< path: absolute, as a job may name it
    std::uint64_t files = 0, bytes = 0;
    bool operator==(const InboxFolder&) const = default;
};

struct InboxFile {
    std::string name;  ///< the path below its folder: "day 1/take-3.wav"
    std::uint64_t bytes = 0;
    Time modified_at{};  ///< as its sender said, who knows it again by that; else when it came
    bool operator==(const InboxFile&) const = default;
};

struct InboxView {
    std::string path;
    std::uint64_t quota = 0;     ///< bytes of all files, whole or promised; 0: none
    std::uint64_t max_file = 0;  ///< bytes of one; 0: none
    std::uint64_t used = 0;      ///< of the quota
    std::uint64_t disk_free = 0;
    std::vector<InboxFolder> folders;  ///< sorted by name
    std::vector<InboxUpload> uploads;  ///< unfinished, sorted by folder and name
};

template <class T>
using InboxReply = std::function<void(Result<T, Problem>)>;

/// Called on the I/O thread only; the disk is asked on another one; replies come on the I/O thread, later. A
/// disk that does not give or take what it should is a problem of status 503 ("inbox-unavailable"), one
/// without room a 507 ("inbox-full").
class Inbox {
  public:
    virtual ~Inbox() = default;

    /// The most bytes that one file may have; 0: no limit.
    [[nodiscard]] virtual std::uint64_t max_file() const = 0;

    /// Durable when it is answered. Its whole length is taken from the quota at once, so that what was begun
    /// can be ended. One without bytes is finished at once. Refused: a name that is not safe, a file that is
    /// there already, one that is too large.
    virtual void create(NewUpload wanted, InboxReply<InboxUpload> reply) = 0;
    virtual void look(std::string id, InboxReply<InboxUpload> reply) = 0;

    /// Begins a piece at `offset`. `checksum`: the piece's Upload-Checksum, "" for none; then it counts whole
    /// or not at all. Refused: 404; 409 when the offset is another one; 423 while another writer has it.
    virtual void open(std::string id, std::uint64_t offset, std::string checksum,
                      InboxReply<InboxUpload> reply) = 0;
    /// Adds to the piece that was opened. One call at a time: its reply is the back pressure.
    virtual void write(std::string id, std::string bytes, InboxReply<Nothing> reply) = 0;
    /// Ends the piece; what the reply says is durable. `whole`: the client has sent all of it; else what came
    /// is kept, but for a piece with a checksum. 460 where the checksum is another one.
    virtual void close(std::string id, bool whole, InboxReply<InboxUpload> reply) = 0;

    /// Forgets an upload with what came of it. Of a finished one only the record: its file stays.
    virtual void remove(std::string id, InboxReply<Nothing> reply) = 0;

    virtual void view(InboxReply<InboxView> reply) = 0;
    /// Sorted by name. 404 for a folder that is not there.
    virtual void files(std::string folder, InboxReply<std::vector<InboxFile>> reply) = 0;
    /// Removes a folder with all its files. 409 while something is on its way into it.
    virtual void remove_folder(std::string folder, InboxReply<Nothing> reply) = 0;
};

}  // namespace understudy
