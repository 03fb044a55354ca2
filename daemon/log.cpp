#include "daemon/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace understudy::log {

namespace {

constexpr const char* terminal_pattern = "%Y-%m-%dT%H:%M:%S.%e%z %l %v";

struct Writer {
    Writer() : logger("understudyd", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
        logger.set_pattern(terminal_pattern);
        logger.set_level(spdlog::level::info);
        logger.flush_on(spdlog::level::trace);
    }
    spdlog::logger logger;
    std::atomic<bool> journal{false};
};

Writer& writer() {
    static Writer only;
    return only;
}

/// systemd names the stream that it gave us by device and inode: stderr may have been redirected since.
bool stderr_is_journal() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat status {};
    if (stream == nullptr || fstat(STDERR_FILENO, &status) != 0) return false;
    return stream == std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

spdlog::level::level_enum library_level(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            break;
    }
    return spdlog::level::err;
}

std::string escaped(unsigned char byte) {
    if (byte == '\n') return "\\n";
    if (byte == '\t') return "\\t";
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\x%02x", static_cast<unsigned>(byte));
    return text.data();
}

/// The control characters U+0080 to U+009F are C2 80 to C2 9F in UTF-8.
bool begins_c1(std::string_view text) {
    return text.size() > 1 && text[0] == '\xc2' && static_cast<unsigned char>(text[1]) < 0xa0;
}

}  // namespace

void open() {
    writer().journal = stderr_is_journal();
    writer().logger.set_pattern(writer().journal ? "%v" : terminal_pattern);
}

void least(Level level) { writer().logger.set_level(library_level(level)); }

void write(Level level, std::string_view line) {
    std::string text = harmless(line);
    if (writer().journal) text.insert(0, priority_prefix(level));
    writer().logger.log(library_level(level), spdlog::string_view_t(text.data(), text.size()));
}

const char* priority_prefix(Level level) {
    static constexpr std::array prefixes{"<7>", "<6>", "<4>", "<3>"};
    return prefixes.at(static_cast<std::size_t>(level));
}

std::string harmless(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (; !text.empty(); text.remove_prefix(1)) {
        const auto byte = static_cast<unsigned char>(text.front());
        if (begins_c1(text)) {
            result += escaped(static_cast<unsigned char>(text[1]));
            text.remove_prefix(1);
        } else if (byte < 0x20 || byte == 0x7f) {
            result += escaped(byte);
        } else {
            result += text.front();
        }
    }
    return result;
}

}  // namespace understudy::log
