// The headers of tus 1.0, the protocol of resumable uploads (https://tus.io/protocols/resumable-upload).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/inbox.hpp"
#include "net/http.hpp"

namespace understudy::api {

inline constexpr std::string_view uploads_path = "/v1/inbox/uploads";
inline constexpr const char* tus_version = "1.0.0";
inline constexpr const char* piece_type = "application/offset+octet-stream";

/// Does the path belong to the protocol?
[[nodiscard]] bool is_upload_path(std::string_view path);
/// The method that is meant: some networks let only GET and POST through, and X-HTTP-Method-Override says
/// another.
[[nodiscard]] std::string_view meant_method(const net::Request& head);

/// 412 for another version of the protocol, or none.
[[nodiscard]] std::optional<Problem> refuse_version(const net::Request& head);
/// 415 for a piece that is labelled as something else, or encoded.
[[nodiscard]] std::optional<Problem> refuse_piece_type(const net::Request& head);
/// The length and the metadata of what is announced.
[[nodiscard]] Result<NewUpload, Problem> read_new_upload(const net::Request& head);
[[nodiscard]] Result<std::uint64_t, Problem> read_offset(const net::Request& head);

/// Whatever is answered carries the version.
[[nodiscard]] net::Response as_tus(net::Response response);
[[nodiscard]] net::Response tus_refusal(const Problem& problem);
/// What the protocol says of an upload in headers; `metadata`: also as it was announced.
void tell_upload(const InboxUpload& upload, bool metadata, net::Response& response);
/// What the server can do.
[[nodiscard]] net::Response capabilities(std::uint64_t max_file);

}  // namespace understudy::api
