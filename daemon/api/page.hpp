// How the page's files are answered. They come from the binary alone: no path of a request ever meets a disk.
#pragma once

#include <string_view>

#include "daemon/api/page_files.hpp"
#include "net/http.hpp"

namespace understudy::api {

/// What a path of the page shows: a file, or for all places that the page itself knows its one document.
/// nullptr: no such asset.
[[nodiscard]] const PageFile* find_page_file(std::string_view path);

/// In the best coding that the request takes (brotli, gzip, none). Assets have a digest in their names and
/// are kept for a year; everything else is asked for anew each time.
[[nodiscard]] net::Response page_response(const net::Request& head, const PageFile& file);

}  // namespace understudy::api
