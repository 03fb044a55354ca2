// The production side of the inbox's port: a shelf, and the thread that its disk is asked on.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>

#include "core/inbox.hpp"
#include "inbox/disk_thread.hpp"
#include "inbox/shelf.hpp"

namespace understudy::inbox {

/// Runs a function on the I/O thread, later, from any thread.
using Post = std::function<void(std::function<void()>)>;

/// Called on the I/O thread only. With 64 calls without a reply more are refused at once (503), but for
/// close(): where a disk hangs nobody else shall wait for it. Looks through the inbox at once, on its own
/// thread, so that nothing waits for it.
class DiskInbox final : public Inbox {
  public:
    /// `options.now` and `options.chance` may be left out: the system's clock and chance.
    DiskInbox(Options options, Post post);
    ~DiskInbox() override;
    DiskInbox(const DiskInbox&) = delete;
    DiskInbox& operator=(const DiskInbox&) = delete;

    [[nodiscard]] std::uint64_t max_file() const override { return max_file_; }
    void create(NewUpload wanted, InboxReply<InboxUpload> reply) override;
    void look(std::string id, InboxReply<InboxUpload> reply) override;
    void open(std::string id, std::uint64_t offset, std::string checksum,
              InboxReply<InboxUpload> reply) override;
    void write(std::string id, std::string bytes, InboxReply<Nothing> reply) override;
    void close(std::string id, bool whole, InboxReply<InboxUpload> reply) override;
    void remove(std::string id, InboxReply<Nothing> reply) override;
    void view(InboxReply<InboxView> reply) override;
    void files(std::string folder, InboxReply<std::vector<InboxFile>> reply) override;
    void remove_folder(std::string folder, InboxReply<Nothing> reply) override;

    /// Pieces under way are ended, and what came of them is durable. Later calls are answered with a 503.
    /// False when the disk does not answer: its thread is let go, and nobody is called any more. Idempotent.
    bool stop();

  private:
    /// What the thread uses, and keeps where it has to be let go.
    struct Kept {
        Kept(Options options, Post post_in) : shelf(std::move(options)), post(std::move(post_in)) {}
        Shelf shelf;
        std::mutex mutex;
        Post post;                ///< empty once nobody may be called any more
        std::size_t waiting = 0;  ///< calls without a reply yet; of the I/O thread
        void tell(std::function<void()> task);
    };
    template <class T, class Work>
    void ask(Work work, InboxReply<T> reply);
    /// However many wait: a piece whose end was refused would be open for ever.
    template <class T, class Work>
    void ask_always(Work work, InboxReply<T> reply);

    std::uint64_t max_file_;
    std::shared_ptr<Kept> kept_;
    DiskThread thread_;
};

}  // namespace understudy::inbox
