#include "audio/probe_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

namespace understudy {
namespace {

using std::chrono::milliseconds;
using Kind = ProbeAnswer::Kind;

// posix_spawn's settings: a socket for stdin, nothing for stdout, our stderr, no other descriptor, no signal
// blocked or ignored.
class SpawnSettings {
  public:
    explicit SpawnSettings(int socket) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_adddup2(&actions_, socket, 0);
        posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
        posix_spawnattr_init(&attributes_);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }
    [[nodiscard]] int spawn(const std::string& binary, pid_t& pid) const {
        const std::string parent = std::to_string(::getpid());
        std::array<std::string, 3> words = {binary, "--serve-child-of", parent};
        std::array<char*, 4> arguments = {words[0].data(), words[1].data(), words[2].data(), nullptr};
        std::array<char*, 1> environment = {nullptr};
        return ::posix_spawn(&pid, binary.c_str(), &actions_, &attributes_, arguments.data(),
                             environment.data());
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

// The kernel says 'D' of a process that waits for a disk and cannot be interrupted.
bool waits_for_disk(pid_t pid) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    const std::string text((std::istreambuf_iterator<char>(stat)), {});
    const std::size_t name_end = text.rfind(')');
    return name_end != std::string::npos && name_end + 2 < text.size() && text[name_end + 2] == 'D';
}

ProbeAnswer answer(Kind kind, std::string how) { return {kind, {}, std::move(how)}; }

ProbeAnswer from_exit(int code) {
    constexpr int out_of_memory = 71;
    if (code == out_of_memory) return answer(Kind::died, "needed more memory than any sound recording does");
    return answer(Kind::died, "gave up (exit " + std::to_string(code) + ")");
}

ProbeAnswer from_status(int status) {
    if (WIFEXITED(status)) return from_exit(WEXITSTATUS(status));
    const int number = WTERMSIG(status);
    if (number == SIGXCPU)
        return answer(Kind::died, "needed more computing time than any sound recording does");
    const char* name = ::sigabbrev_np(number);
    const std::string how = "was ended by SIG" + std::string(name != nullptr ? name : std::to_string(number));
    return answer(number == SIGKILL || number == SIGTERM ? Kind::killed : Kind::died, how);
}

// What to make of one whole line; nothing when it was a sign of life.
std::optional<ProbeAnswer> take_line(std::string_view line, std::uint64_t size_bytes,
                                     std::uint64_t& read_bytes) {
    const auto parsed = parse_probe_line(line);
    if (const auto* hearing = std::get_if<Hearing>(&parsed)) return ProbeAnswer{Kind::heard, *hearing, {}};
    const auto* progress = std::get_if<Progress>(&parsed);
    const bool credible =
        progress != nullptr && progress->read_bytes > read_bytes && progress->read_bytes <= size_bytes;
    if (!credible) return answer(Kind::garbled, "answered nonsense");
    read_bytes = progress->read_bytes;
    return std::nullopt;
}

}  // namespace

StopSignal::StopSignal() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void StopSignal::raise() {
    const std::uint64_t one = 1;
    // Cannot fail but by overflow, and then it has been raised.
    [[maybe_unused]] const auto written = ::write(event_.get(), &one, sizeof one);
}

Result<std::unique_ptr<ProbeProcess>, std::string> ProbeProcess::start(const std::string& binary) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failure(std::string("no socket pair: ") + std::strerror(errno));
    FileDescriptor ours(ends[0]);
    const FileDescriptor theirs(ends[1]);
    pid_t pid = 0;
    const int failed = SpawnSettings(theirs.get()).spawn(binary, pid);
    if (failed != 0) return failure(binary + " cannot be started: " + std::strerror(failed));
    return std::unique_ptr<ProbeProcess>(new ProbeProcess(pid, std::move(ours)));
}

ProbeProcess::~ProbeProcess() {
    int status = 0;
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    // A child that a disk holds fast ends when the disk lets go of it; nobody waits for that.
    [[maybe_unused]] const bool reaped = reap(milliseconds{1'000}, status);
}

bool ProbeProcess::reap(milliseconds patience, int& status) {
    const FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
    pollfd ended{process.get(), POLLIN, 0};
    if (process) ::poll(&ended, 1, static_cast<int>(patience.count()));
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return false;
    pid_ = 0;
    return true;
}

bool ProbeProcess::send_request(int file, std::uint64_t size_bytes) const {
    std::string line = request_line(size_bytes) + "\n";
    iovec text{line.data(), line.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &text;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &file, sizeof file);
    return ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL) == static_cast<ssize_t>(line.size());
}

ProbeAnswer ProbeProcess::after_end() {
    int status = 0;
    if (reap(milliseconds{1'000}, status)) return from_status(status);
    return answer(Kind::garbled, "closed its end without an answer");
}

ProbeAnswer ProbeProcess::after_stall(milliseconds limit) {
    const Kind kind = waits_for_disk(pid_) ? Kind::waiting : Kind::stalled;
    ::kill(pid_, SIGKILL);
    return answer(kind, "made no progress for " + std::to_string(limit.count() / 1000) + " s");
}

ProbeAnswer ProbeProcess::hear(int file, std::uint64_t size_bytes, const StopSignal& stop,
                               milliseconds stall_limit) {
    if (!send_request(file, size_bytes)) return after_end();
    std::string pending;
    std::array<char, 16'384> room{};
    std::uint64_t read_bytes = 0;
    for (;;) {
        std::array<pollfd, 2> events = {{{socket_.get(), POLLIN, 0}, {stop.fd(), POLLIN, 0}}};
        const int ready = ::poll(events.data(), events.size(), static_cast<int>(stall_limit.count()));
        if (ready < 0 && errno == EINTR) continue;
        if (events[1].revents != 0) return answer(Kind::stopped, "was stopped");
        if (ready <= 0) return after_stall(stall_limit);
        const ssize_t got = ::recv(socket_.get(), room.data(), room.size(), 0);
        if (got <= 0) return after_end();
        pending.append(room.data(), static_cast<std::size_t>(got));
        for (std::size_t end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
            if (auto done = take_line(std::string_view(pending).substr(0, end), size_bytes, read_bytes))
                return *done;
            pending.erase(0, end + 1);
        }
        if (pending.size() > longest_probe_line) return answer(Kind::garbled, "answered without end");
    }
}

}  // namespace understudy
