#include "emulator/fault.hpp"

#include "net/http.hpp"

namespace understudy::emulator {

namespace {
std::string_view without_slash(std::string_view path) {
    while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
    return path;
}

std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(1);
    const auto segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}
}  // namespace

bool path_matches(std::string_view pattern, std::string_view target) {
    std::string_view path = without_slash(net::path_of(target));
    pattern = without_slash(pattern);
    if (pattern.empty()) return true;
    while (!pattern.empty() && !path.empty()) {
        const auto wanted = next_segment(pattern);
        if (wanted == "**" && pattern.empty()) return true;
        const auto segment = next_segment(path);
        if (wanted != "*" && wanted != segment) return false;
    }
    return pattern.empty() && path.empty();
}

std::uint64_t FaultBook::add(FaultRule rule) {
    rule.id = next_id_++;
    rules_.push_back(std::move(rule));
    return rules_.back().id;
}

bool FaultBook::remove(std::uint64_t id) {
    return std::erase_if(rules_, [id](const FaultRule& rule) { return rule.id == id; }) > 0;
}

std::optional<Fault> FaultBook::strike(std::string_view method, std::string_view target) {
    std::optional<Fault> met;
    for (auto& rule : rules_) {
        const bool matches =
            (rule.method.empty() || rule.method == method) && path_matches(rule.path, target);
        if (!matches) continue;
        ++rule.matched;
        const bool due = rule.matched > rule.after && (rule.times == 0 || rule.struck < rule.times);
        if (met || !due) continue;
        ++rule.struck;
        met = rule.fault;
    }
    return met;
}

}  // namespace understudy::emulator
