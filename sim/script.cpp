#include "sim/script.hpp"

#include <array>
#include <charconv>

namespace understudy::simulated {

namespace {
constexpr std::array<const char*, 3> kPoints{"call", "group", "step"};
constexpr std::array<const char*, 3> kDisks{"none", "refused", "failed-written"};

std::vector<std::string> split(const std::string& text, char mark) {
    std::vector<std::string> parts{""};
    for (const char c : text)
        if (c == mark)
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

template <std::size_t N>
std::optional<std::size_t> place_of(const std::array<const char*, N>& words, const std::string& word) {
    for (std::size_t i = 0; i < N; ++i)
        if (word == words[i]) return i;
    return std::nullopt;
}

std::optional<FaultKind> fault_of(const std::string& word) {
    for (int kind = 0; kind < kFaultKinds; ++kind)
        if (word == to_word(static_cast<FaultKind>(kind))) return static_cast<FaultKind>(kind);
    return std::nullopt;
}

std::optional<Strike> parse_strike(const std::string& text) {
    const auto parts = split(text, ':');
    const auto point = place_of(kPoints, parts.front());
    if (!point || parts.size() != (*point == 2 ? 2u : 3u)) return std::nullopt;
    Strike strike;
    strike.point = static_cast<Strike::Point>(*point);
    const auto number = std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), strike.at);
    if (number.ec != std::errc{} || number.ptr != parts[1].data() + parts[1].size()) return std::nullopt;
    if (strike.point == Strike::Point::call) {
        const auto fault = fault_of(parts[2]);
        if (!fault) return std::nullopt;
        strike.fault = *fault;
    }
    if (strike.point == Strike::Point::group) {
        const auto disk = place_of(kDisks, parts[2]);
        if (!disk) return std::nullopt;
        strike.disk = static_cast<StoreFault>(*disk);
    }
    return strike;
}
}  // namespace

std::string to_text(const Script& script) {
    std::string text;
    for (const Strike& strike : script) {
        text += (text.empty() ? "" : ",") + std::string(kPoints.at(static_cast<std::size_t>(strike.point))) +
                ":" + std::to_string(strike.at);
        if (strike.point == Strike::Point::call) text += std::string(":") + to_word(strike.fault);
        if (strike.point == Strike::Point::group)
            text += std::string(":") + kDisks.at(static_cast<std::size_t>(strike.disk));
    }
    return text;
}

std::optional<Script> parse_script(const std::string& text) {
    Script script;
    if (text.empty()) return script;
    for (const std::string& part : split(text, ',')) {
        const auto strike = parse_strike(part);
        if (!strike) return std::nullopt;
        script.push_back(*strike);
    }
    return script;
}

}  // namespace understudy::simulated
