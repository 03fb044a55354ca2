#include "core/marker.hpp"

#include <algorithm>
#include <charconv>

namespace understudy {
namespace {

constexpr std::string_view kOpening = "[understudy:";
constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kUlidDigits = 26;

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return kDigits.find(c) != std::string_view::npos; });
}

std::string base32_of(unsigned __int128 value, std::size_t digits) {
    std::string text(digits, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, value >>= 5)
        *digit = kDigits[static_cast<std::size_t>(value & 31)];
    return text;
}

/// FNV-1a over the fields, each ended by a byte that no text holds.
class Fnv {
  public:
    Fnv& add(std::string_view field) {
        for (const char c : field) mix(static_cast<unsigned char>(c));
        mix(0xFF);
        return *this;
    }
    [[nodiscard]] std::string hex() const {
        static constexpr std::string_view kHex = "0123456789abcdef";
        std::string text(16, '0');
        std::uint64_t rest = state_;
        for (auto digit = text.rbegin(); digit != text.rend(); ++digit, rest >>= 4) *digit = kHex[rest & 15];
        return text;
    }

  private:
    void mix(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001B3u; }
    std::uint64_t state_ = 0xCBF29CE484222325u;
};

}  // namespace

std::string to_text(const Marker& marker) {
    return std::string(kOpening) + marker.job_id + "." + std::to_string(marker.attempt) + "." + marker.nonce +
           "]";
}

std::optional<Marker> marker_of(std::string_view description) {
    if (!description.starts_with(kOpening)) return std::nullopt;
    description.remove_prefix(kOpening.size());
    const auto end = description.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view inside = description.substr(0, end);
    const auto first = inside.find('.');
    const auto second = first == std::string_view::npos ? first : inside.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    Marker marker{std::string(inside.substr(0, first)), 0, std::string(inside.substr(second + 1))};
    const std::string_view number = inside.substr(first + 1, second - first - 1);
    const auto parsed = std::from_chars(number.data(), number.data() + number.size(), marker.attempt);
    const bool number_is_whole = parsed.ec == std::errc{} && parsed.ptr == number.data() + number.size();
    if (!number_is_whole || marker.attempt < 0 || !is_job_id(marker.job_id) || marker.nonce.empty())
        return std::nullopt;
    return marker;
}

std::string marked(const Marker& marker, std::string_view text) {
    std::string description = to_text(marker);
    if (!text.empty()) description.append(" ").append(text);
    return description;
}

std::string base32(std::uint64_t bits) { return base32_of(bits, 13); }

std::string make_job_id(Time now, std::uint64_t chance_high, std::uint64_t chance_low) {
    const auto ms = std::chrono::floor<milliseconds>(now.time_since_epoch()).count();
    const auto time = static_cast<std::uint64_t>(std::max<long long>(ms, 0)) & 0xFFFFFFFFFFFFu;
    const auto chance = (static_cast<unsigned __int128>(chance_high & 0xFFFF) << 64) | chance_low;
    return "job_" + base32_of((static_cast<unsigned __int128>(time) << 80) | chance, kUlidDigits);
}

bool is_job_id(std::string_view text) {
    return text.size() == 4 + kUlidDigits && text.starts_with("job_") && all_digits(text.substr(4)) &&
           text[4] <= '7';
}

/// Without an accent as from before there was one.
std::string digest_of(const NewFineTune& request) {
    Fnv digest;
    digest.add(request.name)
        .add(request.description)
        .add(request.language)
        .add(request.model_id)
        .add(request.dataset);
    if (!request.accent.empty()) digest.add(request.accent);
    return digest.hex();
}

std::string digest_of(const NewDataset& request) {
    return Fnv{}.add(request.name).add(request.description).hex();
}

}  // namespace understudy
