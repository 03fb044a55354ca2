// The troubles of a recording that was there when it was submitted.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "audio/roots.hpp"
#include "core/recordings.hpp"
#include "core/trouble.hpp"

namespace understudy::recording_trouble {

/// All of them are refused: nothing of a request took effect because of them.
[[nodiscard]] Trouble changed(std::string_view path, std::string_view what);
[[nodiscard]] Trouble unreadable(std::string_view path, int error_number);
[[nodiscard]] Trouble disk_silent(std::string_view path, std::string_view how);
[[nodiscard]] Trouble disk_silent(std::string_view path, std::chrono::milliseconds patience);
/// Of the size that was submitted, but written to while it was read.
[[nodiscard]] Trouble being_written(std::string_view path);
[[nodiscard]] Trouble no_probe(std::string_view why);
[[nodiscard]] Trouble cancelled();

}  // namespace understudy::recording_trouble

namespace understudy {

/// Opens a recording for reading if it has the size that was submitted; whether its bytes are the same, only
/// reading them tells. May block.
[[nodiscard]] Outcome<FileDescriptor> open_recording(const Roots& roots, const std::string& path,
                                                     const FileIdentity& identity);
/// Which file stands at the path now; else as open_recording().
[[nodiscard]] Outcome<FileStamp> look_at(const Roots& roots, const std::string& path,
                                         const FileIdentity& identity);
/// The open file was not written to since it had this identity.
[[nodiscard]] Outcome<Nothing> still_same(int fd, const std::string& path, const FileIdentity& identity);

}  // namespace understudy
