#include "core/filling.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/cloud_name.hpp"

namespace understudy {
namespace {

constexpr std::size_t digits_in_a_name = 12;

/// What tells a content from others: its digest's beginning, and its size.
using Contents = std::pair<std::string, std::uint64_t>;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

std::optional<Contents> content_of(const Recording& recording) {
    if (!recording.measurement || recording.measurement->sha256.size() < digits_in_a_name)
        return std::nullopt;
    return Contents{recording.measurement->sha256.substr(0, digits_in_a_name), recording.file.identity.size};
}

std::optional<Contents> content_of(const CloudFile& file) {
    auto digest = digest_in(file.filename);
    if (!digest) return std::nullopt;
    return Contents{std::move(*digest), file.size};
}

std::vector<std::string> names_of(const std::vector<Recording>& recordings) {
    std::vector<NamedRecording> named;
    for (const Recording& recording : recordings)
        named.push_back(
            {recording.file.relative, recording.measurement ? recording.measurement->sha256 : ""});
    return cloud_names(named);
}

/// Another file bears the name: a counter before the first dot tells them apart.
std::string free_name(std::string name, const std::set<std::string>& taken) {
    const std::size_t dot = name.find('.');
    const std::string head = name.substr(0, dot), tail = dot == std::string::npos ? "" : name.substr(dot);
    for (int counter = 2; taken.contains(name); ++counter) name = head + "-" + std::to_string(counter) + tail;
    return name;
}

}  // namespace

std::optional<std::string> digest_in(std::string_view filename) {
    const std::size_t end = filename.rfind('.');
    if (end == std::string_view::npos || end < digits_in_a_name + 1) return std::nullopt;
    const std::string_view digits = filename.substr(end - digits_in_a_name, digits_in_a_name);
    const bool ours =
        filename[end - digits_in_a_name - 1] == '.' && std::all_of(digits.begin(), digits.end(), is_hex);
    return ours ? std::optional(std::string(digits)) : std::nullopt;
}

std::vector<Filling> plan_filling(const std::vector<Recording>& recordings,
                                  const std::vector<CloudFile>& files) {
    std::map<Contents, std::string> there;
    std::set<std::string> taken;
    for (const CloudFile& file : files) {
        taken.insert(file.filename);
        if (auto content = content_of(file)) there.emplace(std::move(*content), file.filename);
    }
    const std::vector<std::string> names = names_of(recordings);
    std::vector<Filling> plan;
    for (std::size_t position = 0; position < recordings.size(); ++position) {
        const auto content = content_of(recordings[position]);
        const auto held = content ? there.find(*content) : there.end();
        if (held != there.end()) {
            plan.push_back({position, held->second, true});
            continue;
        }
        std::string name = free_name(names[position], taken);
        taken.insert(name);
        if (content) there.emplace(*content, name);  // a copy of it, further on, need not be sent
        plan.push_back({position, std::move(name), false});
    }
    return plan;
}

Overlap overlap_of(const std::vector<Recording>& recordings, const std::vector<CloudFile>& files) {
    std::set<Contents> wanted, held;
    for (const Recording& recording : recordings)
        if (auto content = content_of(recording)) wanted.insert(std::move(*content));
    Overlap overlap;
    overlap.wanted = wanted.size();
    for (const CloudFile& file : files) {
        const auto content = content_of(file);
        if (content && wanted.contains(*content))
            held.insert(*content);
        else
            ++overlap.further;
    }
    overlap.held = held.size();
    return overlap;
}

}  // namespace understudy
