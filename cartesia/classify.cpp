#include "cartesia/classify.hpp"

#include <algorithm>
#include <array>

#include "cartesia/clean_text.hpp"
#include "cartesia/error_words.hpp"
#include "cartesia/retry_after.hpp"

namespace understudy::cartesia {
namespace {

constexpr std::size_t longest_title = 200;
constexpr std::size_t longest_detail = 2'000;
constexpr std::size_t longest_word = 100;

bool is_funds_code(std::string_view code) {
    return code == "quota_exceeded" || code == "plan_upgrade_required";
}

/// An error_code becomes a Trouble's type only where it is the stable word that it should be.
bool is_stable_word(std::string_view code) {
    return !code.empty() && code.size() <= 64 && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    });
}

std::string status_line(int status) {
    const std::string reason = net::reason_phrase(status);
    return "HTTP " + std::to_string(status) + (reason.empty() ? "" : " " + reason);
}

std::string masked_line(const Secret& key, std::string_view text, std::size_t longest) {
    return one_line(without(key, text), longest);
}

std::string title_of(int status, std::string_view cloud_title, const Secret& key) {
    const std::string title = masked_line(key, cloud_title, longest_title - 40);
    return title.empty() || title == net::reason_phrase(status) ? status_line(status)
                                                                : title + " (" + status_line(status) + ")";
}

}  // namespace

Certainty certainty_of_status(int status) {
    const bool redirect = status >= 300 && status < 400;
    const bool client_error = status >= 400 && status < 500 && status != 408 && status != 409;
    return redirect || client_error ? Certainty::refused : Certainty::unknown;
}

TroubleKind kind_of(int status, std::string_view error_code) {
    if (status < 300 || status >= 500) return TroubleKind::transient;
    if (is_funds_code(error_code)) return TroubleKind::funds;
    if (error_code == "concurrency_limited") return TroubleKind::transient;
    switch (status) {
        case 401:
            return TroubleKind::credentials;
        case 402:
            return TroubleKind::funds;
        case 403:
            return TroubleKind::forbidden;
        case 408:
        case 409:
        case 425:
        case 429:
            return TroubleKind::transient;
        default:
            return TroubleKind::refused;
    }
}

Trouble trouble_of(const net::Response& response, Time now, const Secret& key) {
    const ErrorWords words = error_words(response);
    Trouble trouble;
    trouble.certainty = certainty_of_status(response.status);
    trouble.kind = kind_of(response.status, words.error_code);
    const std::string code = without(key, words.error_code);
    trouble.type = is_stable_word(code) ? code : "http_" + std::to_string(response.status);
    trouble.title = title_of(response.status, words.title, key);
    trouble.detail = some_lines(without(key, words.message), longest_detail);
    trouble.http_status = response.status;
    trouble.request_id = masked_line(key, words.request_id, longest_word);
    if (const auto wait = response.headers.find("retry-after"))
        trouble.retry_after = parse_retry_after(*wait, now);
    return trouble;
}

Trouble garbage_answer(const net::Response& response, std::string_view why, const Secret& key) {
    Trouble trouble;
    trouble.type = "garbage_answer";
    trouble.title = "The cloud's answer cannot be understood (" + status_line(response.status) + ")";
    const std::string page = html_title(response);
    const std::string seen =
        page.empty() ? std::string(why) : std::string(why) + "; it is a web page: " + page;
    trouble.detail = some_lines(without(key, seen), longest_detail);
    trouble.http_status = response.status;
    trouble.request_id = masked_line(key, request_id_of(response), longest_word);
    return trouble;
}

}  // namespace understudy::cartesia
