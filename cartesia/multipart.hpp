// The frame around an uploaded file: multipart/form-data as RFC 7578 has it, all but the file's own bytes.
#pragma once

#include <string>
#include <string_view>

namespace understudy::cartesia {

/// What goes on the wire before and after the file, and the header that announces it.
struct MultipartFrame {
    std::string content_type;  ///< of the request
    std::string prefix, suffix;
};

/// Part `file` with its name and type, then part `purpose` = `fine_tune`. `boundary` must be random enough
/// not to stand in the file; `filename` must be one that can_be_sent().
[[nodiscard]] MultipartFrame multipart_frame(std::string_view filename, std::string_view boundary);

/// Printable ASCII without '"', '\' and '/': other names would not come back from a listing as they were
/// sent.
[[nodiscard]] bool can_be_sent(std::string_view filename);

/// By the extension, without case; application/octet-stream for one that we do not know.
[[nodiscard]] std::string_view content_type_of(std::string_view filename);

}  // namespace understudy::cartesia
