#include "cli/bundle_mask.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <regex>

namespace understudy::cli {

namespace {

constexpr std::size_t shortest_name = 3;

/// A file's name as far as nothing else can begin: letters, digits and what else stands in names.
const std::regex& recording_names() {
    static const std::regex pattern(
        R"re([^\s"'“”«»:;,()<>\[\]{}=]+\.(wav|mp3|flac|ogg|oga|ogx|opus|m4a|aac|webm|wma|ac3)\b)re",
        std::regex::icase);
    return pattern;
}

/// The end of a path that begins at `from`: paths in messages end with a quote, a line, or words after a
/// colon. One with spaces goes on to the end of a recording's name, where there is one.
std::size_t end_of_path(const std::string& text, std::size_t from) {
    const std::size_t line = std::min(text.find_first_of("\t\n\"'<>;:[]{}", from), text.size());
    const std::string candidate = text.substr(from, line - from);
    static const std::regex ends(R"re(\.(wav|mp3|flac|ogg|oga|ogx|opus|m4a|aac|webm|wma|ac3)\b)re",
                                 std::regex::icase);
    std::smatch first;
    if (std::regex_search(candidate, first, ends))
        return from + static_cast<std::size_t>(first.position() + first.length());
    return std::min(text.find_first_of(" \t\n\"'<>;,:()[]{}", from), text.size());
}

bool joined(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Does the name stand there for itself, and not within another word?
bool stands_alone(const std::string& text, std::size_t at, std::size_t size) {
    const bool before = at > 0 && joined(text[at - 1]) && joined(text[at]);
    const bool after = at + size < text.size() && joined(text[at + size - 1]) && joined(text[at + size]);
    return !before && !after;
}

}  // namespace

std::string without_secrets(std::string_view text) {
    static const std::array patterns{
        std::pair{std::regex(R"re(([a-zA-Z][a-zA-Z0-9+.-]*://)[^/\s"'@]+@)re"), "$1***@"},
        std::pair{std::regex(R"re((bearer\s+)[A-Za-z0-9._~+/=-]+)re", std::regex::icase), "$1***"},
        std::pair{std::regex(R"re((basic\s+)[A-Za-z0-9+/=]{8,})re", std::regex::icase), "$1***"},
        std::pair{std::regex(R"re(([a-zA-Z][a-zA-Z0-9+.-]*://[^\s"'?]+\?)[^\s"']+)re"), "$1***"},
        std::pair{std::regex(R"re(whsec_[A-Za-z0-9+/=]+)re"), "***"},
        std::pair{std::regex(R"re(sk_car_[A-Za-z0-9_-]+)re"), "***"},
        std::pair{
            std::regex(R"re(((?:key|token|secret|password)\s*=\s*)["'][^"'\n]*["'])re", std::regex::icase),
            "$1\"***\""}};
    std::string masked(text);
    for (const auto& [pattern, by] : patterns) masked = std::regex_replace(masked, pattern, by);
    return masked;
}

void Pseudonyms::hide(std::string_view text) {
    if (text.size() < shortest_name) return;
    names_.emplace(text);
    const auto slash = text.find_last_of('/');
    if (slash != std::string_view::npos) hide(text.substr(slash + 1));
}

void Pseudonyms::hide_under(std::string root) {
    while (root.size() > 1 && root.ends_with('/')) root.pop_back();
    if (root.size() > 1) roots_.insert(std::move(root));
}

std::string Pseudonyms::of(std::string_view name) const {
    if (name.empty()) return "";
    const std::string salted = salt_ + std::string(name);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(salted.data(), salted.size(), digest.data(), &size, EVP_sha256(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "name-";
    for (std::size_t byte = 0; byte < 4; ++byte) {
        text += digits[digest.at(byte) >> 4u];
        text += digits[digest.at(byte) & 15u];
    }
    return text;
}

std::string Pseudonyms::in(std::string text) const {
    for (const std::string& name : names_)
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
            const std::string by = stands_alone(text, at, name.size()) ? of(name) : name;
            text.replace(at, name.size(), by);
            at += by.size();
        }
    replace_paths(text);
    std::smatch found;
    std::string hidden;
    while (std::regex_search(text, found, recording_names())) {
        hidden += found.prefix().str() + of(found.str());
        text = found.suffix().str();
    }
    return hidden + text;
}

/// The root itself stays: without it nobody sees which disk is meant.
void Pseudonyms::replace_paths(std::string& text) const {
    for (const std::string& root : roots_)
        for (auto at = text.find(root + "/"); at != std::string::npos; at = text.find(root + "/", at)) {
            const std::size_t from = at + root.size() + 1, end = end_of_path(text, from);
            const std::string by = of(text.substr(from, end - from));
            text.replace(from, end - from, by);
            at = from + by.size();
        }
}

}  // namespace understudy::cli
