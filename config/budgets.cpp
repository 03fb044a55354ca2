#include "config/budgets.hpp"

#include <charconv>

namespace understudy {
namespace {

constexpr const char* credits_cure =
    R"(write a whole number of credits, such as "3M", "2500k" or "0" for none)";
constexpr const char* label_cure =
    R"(write a label, "day" or "month", and credits, such as "client=acme day 3M")";

/// Cuts the last word off; "" when there is none.
std::string_view take_last_word(std::string_view& text) {
    const auto space = text.find_last_of(' ');
    if (space == std::string_view::npos) return {};
    const std::string_view word = text.substr(space + 1);
    text = text.substr(0, space);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return word;
}

}  // namespace

Result<std::int64_t, std::string> parse_credits(std::string_view text) {
    constexpr std::int64_t most = 1'000'000'000'000'000;  // more than there are, and far from an overflow
    std::int64_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(stop, static_cast<std::size_t>(text.data() + text.size() - stop));
    const std::int64_t factor = unit.empty() ? 1 : unit == "k" ? 1'000 : unit == "M" ? 1'000'000 : 0;
    if (error != std::errc() || factor == 0 || number < 0 || number > most / factor)
        return failure("\"" + std::string(text.substr(0, 60)) + "\" are no credits; " + credits_cure);
    const std::int64_t credits = number * factor;
    if (credits > 0 && credits < credits_per_training)
        return failure(
            "must be \"0\" (no limit) or at least \"1M\", which a training takes; to stop all buying "
            "there is: understudy pause spending");
    return credits;
}

Result<BudgetLimit, std::string> parse_label_budget(std::string_view text) {
    const std::string_view credits_word = take_last_word(text), period = take_last_word(text);
    const auto equals = text.find('=');
    const bool labelled = equals != std::string_view::npos && equals > 0 && equals + 1 < text.size();
    if (!labelled || (period != "day" && period != "month")) return failure(std::string(label_cure));
    const auto credits = parse_credits(credits_word);
    if (!credits) return failure(credits.error());
    if (*credits == 0) return failure(std::string("leave a label without a limit out; ") + label_cure);
    return BudgetLimit{period == "day" ? Period::day : Period::month, *credits,
                       std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

std::string label_budget_problem(std::string_view text) {
    const auto limit = parse_label_budget(text);
    return limit ? "" : limit.error();
}

}  // namespace understudy
