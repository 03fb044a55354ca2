// The inbox on the disk: what core/inbox.hpp promises, done at once on the calling thread.
//
//   <inbox>/.partial/<id>        the bytes of an upload, as far as they came
//   <inbox>/.partial/<id>.json   where it goes, how long it is, how much of it is durable (inbox/record.hpp)
//   <inbox>/<folder>/…           files that are whole
//
// These files are all there is to know: a process that is killed anywhere leaves what the next one goes on
// with. The bytes are synced before the record counts them, the record is replaced by a rename, and a whole
// file is moved to its place by a rename that replaces nothing. A record never counts all bytes before the
// file lies in its place.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/inbox.hpp"
#include "inbox/below.hpp"
#include "inbox/checksum.hpp"
#include "inbox/record.hpp"
#include "inbox/room.hpp"

namespace understudy::inbox {

struct Options {
    std::string path;                                       ///< absolute; made when only it is missing
    std::uint64_t quota = 0, max_file = 0;                  ///< bytes; 0: no limit
    Duration expire_after{};                                ///< of an upload that nothing comes of any more
    std::function<Time()> now;                              ///< called on the thread of the disk
    std::function<std::uint64_t()> chance;                  ///< 64 bits that nobody can guess, likewise
    std::size_t most_uploads = 10'000;                      ///< on their way at one time
    std::size_t most_finished = 10'000;                     ///< records of whole files; the oldest go first
    Duration unbegun_expire_after = std::chrono::hours{1};  ///< of one that no byte of ever came
    std::uint64_t sync_every =
        8u << 20;  ///< bytes of a piece; and two seconds: more is never lost to a crash
};

/// On one thread. Blocks on the disk. Every call begins with what is missing yet of looking through the
/// inbox, so that a disk that comes late is all right.
class Shelf {
  public:
    explicit Shelf(Options options) : options_(std::move(options)) {}

    Result<InboxUpload, Problem> create(const NewUpload& wanted);
    Result<InboxUpload, Problem> look(const std::string& id);
    Result<InboxUpload, Problem> open(const std::string& id, std::uint64_t offset,
                                      const std::string& checksum);
    Result<Nothing, Problem> write(const std::string& id, std::string_view bytes);
    Result<InboxUpload, Problem> close(const std::string& id, bool whole);
    Result<Nothing, Problem> remove(const std::string& id);
    Result<InboxView, Problem> view();
    Result<std::vector<InboxFile>, Problem> files(const std::string& folder);
    Result<Nothing, Problem> remove_folder(const std::string& name);

    /// Looks through the inbox, removes what has expired. When to come again; nullopt: nothing will expire.
    std::optional<Time> sweep();
    /// Ends every piece that is open; what came of it is kept.
    void settle();

  private:
    /// A piece that is being written.
    struct Writer {
        Descriptor file;           ///< none of a finished upload, which takes no byte more
        std::uint64_t end = 0;     ///< where the next byte goes
        std::uint64_t synced = 0;  ///< up to here the record counts
        Time synced_at{};
        bool spoilt = false;  ///< a sync has failed: what came since the last one may be lost
        std::optional<Digester> digester;
    };
    using Records = std::map<std::string, Record>;

    Result<Nothing, Problem> ready();
    OnDisk<Nothing> open_folders();
    OnDisk<Nothing> read_records();
    void mend(const std::string& name);
    [[nodiscard]] bool lies_in_its_place(const Record& record) const;
    void drop(const std::string& id);
    void drop_expired();
    void drop_oldest_finished();
    void drop_finished_in(const std::string& folder);
    [[nodiscard]] std::size_t under_way() const;

    Result<Record*, Problem> find(const std::string& id);
    Result<Nothing, Problem> refuse_gone(const Record& record);
    Result<Nothing, Problem> refuse_place(const InboxUpload& upload) const;
    Result<Nothing, Problem> refuse_room(std::uint64_t length);
    Result<Nothing, Problem> refuse_last_room(std::uint64_t bytes) const;
    Result<Nothing, Problem> begin_file(Record& record);
    OnDisk<Nothing> save(const Record& record);
    OnDisk<Nothing> count_synced(Record& record, Writer& writer);
    Result<Nothing, Problem> finish(Record& record);
    Result<Nothing, Problem> confirm(Record& record);
    Result<InboxUpload, Problem> end_piece(Record& record, Writer writer, bool whole);
    [[nodiscard]] Room room(std::uint64_t disk_free) const;
    void recount();
    void touch(Record& record) const;
    [[nodiscard]] std::string doing(const char* what, const std::string& name) const;

    Options options_;
    Descriptor root_, partial_;
    bool looked_through_ = false;
    Records records_;
    std::map<std::string, Writer> writers_;
    std::set<std::string> moved_;  ///< lie in their places, which is not durable yet: nobody is told
    std::uint64_t stored_ = 0;     ///< bytes of whole files, as they were counted last
};

}  // namespace understudy::inbox
