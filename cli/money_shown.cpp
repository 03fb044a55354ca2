#include "cli/money_shown.hpp"

#include "cli/json_reading.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {
namespace {

constexpr std::size_t name_width = 11;

std::string line_of(const std::string& name, const std::string& words, Ink ink, bool colours) {
    return painted(padded(name, name_width), Ink::dim, colours) + painted(visible(words), ink, colours);
}

std::string credits(const Json& object, const char* name) { return grouped(count_in(object, name)); }

/// Below zero, too: of a part of the ledger, in which more ended than began.
std::string signed_credits(const Json& object, const char* name) {
    const Json* value = member(object, name);
    const std::int64_t number =
        value != nullptr && value->is_number_integer() ? value->get<std::int64_t>() : 0;
    const auto size = static_cast<std::uint64_t>(number);
    return number < 0 ? "-" + grouped(0 - size) : grouped(size);
}

std::string balance_words(const Json& balance) {
    return signed_credits(balance, "reserved") + " reserved, " + signed_credits(balance, "spent") + " spent";
}

std::string limit_line(const Json& limit, bool colours) {
    const std::string label = text_in(limit, "label");
    const std::uint64_t left = count_in(limit, "left");
    const std::string words = credits(limit, "committed") + " of " + credits(limit, "credits") +
                              " credits, " + grouped(left) + " left until " + text_in(limit, "until") +
                              (label.empty() ? "" : ", for " + label);
    return line_of("a " + text_in(limit, "period"), words, left == 0 ? Ink::yellow : Ink::plain, colours);
}

/// "12 min 10 s", of a number of seconds; "" where there is none.
std::string span_words(const Json& object, const char* name) {
    const auto number = number_in(object, name);
    if (!number || *number < 0) return "";
    return in_words(Duration{static_cast<std::int64_t>(*number * 1e6)});
}

std::string upload_words(const Json& upload) {
    const std::uint64_t bytes = count_in(upload, "bytes");
    if (bytes == 0) return "nothing is left to send";
    const std::string time = span_words(upload, "seconds");
    const std::string rate =
        time.empty() ? "" : rate_in_words(number_in(upload, "bytes_per_second").value_or(0));
    return bytes_in_words(bytes) +
           (time.empty() ? ", how fast is not measured yet" : " in about " + time + " at " + rate);
}

std::string training_words(const Json& training) {
    const std::uint64_t known = count_in(training, "trainings");
    if (known == 0) return "about 3 hours by the cloud's guide; none of our own was seen yet";
    return "half take up to " + span_words(training, "median_s") + ", nine in ten up to " +
           span_words(training, "p90_s") + " (" + counted(known, "training") + " of our own)";
}

}  // namespace

std::optional<std::vector<std::string>> budget_lines(std::string_view text, bool colours) {
    const auto json = parsed_json(text);
    const Json* balance = json ? member(*json, "balance") : nullptr;
    const Json* committed = json ? member(*json, "committed") : nullptr;
    if (balance == nullptr || committed == nullptr) return std::nullopt;
    std::vector<std::string> lines{
        line_of("today", credits(*committed, "day") + " credits reserved or spent", Ink::plain, colours),
        line_of("this month", credits(*committed, "month") + " credits", Ink::plain, colours),
        line_of("ever", balance_words(*balance), Ink::plain, colours)};
    for (const Json& limit : array_in(*json, "limits")) lines.push_back(limit_line(limit, colours));
    if (array_in(*json, "limits").empty())
        lines.push_back(line_of("budget", "no limit (see [budget] in understudy.toml)", Ink::plain, colours));
    if (member(*json, "approval_above") != nullptr)
        lines.push_back(line_of("approval",
                                "what goes beyond " + credits(*json, "approval_above") +
                                    " credits in a month waits for «understudy approve»",
                                Ink::plain, colours));
    return lines;
}

std::optional<std::vector<std::string>> quote_lines(std::string_view text, bool colours) {
    const auto json = parsed_json(text);
    const Json* upload = json ? member(*json, "upload") : nullptr;
    const Json* training = json ? member(*json, "training") : nullptr;
    if (upload == nullptr || training == nullptr) return std::nullopt;
    const std::uint64_t price = count_in(*json, "credits");
    std::vector<std::string> lines{
        line_of("credits", price == 0 ? "none" : grouped(price) + ", when the training completes", Ink::plain,
                colours),
        line_of("upload", upload_words(*upload), Ink::plain, colours),
        line_of("training", training_words(*training), Ink::plain, colours)};
    if (const Json* shortfall = member(*json, "shortfall"); shortfall != nullptr) {
        lines.push_back(line_of("budget", text_in(*shortfall, "words"), Ink::yellow, colours));
        lines.push_back(line_of("", "it needs " + text_in(*shortfall, "needs"), Ink::yellow, colours));
    }
    if (const std::string reuse = reuse_words(*json); !reuse.empty())
        lines.push_back(line_of("reuse", reuse, Ink::yellow, colours));
    return lines;
}

std::optional<LedgerShown> ledger_table(std::string_view text) {
    const auto json = parsed_json(text);
    const Json* balance = json ? member(*json, "balance") : nullptr;
    if (balance == nullptr || member(*json, "data") == nullptr) return std::nullopt;
    LedgerShown shown;
    shown.next_cursor = text_in(*json, "next_cursor");
    shown.balance = balance_words(*balance);
    shown.balance_document = dumped(*balance);
    shown.table.columns = {{"AT"},
                           {"KIND"},
                           {"CREDITS", true},
                           {"JOB"},
                           {"ATTEMPT", true, unlimited, 2},
                           {"FINE-TUNE", false, 8, 1}};
    for (const Json& movement : array_in(*json, "data")) {
        shown.documents.push_back(dumped(movement));
        const std::string kind = text_in(movement, "kind");
        shown.table.rows.push_back(
            {{visible(text_in(movement, "at").substr(0, 19) + "Z")},
             {visible(kind), kind.find("spent") != std::string::npos ? Ink::bold : Ink::plain},
             {credits(movement, "credits")},
             {visible(text_in(movement, "job_id"))},
             {std::to_string(count_in(movement, "attempt"))},
             {visible(text_in(movement, "fine_tune_id"))}});
    }
    return shown;
}

}  // namespace understudy::cli
