#include "daemon/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/uio.h>
#define SD_JOURNAL_SUPPRESS_LOCATION  // this file and line would be every entry's
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

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
    ToJournal to_journal;  ///< empty: the lines go to stderr. Set before there are threads
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

bool send_to_journal(const std::vector<std::string>& entry) {
    std::vector<iovec> fields;
    fields.reserve(entry.size());
    for (const std::string& field : entry) fields.push_back({const_cast<char*>(field.data()), field.size()});
    return sd_journal_sendv(fields.data(), static_cast<int>(fields.size())) == 0;
}

/// The control characters U+0080 to U+009F are C2 80 to C2 9F in UTF-8.
bool begins_c1(std::string_view text) {
    return text.size() > 1 && text[0] == '\xc2' && static_cast<unsigned char>(text[1]) < 0xa0;
}

}  // namespace

void open() {
    // The library is silent about a journal that is not there: then what it was given would be lost.
    const bool there = ::access("/run/systemd/journal/socket", W_OK) == 0;
    open(there ? ToJournal(send_to_journal) : ToJournal());
}

void open(ToJournal to_journal) {
    Writer& its = writer();
    its.journal = stderr_is_journal();
    its.to_journal = its.journal ? std::move(to_journal) : ToJournal();
    its.logger.set_pattern(its.journal ? "%v" : terminal_pattern);
}

void least(Level level) { writer().logger.set_level(library_level(level)); }

void write(Level level, std::string_view line, const Fields& fields) {
    if (!writer().logger.should_log(library_level(level))) return;
    if (writer().to_journal && writer().to_journal(journal_entry(level, line, fields))) return;
    std::string text = harmless(line);
    if (writer().journal) text.insert(0, priority_prefix(level));
    writer().logger.log(library_level(level), spdlog::string_view_t(text.data(), text.size()));
}

std::vector<std::string> journal_entry(Level level, std::string_view line, const Fields& fields) {
    std::vector<std::string> entry{"MESSAGE=" + harmless(line),
                                   std::string("PRIORITY=") + priority_prefix(level)[1],
                                   "SYSLOG_IDENTIFIER=understudyd"};
    for (const auto& [name, value] : fields)
        if (!value.empty()) entry.push_back(std::string(name) + "=" + harmless(value));
    return entry;
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
