#include "cli/inbox_documents.hpp"

#include <openssl/evp.h>

#include "cli/digest.hpp"
#include "cli/json_reading.hpp"
#include "cli/table.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

std::string base64(std::string_view bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int written =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(written));
    return text;
}

Upload upload_of(const Json& json) {
    const Json* finished = member(json, "finished");
    return {text_in(json, "id"),      text_in(json, "folder"),  text_in(json, "name"),
            count_in(json, "length"), count_in(json, "offset"), finished != nullptr && *finished == true};
}

net::Request tus(std::string method, std::string target) {
    net::Request request{std::move(method), std::move(target), {}, ""};
    request.headers.set("Tus-Resumable", "1.0.0");
    return request;
}

std::string upload_target(const std::string& id) { return "/v1/inbox/uploads/" + id; }

std::string limit_words(const Json& json, const char* name) {
    return member(json, name) == nullptr ? "no limit" : bytes_in_words(count_in(json, name));
}

void add_folders(const Json& json, std::size_t width, bool colours, std::vector<std::string>& lines) {
    Table table{{{"FOLDER", false, 8}, {"FILES", true}, {"SIZE", true}, {"PATH", false, 8, 1}}, {}};
    for (const Json& folder : array_in(json, "folders"))
        table.rows.push_back({{visible(text_in(folder, "name"))},
                              {std::to_string(count_in(folder, "files"))},
                              {bytes_in_words(count_in(folder, "bytes"))},
                              {visible(text_in(folder, "path"))}});
    if (table.rows.empty()) return;
    for (std::string& line : to_lines(table, width, colours)) lines.push_back(std::move(line));
}

void add_uploads(const Json& json, std::size_t width, bool colours, std::vector<std::string>& lines) {
    Table table{{{"ON ITS WAY", false, 12}, {"HERE", true}, {"OF", true}, {"EXPIRES", false, 10, 1}}, {}};
    for (const Json& upload : array_in(json, "uploads"))
        table.rows.push_back({{visible(text_in(upload, "folder") + "/" + text_in(upload, "name"))},
                              {bytes_in_words(count_in(upload, "offset"))},
                              {bytes_in_words(count_in(upload, "length"))},
                              {text_in(upload, "expires_at").substr(0, 16)}});
    if (table.rows.empty()) return;
    if (!lines.empty()) lines.emplace_back();
    for (std::string& line : to_lines(table, width, colours)) lines.push_back(std::move(line));
}

}  // namespace

std::optional<Upload> read_upload(std::string_view text) {
    const auto json = parsed_json(text);
    if (!json || member(*json, "id") == nullptr) return std::nullopt;
    return upload_of(*json);
}

std::optional<InboxShown> read_inbox(std::string_view text) {
    const auto json = parsed_json(text);
    if (!json || member(*json, "uploads") == nullptr) return std::nullopt;
    InboxShown shown{text_in(*json, "path"), {}};
    for (const Json& upload : array_in(*json, "uploads")) shown.uploads.push_back(upload_of(upload));
    return shown;
}

std::optional<FilesThere> read_inbox_folder(std::string_view text) {
    const auto json = parsed_json(text);
    if (!json || member(*json, "files") == nullptr) return std::nullopt;
    FilesThere files;
    for (const Json& file : array_in(*json, "files"))
        files[text_in(file, "name")] = {count_in(file, "bytes"), text_in(file, "modified_at")};
    return files;
}

std::optional<std::vector<std::string>> inbox_lines(std::string_view text, std::size_t width, bool colours) {
    const auto json = parsed_json(text);
    if (!json || member(*json, "uploads") == nullptr) return std::nullopt;
    std::vector<std::string> lines;
    add_folders(*json, width, colours, lines);
    add_uploads(*json, width, colours, lines);
    if (!lines.empty()) lines.emplace_back();
    lines.push_back(visible(text_in(*json, "path")) + ": " + bytes_in_words(count_in(*json, "used")) +
                    " of " + limit_words(*json, "quota") + ", " + limit_words(*json, "max_file") +
                    " for a file, the disk has " + bytes_in_words(count_in(*json, "disk_free")) + " free");
    return lines;
}

std::optional<std::vector<std::string>> inbox_folder_lines(std::string_view text) {
    const auto files = read_inbox_folder(text);
    if (!files) return std::nullopt;
    std::vector<std::string> lines;
    for (const auto& [name, file] : *files)
        lines.push_back(padded(bytes_in_words(file.bytes), 10, true) + "  " + visible(name));
    if (lines.empty()) lines.emplace_back("nothing");
    return lines;
}

std::string upload_metadata(const std::string& folder, const LocalFile& file) {
    return "folder " + base64(folder) + ",relativePath " + base64(file.relative) + ",modified " +
           base64(std::to_string(file.modified_ns));
}

net::Request get_inbox() { return {"GET", "/v1/inbox", {}, ""}; }

net::Request get_inbox_folder(std::string_view folder) {
    return {"GET", "/v1/inbox/folders/" + net::percent_encode(folder), {}, ""};
}

net::Request remove_inbox_folder(std::string_view folder) {
    return {"DELETE", "/v1/inbox/folders/" + net::percent_encode(folder), {}, ""};
}

net::Request get_upload(const std::string& id) { return tus("GET", upload_target(id)); }

net::Request begin_upload(const std::string& metadata, std::uint64_t length) {
    net::Request request = tus("POST", "/v1/inbox/uploads");
    request.headers.set("Upload-Length", std::to_string(length));
    request.headers.set("Upload-Metadata", metadata);
    return request;
}

net::Request add_to_upload(const std::string& id, std::uint64_t offset, std::string bytes) {
    net::Request request = tus("PATCH", upload_target(id));
    request.headers.set("Upload-Offset", std::to_string(offset));
    request.headers.set("Upload-Checksum", "sha256 " + base64(sha256(bytes)));
    request.headers.set("Content-Type", "application/offset+octet-stream");
    request.body = std::move(bytes);
    return request;
}

net::Request remove_upload(const std::string& id) { return tus("DELETE", upload_target(id)); }

}  // namespace understudy::cli
