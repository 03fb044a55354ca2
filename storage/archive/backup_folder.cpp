#include "storage/archive/backup_folder.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <filesystem>
#include <system_error>
#include <vector>

#include "storage/archive/copy.hpp"
#include "storage/archive/files.hpp"

namespace understudy {
namespace {

namespace fs = std::filesystem;

constexpr const char* name_form = "understudy-%Y%m%dT%H%M%SZ.db";
constexpr std::string_view unfinished = ".part";

Failure<StoreTrouble> unavailable(std::string what) {
    return failure(StoreTrouble{StoreTrouble::Kind::unavailable, std::move(what)});
}

/// The words are the same for the same trouble: they do not name the file, whose name is the time.
Failure<StoreTrouble> in(const std::string& folder, const StoreTrouble& trouble) {
    return failure(StoreTrouble{trouble.kind, folder + ": " + trouble.what});
}

struct Found {
    Time made{};
    fs::path path;
};

/// The newest first. What is named by a later time than now was made while the clock was wrong: it is left
/// alone, and does not count. What is half done stands apart.
Result<std::vector<Found>, StoreTrouble> backups_in(const std::string& folder, Time now,
                                                    std::vector<std::string>* left_over = nullptr) {
    std::vector<Found> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const auto made = made_at(name);
        if (made && *made <= now) found.push_back({*made, entry->path()});
        const auto half = name.find(unfinished);
        if (left_over != nullptr && half != std::string::npos && made_at(name.substr(0, half)))
            left_over->push_back(entry->path().string());
    }
    if (error && error != std::errc::no_such_file_or_directory)
        return unavailable(folder + ": " + error.message());
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.made > b.made; });
    return found;
}

Result<Nothing, StoreTrouble> make_folder(const std::string& folder) {
    if (::mkdir(folder.c_str(), 0750) == 0 || errno == EEXIST) return Nothing{};
    return unavailable(words_of_errno(folder));
}

/// What cannot be removed stays: the next backup tries again.
void thin_out(const std::string& folder, std::size_t keep, Time now) {
    const auto found = backups_in(folder, now);
    std::error_code ignored;
    for (std::size_t i = std::max<std::size_t>(keep, 1); found && i < found->size(); ++i)
        fs::remove((*found)[i].path, ignored);
}

}  // namespace

std::string backup_name(Time made) {
    const std::time_t moment = std::chrono::system_clock::to_time_t(std::chrono::floor<seconds>(made));
    std::tm parts{};
    ::gmtime_r(&moment, &parts);
    char name[64];
    return {name, std::strftime(name, sizeof name, name_form, &parts)};
}

std::optional<Time> made_at(const std::string& name) {
    std::tm parts{};
    const char* end = ::strptime(name.c_str(), name_form, &parts);
    if (end == nullptr || *end != '\0') return std::nullopt;
    const Time made(seconds(::timegm(&parts)));
    return backup_name(made) == name ? std::optional(made) : std::nullopt;
}

Result<std::optional<Time>, StoreTrouble> newest_in(const std::string& folder, Time now) {
    const auto found = backups_in(folder, now);
    if (!found) return failure(found.error());
    return found->empty() ? std::optional<Time>() : std::optional(found->front().made);
}

Result<BackupFile, StoreTrouble> back_up_into(const DatabaseFile& from, const std::string& folder,
                                              std::size_t keep, Time now, const std::atomic<bool>& give_up) {
    if (auto made = make_folder(folder); !made) return failure(std::move(made.error()));
    std::vector<std::string> left_over;
    if (const auto found = backups_in(folder, now, &left_over); !found) return failure(found.error());
    for (const std::string& path : left_over) remove_copy(path);
    thin_out(folder, keep, now);  // fewer may be wanted than when the last one was made
    const std::string path = folder + "/" + backup_name(now);
    auto copied = copy_database(from, path + std::string(unfinished), give_up);
    if (!copied) return in(folder, copied.error());
    if (::rename(copied->path.c_str(), path.c_str()) != 0 || !sync_file(folder))
        return unavailable(words_of_errno(folder));
    copied->path = path;
    thin_out(folder, keep, now);
    return copied;
}

}  // namespace understudy
