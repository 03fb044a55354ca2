#include "inbox/disk_inbox.hpp"

#include <sys/random.h>

#include <utility>

#include "core/require.hpp"

namespace understudy::inbox {

namespace {

constexpr std::chrono::milliseconds stop_patience{2'000};
constexpr std::size_t most_waiting = 64;

Time system_now() { return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()); }

std::uint64_t system_chance() {
    std::uint64_t bits = 0;
    require(::getrandom(&bits, sizeof bits, 0) == ssize_t{sizeof bits}, "the kernel has chance");
    return bits;
}

Options completed(Options options) {
    if (!options.now) options.now = system_now;
    if (!options.chance) options.chance = system_chance;
    return options;
}

Problem stopped() {
    return {503, "stopping", "The daemon is stopping", "Ask again when it is back; what is durable is kept.",
            ""};
}

Problem busy() {
    return {503, "inbox-unavailable", "The inbox's disk is not as it should be",
            "It is slow, or does not answer: too much waits for it. What is durable is kept.", ""};
}

}  // namespace

void DiskInbox::Kept::tell(std::function<void()> task) {
    const std::lock_guard lock(mutex);
    if (post) post(std::move(task));
}

DiskInbox::DiskInbox(Options options, Post post)
    : max_file_(options.max_file),
      kept_(std::make_shared<Kept>(completed(std::move(options)), std::move(post))),
      thread_(
          [kept = kept_]() -> std::optional<Duration> {
              const auto due = kept->shelf.sweep();
              if (!due) return std::nullopt;
              return std::max<Duration>(*due - system_now(), seconds{1});
          },
          [kept = kept_] { kept->shelf.settle(); }) {}

DiskInbox::~DiskInbox() { stop(); }

bool DiskInbox::stop() {
    const bool ended = thread_.stop(stop_patience);
    const std::lock_guard lock(kept_->mutex);
    if (!ended) kept_->post = nullptr;
    return ended;
}

/// `work` runs on the thread of the disk, with the shelf; the reply goes back.
template <class T, class Work>
void DiskInbox::ask(Work work, InboxReply<T> reply) {
    if (kept_->waiting >= most_waiting) return kept_->tell([reply] { reply(failure(busy())); });
    ask_always<T>(std::move(work), std::move(reply));
}

template <class T, class Work>
void DiskInbox::ask_always(Work work, InboxReply<T> reply) {
    const bool put = thread_.put([kept = kept_, work = std::move(work), reply]() mutable {
        auto result = std::make_shared<Result<T, Problem>>(work(kept->shelf));
        kept->tell([kept, reply, result] {
            --kept->waiting;
            reply(std::move(*result));
        });
    });
    if (put)
        ++kept_->waiting;
    else
        kept_->tell([reply] { reply(failure(stopped())); });
}

void DiskInbox::create(NewUpload wanted, InboxReply<InboxUpload> reply) {
    ask<InboxUpload>([wanted = std::move(wanted)](Shelf& shelf) { return shelf.create(wanted); },
                     std::move(reply));
}

void DiskInbox::look(std::string id, InboxReply<InboxUpload> reply) {
    ask<InboxUpload>([id = std::move(id)](Shelf& shelf) { return shelf.look(id); }, std::move(reply));
}

void DiskInbox::open(std::string id, std::uint64_t offset, std::string checksum,
                     InboxReply<InboxUpload> reply) {
    ask<InboxUpload>([id = std::move(id), offset, checksum = std::move(checksum)](
                         Shelf& shelf) { return shelf.open(id, offset, checksum); },
                     std::move(reply));
}

void DiskInbox::write(std::string id, std::string bytes, InboxReply<Nothing> reply) {
    ask<Nothing>(
        [id = std::move(id), bytes = std::move(bytes)](Shelf& shelf) { return shelf.write(id, bytes); },
        std::move(reply));
}

void DiskInbox::close(std::string id, bool whole, InboxReply<InboxUpload> reply) {
    ask_always<InboxUpload>([id = std::move(id), whole](Shelf& shelf) { return shelf.close(id, whole); },
                            std::move(reply));
}

void DiskInbox::remove(std::string id, InboxReply<Nothing> reply) {
    ask<Nothing>([id = std::move(id)](Shelf& shelf) { return shelf.remove(id); }, std::move(reply));
}

void DiskInbox::view(InboxReply<InboxView> reply) {
    ask<InboxView>([](Shelf& shelf) { return shelf.view(); }, std::move(reply));
}

void DiskInbox::files(std::string folder, InboxReply<std::vector<InboxFile>> reply) {
    ask<std::vector<InboxFile>>([folder = std::move(folder)](Shelf& shelf) { return shelf.files(folder); },
                                std::move(reply));
}

void DiskInbox::remove_folder(std::string folder, InboxReply<Nothing> reply) {
    ask<Nothing>([folder = std::move(folder)](Shelf& shelf) { return shelf.remove_folder(folder); },
                 std::move(reply));
}

}  // namespace understudy::inbox
