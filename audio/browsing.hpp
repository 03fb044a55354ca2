// What a person sees and hears of the recordings' disks. Both ask the disk and may block.
#pragma once

#include <functional>
#include <string>

#include "audio/roots.hpp"
#include "core/browse.hpp"
#include "core/trouble.hpp"

namespace understudy {

/// See Browser::list(). `goes_on` is asked between two calls to the disk, and ends it when it says no.
[[nodiscard]] Result<Listing, Problem> list_folder(
    const std::string& path, const Roots& roots, const std::function<bool()>& goes_on = [] { return true; });

/// See Browser::read(). The file is opened for each piece: whoever listens may stop for an hour.
[[nodiscard]] Result<std::string, Problem> read_piece(const Roots& roots, const std::string& path,
                                                      const FileIdentity& identity, std::uint64_t offset,
                                                      std::size_t most);

/// The disk of that path does not answer.
[[nodiscard]] Problem silent_disk(const std::string& path);

}  // namespace understudy
