#include "inbox/room.hpp"

#include <array>
#include <cstdio>

namespace understudy::inbox {

namespace {

/// Never below zero, never over.
std::uint64_t left(std::uint64_t of, std::uint64_t taken) { return of > taken ? of - taken : 0; }

Problem full(std::string detail) {
    return {507, "inbox-full", "The inbox is full", std::move(detail), "Upload-Length"};
}

}  // namespace

std::string size_in_words(std::uint64_t bytes) {
    constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    auto number = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; number >= 1024 && unit + 1 < units.size(); ++unit) number /= 1024;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", number, units.at(unit));
    return text.data();
}

std::optional<Problem> refuse_length(std::uint64_t length, const Room& room) {
    if (room.max_file != 0 && length > room.max_file)
        return Problem{413, "upload-too-large", "The file is too large",
                       "It has " + size_in_words(length) + ", and one file may have " +
                           size_in_words(room.max_file) + ": [inbox] max_file.",
                       "Upload-Length"};
    const std::uint64_t quota_left = left(left(room.quota, room.stored), room.promised);
    if (room.quota != 0 && length > quota_left)
        return full("It has " + size_in_words(length) + ", and of the inbox's " + size_in_words(room.quota) +
                    " " + size_in_words(quota_left) +
                    " are left. Remove folders that are done with, or raise [inbox] quota.");
    const std::uint64_t disk_left = left(left(room.disk_free, kept_free), room.outstanding);
    if (length > disk_left)
        return full("It has " + size_in_words(length) + ", and the disk has " + size_in_words(disk_left) +
                    " left for it, besides what is on its way and what is kept free. Make room on the disk.");
    return std::nullopt;
}

}  // namespace understudy::inbox
