#include "storage/archive/lending.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "storage/archive/copy.hpp"

namespace understudy {

namespace fs = std::filesystem;

namespace {
constexpr const char* mark = ".lent-";
}

void Lending::clear() const {
    const fs::path database(from_.path);
    const std::string beginning = database.filename().string() + mark;
    std::error_code error;
    for (fs::directory_iterator entry(database.parent_path(), error), end; !error && entry != end;
         entry.increment(error))
        if (entry->path().filename().string().starts_with(beginning)) give_back(entry->path().string());
    remove_copy(from_.path +
                ".restoring");  // of a restoration that was killed; none is under way: we have the lock
}

Result<BackupFile, StoreTrouble> Lending::lend(const std::atomic<bool>& give_up) {
    auto copied = copy_database(from_, from_.path + mark + std::to_string(++lent_), give_up);
    if (!copied) copied.error().what = from_.path + ": " + copied.error().what;
    return copied;
}

Result<std::string, StoreTrouble> Lending::read(const std::string& path, std::uint64_t offset,
                                                std::size_t most) {
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    std::string bytes(most, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(most));
    if (file.bad() || (file.fail() && !file.eof()))
        return failure(StoreTrouble{StoreTrouble::Kind::unavailable, path + ": cannot be read"});
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

void Lending::give_back(const std::string& path) { remove_copy(path); }

}  // namespace understudy
