// The files of the studio's page, as they were when the daemon was built: cmake/embed_page.cmake puts them
// into the binary.
#pragma once

#include <span>
#include <string_view>

namespace understudy::api {

struct PageFile {
    std::string_view path;         ///< "/index.html", "/assets/index-4f2a.js"
    std::string_view digest;       ///< of its bytes, in hex
    std::string_view plain, gzip;  ///< the same, as it is and compressed
    std::string_view brotli;       ///< "" where nothing could compress it so
};

/// "/index.html" is always there.
[[nodiscard]] std::span<const PageFile> page_files();

}  // namespace understudy::api
