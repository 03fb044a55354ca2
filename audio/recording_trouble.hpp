// The troubles of a recording that was there when it was submitted.
#pragma once

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
[[nodiscard]] Trouble no_probe(std::string_view why);
[[nodiscard]] Trouble cancelled();

}  // namespace understudy::recording_trouble

namespace understudy {

/// Opens a recording for reading if it is still the one that was submitted. May block.
[[nodiscard]] Outcome<FileDescriptor> open_recording(const Roots& roots, const std::string& path,
                                                     const FileIdentity& identity);
/// The file that is open is still the one that was submitted.
[[nodiscard]] Outcome<Nothing> still_same(int fd, const std::string& path, const FileIdentity& identity);

}  // namespace understudy
