// The words around multipart: the Content-Type's boundary, and a part's headers.
#include <algorithm>
#include <array>
#include <cctype>

#include "emulator/multipart.hpp"

namespace understudy::emulator {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The value after "name=" among a header's parameters, with quotes and backslash escapes undone.
std::optional<std::string> parameter(std::string_view header, std::string_view wanted) {
    std::size_t at = header.find(';');
    while (at != std::string_view::npos && at < header.size()) {
        const auto equals = header.find('=', at);
        if (equals == std::string_view::npos) return std::nullopt;
        const std::string name = lower(trim(header.substr(at + 1, equals - at - 1)));
        std::string value;
        std::size_t end = equals + 1;
        if (end < header.size() && header[end] == '"') {
            for (++end; end < header.size() && header[end] != '"'; ++end) {
                const bool escape = header[end] == '\\' && end + 1 < header.size() &&
                                    (header[end + 1] == '"' || header[end + 1] == '\\');
                if (escape) ++end;
                value += header[end];
            }
            at = header.find(';', std::min(end, header.size()));
        } else {
            at = header.find(';', end);
            value = trim(header.substr(end, at == std::string_view::npos ? at : at - end));
        }
        if (name == wanted) return value;
    }
    return std::nullopt;
}

/// Browsers and undici escape just these three in a form's names.
std::string undo_form_escapes(std::string text) {
    static constexpr std::array<std::pair<std::string_view, char>, 3> escapes{
        {{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}}};
    for (const auto& [escape, plain] : escapes)
        for (auto at = text.find(escape); at != std::string::npos; at = text.find(escape, at + 1))
            text.replace(at, escape.size(), 1, plain);
    return text;
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
    if (lower(trim(content_type.substr(0, content_type.find(';')))) != "multipart/form-data")
        return std::nullopt;
    auto boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 200) return std::nullopt;
    return boundary;
}

std::optional<PartHead> parse_part_head(std::string_view block) {
    PartHead head;
    bool named = false;
    while (!block.empty()) {
        const auto end = block.find("\r\n");
        const std::string_view line = block.substr(0, end);
        block = end == std::string_view::npos ? std::string_view{} : block.substr(end + 2);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string name = lower(trim(line.substr(0, colon)));
        const std::string_view value = line.substr(colon + 1);
        if (name == "content-type") head.content_type = trim(value);
        if (name != "content-disposition") continue;
        const auto field = parameter(value, "name");
        const auto filename = parameter(value, "filename");
        named = field.has_value();
        if (field) head.name = undo_form_escapes(*field);
        if (filename) head.filename = undo_form_escapes(*filename);
    }
    if (!named) return std::nullopt;
    return head;
}

}  // namespace understudy::emulator
