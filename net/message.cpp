#include "net/message.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>

namespace understudy::net {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    for (const char c : value) head += is_control(c) && c != '\t' ? ' ' : c;
    head += "\r\n";
}

void append_target(std::string& head, std::string_view target) {
    for (const char c : target) {
        if (is_control(c) || c == ' ')
            head += percent_encode(std::string_view(&c, 1));
        else
            head += c;
    }
}

bool good_name(std::string_view name) {
    static constexpr std::string_view separators = "()<>@,;:\\\"/[]?={} \t";
    return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) {
        return is_control(c) || separators.find(c) != std::string_view::npos;
    });
}

bool frames(std::string_view name) {
    return equal_without_case(name, "Content-Length") || equal_without_case(name, "Transfer-Encoding") ||
           equal_without_case(name, "Connection");
}

}  // namespace

// strftime's day and month names would follow the locale.
std::string http_date(std::chrono::sys_seconds now) {
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t time = std::chrono::system_clock::to_time_t(now);
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char rest[32];
    std::strftime(rest, sizeof rest, " %Y %H:%M:%S GMT", &parts);
    char day[8];
    std::strftime(day, sizeof day, ", %d ", &parts);
    return std::string(days[parts.tm_wday]) + day + months[parts.tm_mon] + rest;
}

bool equal_without_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::string request_head(const Request& request, const std::string& host, const std::string& user_agent,
                         std::optional<std::uint64_t> content_length) {
    std::string head = request.method + " ";
    append_target(head, request.target);
    head += " HTTP/1.1\r\n";
    append_field(head, "Host", host);
    append_field(head, "User-Agent", user_agent);
    for (const auto& [name, value] : request.headers) {
        const bool ours = equal_without_case(name, "Host") || equal_without_case(name, "User-Agent") ||
                          equal_without_case(name, "Content-Length") ||
                          equal_without_case(name, "Transfer-Encoding");
        if (!ours && good_name(name)) append_field(head, name, value);
    }
    if (content_length) append_field(head, "Content-Length", std::to_string(*content_length));
    return head + "\r\n";
}

std::string answer_head(const Response& response, const Framing& framing, std::chrono::sys_seconds now) {
    std::string head =
        "HTTP/1.1 " + std::to_string(response.status) + " " + reason_phrase(response.status) + "\r\n";
    if (!response.headers.find("Date")) append_field(head, "Date", http_date(now));
    for (const auto& [name, value] : response.headers)
        if (!frames(name) && good_name(name)) append_field(head, name, value);
    if (!framing.connection.empty()) append_field(head, "Connection", framing.connection);
    if (framing.chunked) append_field(head, "Transfer-Encoding", "chunked");
    if (framing.content_length) append_field(head, "Content-Length", std::to_string(*framing.content_length));
    return head + "\r\n";
}

bool has_token(const Headers& headers, std::string_view name, std::string_view token) {
    for (const auto& [known, value] : headers) {
        if (!equal_without_case(known, name)) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto comma = rest.find(',');
            if (equal_without_case(trimmed(rest.substr(0, comma)), token)) return true;
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        }
    }
    return false;
}

std::optional<std::chrono::seconds> keep_alive_timeout(const Headers& headers) {
    static constexpr std::string_view key = "timeout=";
    const auto field = headers.find("Keep-Alive");
    if (!field) return std::nullopt;
    const auto place = field->find(key);
    if (place == std::string_view::npos) return std::nullopt;
    const auto digits = field->substr(place + key.size());
    unsigned seconds = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    if (parsed.ec != std::errc()) return std::nullopt;
    return std::chrono::seconds(seconds);
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace understudy::net
