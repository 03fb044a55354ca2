#include "core/without_folders.hpp"

#include <algorithm>

#include "core/paths.hpp"

namespace understudy {
namespace {

constexpr std::string_view cut = "…/";

std::string_view last_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Each `path` that stands in the text, and what lies below it.
void cut_known(std::string& text, const std::string& path) {
    const std::string shown = std::string(cut) + std::string(last_name(path));
    for (auto at = text.find(path); at != std::string::npos; at = text.find(path, at + shown.size()))
        text.replace(at, path.size(), shown);
}

bool ends_word(char c) { return std::string_view(" \t\n\"'`,;()[]{}<>").find(c) != std::string_view::npos; }

/// May a path begin behind it?
bool goes_before(char c) { return ends_word(c) || c == '=' || c == ':'; }

/// Where the word that begins there ends.
std::size_t word_end(std::string_view text, std::size_t begin) {
    while (begin < text.size() && !ends_word(text[begin])) ++begin;
    return begin;
}

/// The length of an address of the web that begins there; 0: none does.
std::size_t address_at(std::string_view text, std::size_t begin) {
    if (begin > 0 && !ends_word(text[begin - 1])) return 0;
    const std::string_view word = text.substr(begin, word_end(text, begin) - begin);
    return word.starts_with("http://") || word.starts_with("https://") ? word.size() : 0;
}

/// The length of the folders at the front of a path's word; 0: it is none.
std::size_t folders_at(std::string_view text, std::size_t begin) {
    if (text[begin] != '/' || (begin > 0 && !goes_before(text[begin - 1]))) return 0;
    if (begin + 1 == text.size() || ends_word(text[begin + 1]) || text[begin + 1] == '/') return 0;
    return text.substr(0, word_end(text, begin)).rfind('/') + 1 - begin;
}

std::string words_cut(std::string_view text) {
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t folders = folders_at(text, at);
        const std::size_t kept = folders > 0 ? 0 : std::max<std::size_t>(address_at(text, at), 1);
        if (folders > 0) shown += cut;
        shown += text.substr(at, kept);
        at += folders + kept;
    }
    return shown;
}

}  // namespace

std::string without_folders(std::string_view text, const std::vector<std::string>& known) {
    std::string rest(text);
    std::vector<std::string> paths;
    for (const std::string& path : known)
        if (const std::string clean = lexically_clean(path); clean.size() > 1) paths.push_back(clean);
    std::sort(paths.begin(), paths.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (const std::string& path : paths) cut_known(rest, path);
    // All of it: a name may have spaces in it.
    if (rest.starts_with('/')) {
        const std::string_view front = std::string_view(rest).substr(0, rest.find(": "));
        if (front.size() > 1) rest = std::string(cut) + rest.substr(front.rfind('/') + 1);
    }
    return words_cut(rest);
}

}  // namespace understudy
