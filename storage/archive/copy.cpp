#include "storage/archive/copy.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

#include "storage/archive/files.hpp"
#include "storage/audit/audit.hpp"
#include "storage/read/reader.hpp"
#include "storage/read/snapshot.hpp"
#include "storage/read/trouble.hpp"

namespace understudy {
namespace {

constexpr int pages_a_step = 1'024;
constexpr std::size_t jobs_a_page = 500;

Failure<StoreTrouble> unavailable(std::string what) {
    return failure(StoreTrouble{StoreTrouble::Kind::unavailable, std::move(what)});
}

StoreTrouble given_up() { return {StoreTrouble::Kind::unavailable, "the daemon is stopping"}; }

Result<Nothing, StoreTrouble> make_file(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (descriptor < 0) return unavailable(std::generic_category().message(errno));
    ::close(descriptor);
    return Nothing{};
}

/// Said before anything is written: a copy must not take from the database what it needs.
Result<Nothing, StoreTrouble> look_for_room(sqlite::Connection& source, const DatabaseFile& from,
                                            const std::string& path) {
    const auto pages = source.integer("PRAGMA page_count"), size = source.integer("PRAGMA page_size");
    if (!pages || !size) return failure(read_trouble((pages ? size : pages).error()));
    const auto bytes = static_cast<std::uint64_t>(*pages) * static_cast<std::uint64_t>(*size);
    const std::uint64_t lacking =
        room_lacking(std::filesystem::path(path).parent_path().string(), from.path, bytes);
    if (lacking == 0) return Nothing{};
    return unavailable("a copy has " + std::to_string(bytes >> 20u) + " MiB, and the disk lacks " +
                       std::to_string((lacking >> 20u) + 1) + " MiB for it");
}

/// The source stands still in a snapshot: whatever is written meanwhile, the copy need not begin anew.
Result<Nothing, StoreTrouble> copy_pages(sqlite::Connection& from, sqlite::Connection& to,
                                         const std::atomic<bool>& give_up) {
    const Snapshot moment(from);
    if (auto seen = from.integer("PRAGMA schema_version"); !seen) return failure(read_trouble(seen.error()));
    sqlite3_backup* copying = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (copying == nullptr) return unavailable(to.error().message);
    int code = SQLITE_OK;
    while (code == SQLITE_OK && !give_up) code = sqlite3_backup_step(copying, pages_a_step);
    const int ended = sqlite3_backup_finish(copying);
    if (give_up) return failure(given_up());
    if (code != SQLITE_DONE || ended != SQLITE_OK) return unavailable(to.error().message);
    return Nothing{};
}

/// The copy says that it has a log beside it, as its source has; a file that is carried about must not need
/// one.
Result<Nothing, StoreTrouble> make_whole(sqlite::Connection& copy) {
    const auto mode = copy.text("PRAGMA journal_mode = DELETE");
    if (!mode) return unavailable(mode.error().message);
    if (*mode != "delete") return unavailable("the copy stayed in mode " + *mode);
    return Nothing{};
}

Result<Nothing, StoreTrouble> write_copy(const DatabaseFile& from, const std::string& path,
                                         const std::atomic<bool>& give_up) {
    auto source = open_for_reading(from);
    if (!source) return failure(read_trouble(source.error()));
    if (auto room = look_for_room(**source, from, path); !room) return room;
    auto target = sqlite::Connection::open(path, sqlite::Access::read_write);
    if (!target) return unavailable(target.error().message);
    if (auto set = (*target)->run("PRAGMA synchronous = FULL"); !set) return unavailable(set.error().message);
    if (auto copied = copy_pages(**source, **target, give_up); !copied) return copied;
    return make_whole(**target);
}

/// Each job with all that belongs to it: what is read is held against its seal.
Result<std::int64_t, StoreTrouble> read_rows(const DatabaseFile& file, const std::atomic<bool>& give_up) {
    auto connection = open_for_reading(file);
    if (!connection) return failure(read_trouble(connection.error()));
    Reader reader(std::move(*connection));
    std::int64_t count = 0;
    JobQuery query{{}, jobs_a_page, ""};
    for (;;) {
        const auto jobs = reader.list_jobs(query);
        if (!jobs) return failure(jobs.error());
        for (const Job& job : *jobs) {
            if (give_up) return failure(given_up());
            if (auto recordings = reader.load_recordings(job.id); !recordings)
                return failure(recordings.error());
        }
        count += static_cast<std::int64_t>(jobs->size());
        if (jobs->size() < jobs_a_page) return count;
        query.before_id = jobs->back().id;
    }
}

Result<BackupFile, StoreTrouble> fill(const DatabaseFile& from, const std::string& path,
                                      const std::atomic<bool>& give_up) {
    if (auto copied = write_copy(from, path, give_up); !copied) return failure(std::move(copied.error()));
    auto jobs = read_back({path, "", from.patience}, give_up);
    if (!jobs) return failure(std::move(jobs.error()));
    auto sha256 = sha256_of(path);
    if (!sha256) return failure(std::move(sha256.error()));
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    if (error) return unavailable(error.message());
    return BackupFile{path, bytes, std::move(*sha256), *jobs};
}

}  // namespace

Result<BackupFile, StoreTrouble> copy_database(const DatabaseFile& from, const std::string& path,
                                               const std::atomic<bool>& give_up) {
    if (auto made = make_file(path); !made) return failure(std::move(made.error()));
    auto copied = fill(from, path, give_up);
    if (!copied) remove_copy(path);
    return copied;
}

void remove_copy(const std::string& path) {
    std::error_code ignored;
    for (const char* suffix : {"", "-journal", "-wal", "-shm"})
        std::filesystem::remove(path + suffix, ignored);
}

Result<std::int64_t, StoreTrouble> read_back(const DatabaseFile& file, const std::atomic<bool>& give_up) {
    if (auto sound = audit(file, give_up); !sound) return failure(std::move(sound.error()));
    return read_rows(file, give_up);
}

Result<std::string, StoreTrouble> sha256_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
    std::array<char, 65'536> block{};
    while (good && file) {
        file.read(block.data(), block.size());
        good = EVP_DigestUpdate(context.get(), block.data(), static_cast<std::size_t>(file.gcount())) == 1;
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (!good || !file.eof() || EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1)
        return unavailable("it cannot be read back");
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += digits[digest[i] >> 4u];
        text += digits[digest[i] & 15u];
    }
    return text;
}

}  // namespace understudy
