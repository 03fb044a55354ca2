#include "cli/process_world.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/ask_program.hpp"

namespace understudy::cli {

namespace {

bool environment_says(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

/// As setlocale() would decide, by the first of them that says anything.
bool locale_is_utf8() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        if (!environment_says(name)) continue;
        std::string value = std::getenv(name);
        for (char& letter : value)
            letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
    }
    return false;
}

StreamFacts facts_of(int descriptor) {
    const char* kind = std::getenv("TERM");
    const bool able = kind != nullptr && std::string_view(kind) != "dumb" && *kind != '\0';
    const bool terminal = isatty(descriptor) == 1;
    return {terminal, terminal && able, terminal && able && !environment_says("NO_COLOR"), locale_is_utf8()};
}

/// All zero where there is no terminal, or it does not know.
winsize terminal_size() {
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
        winsize size{};
        if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size;
    }
    return {};
}

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

ProcessWorld::ProcessWorld(const Interrupts& interrupts)
    : interrupts_(interrupts), out_facts_(facts_of(STDOUT_FILENO)), err_facts_(facts_of(STDERR_FILENO)) {}

void ProcessWorld::out(std::string_view text) {
    if (!write_all(STDOUT_FILENO, text)) output_lost_ = true;
}

// There is nowhere left to say that standard error is gone.
void ProcessWorld::err(std::string_view text) { static_cast<void>(write_all(STDERR_FILENO, text)); }

bool ProcessWorld::out_is_gone() const {
    pollfd watched{STDOUT_FILENO, 0, 0};  // a pipe without a reader is told unasked
    return output_lost_ || (poll(&watched, 1, 0) > 0 && (watched.revents & (POLLERR | POLLNVAL)) != 0);
}

bool ProcessWorld::input_is_terminal() const { return isatty(STDIN_FILENO) == 1; }

std::size_t ProcessWorld::width() const {
    const std::size_t columns = terminal_size().ws_col;
    return columns > 0 ? columns : 80;
}

std::size_t ProcessWorld::height() const {
    const std::size_t rows = terminal_size().ws_row;
    return rows > 0 ? rows : 24;
}

bool ProcessWorld::is_plain_file(const std::string& path) const {
    std::error_code unseen;
    return std::filesystem::is_regular_file(path, unseen);
}

std::string ProcessWorld::write_file(const std::string& path, std::string_view content) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) return std::generic_category().message(errno);
    const bool written = write_all(file, content);
    const int error = written ? 0 : errno;
    if (::close(file) == 0 && written) return "";
    return std::generic_category().message(error != 0 ? error : errno);
}

std::optional<std::string> ProcessWorld::read_file(const std::string& path) {
    constexpr std::size_t most = 256u << 10;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return std::nullopt;
    std::string text;
    ssize_t count = 1;
    while (count > 0 && text.size() < most) {
        std::array<char, 4'096> piece{};
        count = ::read(file, piece.data(), piece.size());
        if (count > 0) text.append(piece.data(), static_cast<std::size_t>(count));
    }
    ::close(file);
    return count < 0 ? std::nullopt : std::optional(std::move(text));
}

std::optional<std::string> ProcessWorld::ask_machine(std::vector<std::string> words, milliseconds patience) {
    const auto said = ask_program(std::move(words), patience);
    return said && said->exit_code == 0 ? std::optional(said->text) : std::nullopt;
}

std::optional<std::string> ProcessWorld::read_line() {
    std::string line;
    for (;;) {
        std::array<pollfd, 2> watched{{{STDIN_FILENO, POLLIN, 0}, {interrupts_.descriptor(), POLLIN, 0}}};
        if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return std::nullopt;
        if (interrupted()) return std::nullopt;
        char letter = 0;
        if (watched[0].revents == 0) continue;
        const ssize_t count = read(STDIN_FILENO, &letter, 1);
        if (count <= 0) return line.empty() ? std::nullopt : std::optional(line);
        if (letter == '\n') return line;
        line += letter;
    }
}

Now ProcessWorld::now() {
    Now now;
    now.wall = std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now());
    now.steady = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - began_);
    return now;
}

bool ProcessWorld::pause(milliseconds time) {
    const auto until = std::chrono::steady_clock::now() + time;
    while (!interrupted()) {
        const auto left = std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) return true;
        pollfd watched{interrupts_.descriptor(), POLLIN, 0};
        poll(&watched, 1, static_cast<int>(std::min<long long>(left.count(), 60'000)));
    }
    return false;
}

std::string ProcessWorld::random_key() {
    std::array<unsigned char, 16> bytes{};
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::system_error(errno, std::generic_category(), "getrandom");
    std::string key;
    for (const unsigned char byte : bytes) {
        constexpr std::string_view digits = "0123456789abcdef";
        key += digits[byte >> 4];
        key += digits[byte & 15];
    }
    return key;
}

std::string ProcessWorld::working_directory() const { return std::filesystem::current_path().string(); }

}  // namespace understudy::cli
