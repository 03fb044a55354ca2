#include "daemon/api/money_views.hpp"

#include <nlohmann/json.hpp>

#include "core/words.hpp"

namespace understudy::api {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json seconds_or_null(const std::optional<Duration>& duration) {
    return duration ? Json(std::chrono::duration<double>(*duration).count()) : Json(nullptr);
}

Json line_view(const BudgetLine& line) {
    const auto& [period, credits, label, value] = line.limit;
    return {{"period", to_word(period)}, {"label", label.empty() ? Json(nullptr) : Json(label + "=" + value)},
            {"credits", credits},        {"committed", line.committed},
            {"left", line.left()},       {"until", to_rfc3339(line.until)}};
}

Json shortfall_view(const std::optional<Shortfall>& shortfall) {
    if (!shortfall) return nullptr;
    return {{"words", shortfall->words},
            {"needs", shortfall->needs},
            {"until", to_rfc3339(shortfall->until)},
            {"approval", shortfall->person}};
}

std::string labels_in_a_cell(const std::map<std::string, std::string>& labels) {
    std::string text;
    for (const auto& [name, value] : labels) text += (text.empty() ? "" : " ") + name + "=" + value;
    return text;
}

std::string cell(std::string text) {
    constexpr std::string_view begins_a_formula = "=+-@\t\r";
    if (!text.empty() && begins_a_formula.find(text.front()) != std::string_view::npos) text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    for (auto at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2))
        text.insert(at, "\"");
    return '"' + text + '"';
}

}  // namespace

Json movement_view(const Movement& movement) {
    return {{"id", movement.id},
            {"at", to_rfc3339(movement.at)},
            {"kind", kind_of(movement)},
            {"from", to_word(movement.from)},
            {"to", to_word(movement.to)},
            {"credits", movement.credits},
            {"job_id", movement.job_id},
            {"attempt", movement.attempt},
            {"fine_tune_id", text_or_null(movement.fine_tune_id)},
            {"labels", movement.labels}};
}

Json balance_view(const Balance& balance) {
    return {{"available", balance.available}, {"reserved", balance.reserved}, {"spent", balance.spent}};
}

Json budget_view(const BudgetView& budget) {
    Json limits = Json::array();
    for (const BudgetLine& line : budget.limits) limits.push_back(line_view(line));
    return {{"balance", balance_view(budget.balance)},
            {"committed", {{"day", budget.committed_today}, {"month", budget.committed_this_month}}},
            {"approval_above", budget.approval_above > 0 ? Json(budget.approval_above) : Json(nullptr)},
            {"limits", std::move(limits)}};
}

Json quote_view(const Quote& quote) {
    const auto& rate = quote.bytes_per_second;
    return {{"job_id", quote.job.id},
            {"credits", quote.credits},
            {"upload",
             {{"bytes", quote.bytes_to_upload},
              {"bytes_per_second", rate ? Json(*rate) : Json(nullptr)},
              {"seconds", seconds_or_null(quote.upload)}}},
            {"training",
             {{"trainings", quote.trainings},
              {"median_s", seconds_or_null(quote.training)},
              {"p90_s", seconds_or_null(quote.training_p90)}}},
            {"shortfall", shortfall_view(quote.shortfall)},
            {"budget", budget_view(quote.budget)}};
}

std::string ledger_csv(const std::vector<Movement>& movements, bool with_names) {
    std::string text;
    if (with_names) text = "id,at,kind,from,to,credits,job_id,attempt,fine_tune_id,labels\r\n";
    for (const Movement& movement : movements) {
        text += std::to_string(movement.id) + "," + to_rfc3339(movement.at) + "," + kind_of(movement) + "," +
                to_word(movement.from) + "," + to_word(movement.to) + "," + std::to_string(movement.credits) +
                "," + movement.job_id + "," + std::to_string(movement.attempt) + "," +
                cell(movement.fine_tune_id) + "," + cell(labels_in_a_cell(movement.labels)) + "\r\n";
    }
    return text;
}

}  // namespace understudy::api
