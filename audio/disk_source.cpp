// A source has two buffers. One is with the reader, the other is being filled or is full; when the reader
// asks again they change places. All that decides happens on the I/O thread; a disk thread only fills, and
// has the file, the digest and one buffer to itself while it does. So nothing needs a lock, and a disk thread
// that is stuck keeps alive just what it needs.
//
// What the kernel has in memory already, by its own reading ahead or from the preflight, is taken on the I/O
// thread (RWF_NOWAIT: never waits for a disk): two threads that wake each other for every chunk cost more
// than the copy. Where memory has nothing, or the file system cannot tell, the disk's threads go on.
#include "audio/disk_source.hpp"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>
#include <vector>

#include "audio/hex.hpp"
#include "audio/recording_trouble.hpp"

namespace understudy {
namespace {

using Bytes = std::span<const std::byte>;
using ReadReply = std::function<void(Outcome<Bytes>)>;

/// Small enough that what was copied and digested is still in the processor's cache when it is enciphered.
constexpr std::size_t memory_chunk_bytes = 64 * 1024;
/// So many chunks are read ahead by the disk's threads before memory is asked again.
constexpr int fills_before_memory = 16;

std::string hex_of(const XXH128_hash_t& hash) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    return understudy::hex_of(canonical.digest);
}

// The disk's side of a source: used by one disk thread at a time, and by nobody else.
class CheckedFile {
  public:
    CheckedFile(std::shared_ptr<const Roots> roots, std::string path, FileIdentity identity, std::string xxh3)
        : roots_(std::move(roots)), path_(std::move(path)), identity_(identity), xxh3_(std::move(xxh3)) {}
    CheckedFile(const CheckedFile&) = delete;
    CheckedFile& operator=(const CheckedFile&) = delete;
    ~CheckedFile() { XXH3_freeState(digest_); }

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] bool is_open() const { return file_.get() >= 0; }

    /// The next bytes, read into `buffer`; none after the last.
    Outcome<std::size_t> fill(std::vector<std::byte>& buffer) {
        if (!file_) {
            const auto opened = open();
            if (!opened) return failure(opened.error());
        }
        const std::uint64_t left = identity_.size - offset_;
        buffer.resize(source_chunk_bytes);
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, buffer.size()));
        auto filled = read_all(std::span(buffer).first(wanted));
        if (!filled) return filled;
        return accept(std::span(buffer).first(wanted));
    }

    /// The same of what is in memory; nullopt when that would have to wait for the disk.
    std::optional<Outcome<std::size_t>> fill_from_memory(std::vector<std::byte>& buffer) {
        buffer.resize(source_chunk_bytes);
        const std::uint64_t left = identity_.size - offset_;
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, memory_chunk_bytes));
        if (wanted == 0) return Outcome<std::size_t>(wanted);
        const iovec into{.iov_base = buffer.data(), .iov_len = wanted};
        const ssize_t got = ::preadv2(file_.get(), &into, 1, static_cast<off_t>(offset_), RWF_NOWAIT);
        if (got <= 0) return std::nullopt;  // what is wrong, if anything, the disk's thread will see
        return accept(std::span(buffer).first(static_cast<std::size_t>(got)));
    }

  private:
    Outcome<std::size_t> accept(Bytes read) {
        offset_ += read.size();
        XXH3_128bits_update(digest_, read.data(), read.size());
        if (offset_ == identity_.size && !xxh3_.empty() && hex_of(XXH3_128bits_digest(digest_)) != xxh3_)
            return failure(recording_trouble::changed(path_, "its content is not what was measured"));
        return read.size();
    }

    Outcome<Nothing> open() {
        auto opened = open_recording(*roots_, path_, identity_);
        if (!opened) return failure(opened.error());
        file_ = std::move(opened).value();
        ::posix_fadvise(file_.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
        digest_ = XXH3_createState();
        XXH3_128bits_reset(digest_);
        return Nothing{};
    }

    Outcome<std::size_t> read_all(std::span<std::byte> into) const {
        std::size_t done = 0;
        while (done < into.size()) {
            const ssize_t got = ::pread(file_.get(), into.data() + done, into.size() - done,
                                        static_cast<off_t>(offset_ + done));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return failure(recording_trouble::unreadable(path_, errno));
            if (got == 0)
                return failure(recording_trouble::changed(path_, "it became shorter while it was sent"));
            done += static_cast<std::size_t>(got);
        }
        return done;
    }

    const std::shared_ptr<const Roots> roots_;
    const std::string path_;
    const FileIdentity identity_;
    const std::string xxh3_;
    FileDescriptor file_;
    XXH3_state_t* digest_ = nullptr;
    std::uint64_t offset_ = 0;
};

// The I/O thread's side, but for `file` and the buffer that is being filled.
struct State : std::enable_shared_from_this<State> {
    State(SourceWorld w, std::string path, FileIdentity identity, std::string xxh3)
        : world(std::move(w)), file(world.roots, std::move(path), identity, std::move(xxh3)) {}

    void start_filling();
    [[nodiscard]] bool take_from_memory();
    void filled(Outcome<std::size_t> outcome);
    void give_up(std::uint64_t fill);
    void hand_over();
    void answer(Outcome<Bytes> outcome);

    const SourceWorld world;
    CheckedFile file;
    std::array<std::vector<std::byte>, 2> buffers;
    std::size_t with_reader = 0;  // which buffer; the other one is the disk's
    bool filling = false, at_end = false;
    std::uint64_t fills = 0;                   // begun so far
    int ahead = 0;                             // fills to come before memory is asked
    std::optional<Outcome<std::size_t>> full;  // the disk's buffer holds that much, or the trouble
    ReadReply reply;                           // set while a read() waits
};

void State::start_filling() {
    if (filling || full || at_end) return;
    filling = true;
    auto fill = [state = shared_from_this()](const DiskCrew::GoesOn&) {
        auto outcome = state->file.fill(state->buffers[1 - state->with_reader]);
        state->world.deliveries->post(
            [state, outcome = std::move(outcome)]() mutable { state->filled(std::move(outcome)); });
    };
    auto silent = [weak = weak_from_this(), deliveries = world.deliveries, number = ++fills] {
        deliveries->post([weak, number] {
            if (const auto state = weak.lock()) state->give_up(number);
        });
    };
    world.disk->submit(std::move(fill), std::move(silent));
}

/// True: `full` is set, and the buffer that it means is already the reader's.
bool State::take_from_memory() {
    if (filling || full || at_end || !file.is_open()) return false;
    auto taken = file.fill_from_memory(buffers[1 - with_reader]);
    if (taken)
        full = std::move(*taken);
    else
        ahead = fills_before_memory;
    return taken.has_value();
}

void State::filled(Outcome<std::size_t> outcome) {
    if (full) return;  // it was given up
    filling = false;
    full = std::move(outcome);
    hand_over();
}

/// The disk's thread may still be in there: the source stays as if it were filling, and begins nothing more.
void State::give_up(std::uint64_t fill) {
    if (!filling || full || fill != fills) return;
    full = failure(recording_trouble::disk_silent(file.path(), world.patience));
    hand_over();
}

void State::hand_over() {
    if (!reply || !full) return;
    if (!full->ok()) return answer(failure(full->error()));  // and again, to whoever asks again
    const std::size_t size = full->value();
    full.reset();
    with_reader = 1 - with_reader;
    at_end = size == 0;
    if (ahead > 0) {
        ahead -= 1;
        start_filling();
    }
    answer(Bytes(buffers[with_reader]).first(size));
}

void State::answer(Outcome<Bytes> outcome) {
    if (ReadReply waiting = std::exchange(reply, nullptr)) waiting(std::move(outcome));
}

class DiskSource final : public ByteSource {
  public:
    DiskSource(SourceWorld world, std::string path, FileIdentity identity, std::string xxh3)
        : size_(identity.size),
          state_(std::make_shared<State>(std::move(world), std::move(path), identity, std::move(xxh3))) {
        answer_at_stop();
    }
    DiskSource(const DiskSource&) = delete;
    DiskSource& operator=(const DiskSource&) = delete;
    ~DiskSource() override {
        state_->reply = nullptr;
        state_->world.deliveries->forget(ticket_);
    }

    [[nodiscard]] std::uint64_t size() const override { return size_; }

    void read(ReadReply reply) override {
        state_->reply = std::move(reply);
        if (state_->world.deliveries->stopped()) return answer_at_stop();
        const auto state = state_;  // the reply may end the source
        if (state->take_from_memory()) return state->hand_over();
        state_->start_filling();
        const bool ready = state_->full.has_value() || state_->at_end;
        if (ready) state_->world.deliveries->post([state = state_] { resume(*state); });
    }

  private:
    // One registration for the source's life, not one a chunk.
    void answer_at_stop() {
        ticket_ = state_->world.deliveries->expect([weak = std::weak_ptr(state_)] {
            if (const auto state = weak.lock()) state->answer(failure(recording_trouble::cancelled()));
        });
    }

    static void resume(State& state) {
        if (state.at_end) return state.answer(Bytes{});
        state.hand_over();
    }

    const std::uint64_t size_;
    const std::shared_ptr<State> state_;
    Deliveries::Ticket ticket_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> make_disk_source(SourceWorld world, std::string path, FileIdentity identity,
                                             std::string xxh3) {
    return std::make_unique<DiskSource>(std::move(world), std::move(path), identity, std::move(xxh3));
}

}  // namespace understudy
