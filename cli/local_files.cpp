#include "cli/local_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace understudy::cli {

namespace {

namespace fs = std::filesystem;

std::int64_t modified_ns(const struct stat& status) {
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

/// nullopt for what is no plain file.
std::optional<LocalFile> local_file(const std::string& path, std::string relative) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return LocalFile{path, std::move(relative), static_cast<std::uint64_t>(status.st_size),
                     modified_ns(status)};
}

bool is_still(const LocalFile& found, int file) {
    struct stat status {};
    return ::fstat(file, &status) == 0 && static_cast<std::uint64_t>(status.st_size) == found.bytes &&
           modified_ns(status) == found.modified_ns;
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

Result<std::vector<LocalFile>, std::string> files_in(const std::string& folder) {
    std::vector<LocalFile> files;
    std::error_code error;
    fs::recursive_directory_iterator at(folder, error), end;
    for (; !error && at != end; at.increment(error)) {
        if (is_hidden(at->path())) {
            at.disable_recursion_pending();
        } else if (!at->is_symlink(error)) {
            const std::string path = at->path().string();
            auto file = local_file(path, path.substr(folder.size() + 1));
            if (file) files.push_back(std::move(*file));
        }
    }
    if (error) return failure(error.message());
    std::sort(files.begin(), files.end(),
              [](const LocalFile& left, const LocalFile& right) { return left.relative < right.relative; });
    return files;
}

}  // namespace

Result<std::vector<LocalFile>, std::string> find_local_files(const std::string& path) {
    std::string clean = path;
    while (clean.size() > 1 && clean.ends_with('/')) clean.pop_back();
    std::error_code error;
    if (fs::is_directory(clean, error)) return files_in(clean);
    if (error) return failure(error.message());
    auto file = local_file(clean, fs::path(clean).filename().string());
    if (!file) return failure(std::string("it is no file and no folder"));
    return std::vector{std::move(*file)};
}

std::optional<std::string> read_local_piece(const LocalFile& found, std::uint64_t offset, std::size_t most) {
    const int file = ::open(found.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return std::nullopt;
    std::string bytes(most, '\0');
    std::size_t filled = 0;
    ssize_t got = 1;
    while (got > 0 && filled < most) {
        got = ::pread(file, bytes.data() + filled, most - filled, static_cast<off_t>(offset + filled));
        if (got > 0) filled += static_cast<std::size_t>(got);
    }
    // After the reading: a change before it or meanwhile shows.
    const bool same = is_still(found, file);
    ::close(file);
    if (got < 0 || !same) return std::nullopt;
    bytes.resize(filled);
    return bytes;
}

}  // namespace understudy::cli
