#include "daemon/api/tus_heads.hpp"

#include <charconv>

#include "daemon/api/answers.hpp"
#include "daemon/api/problems.hpp"
#include "net/message.hpp"

namespace understudy::api {

namespace {

/// Digits alone; no file has more than 2^63 bytes.
std::optional<std::uint64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool digits = !text.empty() && text.front() >= '0' && text.front() <= '9';
    if (!digits || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return static_cast<std::uint64_t>(number);
}

Result<std::uint64_t, Problem> read_number(const net::Request& head, const char* name) {
    const auto field = head.headers.find(name);
    const auto number = field ? whole_number(*field) : std::nullopt;
    if (number) return *number;
    return failure(invalid_header(name, std::string(name) + (field ? " must be a number of bytes."
                                                                   : " is missing: a number of bytes.")));
}

}  // namespace

bool is_upload_path(std::string_view path) {
    return path == uploads_path ||
           (path.starts_with(uploads_path) && path.substr(uploads_path.size()).starts_with('/'));
}

std::string_view meant_method(const net::Request& head) {
    if (!is_upload_path(net::path_of(head.target))) return head.method;
    return head.headers.find("X-HTTP-Method-Override").value_or(head.method);
}

std::optional<Problem> refuse_version(const net::Request& head) {
    const auto version = head.headers.find("Tus-Resumable");
    if (version == tus_version) return std::nullopt;
    return Problem{412, "tus-version", "Another version of the protocol",
                   version ? "\"" + std::string(version->substr(0, 32)) + "\" is not spoken here: send " +
                                 "Tus-Resumable: 1.0.0."
                           : std::string("Send Tus-Resumable: 1.0.0."),
                   "Tus-Resumable"};
}

std::optional<Problem> refuse_piece_type(const net::Request& head) {
    const std::string_view type = head.headers.find("Content-Type").value_or("");
    if (type == piece_type && !head.headers.find("Content-Encoding")) return std::nullopt;
    return Problem{415, "unsupported-media-type", "Unsupported media type",
                   std::string("A piece is sent as it is, with Content-Type: ") + piece_type + ".",
                   "Content-Type"};
}

Result<NewUpload, Problem> read_new_upload(const net::Request& head) {
    if (head.headers.find("Upload-Defer-Length"))
        return failure(
            invalid_header("Upload-Defer-Length", "The length must be known: send Upload-Length."));
    const auto length = read_number(head, "Upload-Length");
    if (!length) return failure(length.error());
    return NewUpload{*length, std::string(head.headers.find("Upload-Metadata").value_or(""))};
}

Result<std::uint64_t, Problem> read_offset(const net::Request& head) {
    return read_number(head, "Upload-Offset");
}

net::Response as_tus(net::Response response) {
    response.headers.set("Tus-Resumable", tus_version);
    return response;
}

net::Response tus_refusal(const Problem& problem) {
    net::Response response = as_tus(to_response(problem));
    if (problem.status == 412) response.headers.set("Tus-Version", tus_version);
    if (problem.status == 423) response.headers.set("Retry-After", "1");
    return response;
}

void tell_upload(const InboxUpload& upload, bool metadata, net::Response& response) {
    const auto expires = std::chrono::floor<std::chrono::seconds>(upload.expires_at);
    response.headers.set("Upload-Offset", std::to_string(upload.offset));
    response.headers.set("Upload-Expires", net::http_date(expires));
    if (!metadata) return;
    response.headers.set("Upload-Length", std::to_string(upload.length));
    if (!upload.metadata.empty()) response.headers.set("Upload-Metadata", upload.metadata);
}

net::Response capabilities(std::uint64_t max_file) {
    net::Response response = as_tus(empty_answer(204));
    response.headers.set("Tus-Version", tus_version);
    response.headers.set("Tus-Extension", "creation,creation-with-upload,checksum,termination,expiration");
    response.headers.set("Tus-Checksum-Algorithm", "sha1,sha256");
    if (max_file != 0) response.headers.set("Tus-Max-Size", std::to_string(max_file));
    return response;
}

}  // namespace understudy::api
