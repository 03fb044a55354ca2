#include "cli/complaint.hpp"

#include <nlohmann/json.hpp>

#include "cli/json_reading.hpp"
#include "cli/paint.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

void add_line(std::string& text, const char* label, const std::string& value) {
    if (!value.empty()) text += std::string("  ") + label + visible(in_options(value)) + "\n";
}

std::string source_of(const Complaint& complaint) {
    if (complaint.status == 0) return complaint.type;
    const std::string status = "HTTP " + std::to_string(complaint.status);
    const std::string slug = complaint.type.substr(complaint.type.rfind('/') + 1);
    return slug.empty() ? status : slug + ", " + status;
}

constexpr const char* join_the_group =
    "join the group that may ask the daemon (sudo usermod -aG understudy $USER, then log in again)";

std::string cure_for(const Complaint& complaint) {
    const int status = complaint.status;
    if (complaint.type.ends_with("peer-not-allowed")) return join_the_group;
    if (complaint.type.ends_with("cloud-outcome-unknown"))
        return "look before you ask again: understudy datasets, fine-tunes and voices show what there is";
    if (complaint.type.ends_with("cloud-refused"))
        return "correct what the cloud names; for the key and the plan see understudy doctor";
    if (complaint.type.ends_with("cloud-unreachable"))
        return "try again when the way to the cloud is back; understudy doctor says what is wrong with it";
    if (status == 429 || status == 503) return "try again in a moment";
    if (status >= 500) return "look into the daemon's log: journalctl -u understudyd";
    return "";
}

}  // namespace

std::string to_text(const Complaint& complaint, bool colours) {
    std::string text = "understudy: " + painted(visible(complaint.title), Ink::red, colours) + "\n";
    if (complaint.detail != complaint.title) add_line(text, "what:  ", complaint.detail);
    add_line(text, "field: ", complaint.field);
    add_line(text, "cure:  ", complaint.cure);
    add_line(text, "type:  ", source_of(complaint));
    return text;
}

std::string to_json(const Complaint& complaint) {
    Json json{{"type", complaint.type}, {"title", complaint.title}, {"detail", complaint.detail}};
    if (complaint.status != 0) json["status"] = complaint.status;
    if (!complaint.field.empty()) json["field"] = complaint.field;
    if (!complaint.cure.empty()) json["cure"] = complaint.cure;
    return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

Complaint complaint_of(const net::Response& answer) {
    Complaint complaint;
    complaint.status = answer.status;
    if (const auto json = parsed_json(answer.body); json && json->is_object()) {
        complaint.type = text_in(*json, "type");
        complaint.title = text_in(*json, "title");
        complaint.detail = text_in(*json, "detail");
        complaint.field = text_in(*json, "field");
        complaint.cure = text_in(*json, "cure");
    } else {
        complaint.detail = truncated(visible(answer.body), 400);
    }
    if (complaint.title.empty())
        complaint.title = std::string("The daemon answered: ") + net::reason_phrase(answer.status);
    if (complaint.cure.empty()) complaint.cure = cure_for(complaint);
    return complaint;
}

Refusal not_running(std::string_view address, std::string_view what) {
    Complaint complaint{
        "daemon-unreachable",
        "The daemon does not answer at " + std::string(address),
        std::string(what),
        "",
        "start it (systemctl start understudyd), or say where it is: --url or $UNDERSTUDY_URL",
        0};
    return {ExitCode::unreachable, std::move(complaint)};
}

Refusal not_understood(std::string_view what) {
    Complaint complaint{"answer-not-understood",
                        "The answer is not one of an Understudy daemon",
                        std::string(what),
                        "",
                        "see that --url or $UNDERSTUDY_URL names the daemon",
                        0};
    return {ExitCode::unreachable, std::move(complaint)};
}

Complaint not_let_in(Complaint complaint, std::string_view token_trouble) {
    if (complaint.status != 401 || !complaint.cure.empty()) return complaint;
    complaint.cure = "name the daemon's token: --token-file or $UNDERSTUDY_TOKEN_FILE";
    if (token_trouble.empty()) return complaint;
    complaint.title = "The daemon wants a token, and there is none to show";
    complaint.detail = token_trouble;
    complaint.cure = join_the_group + (", or " + complaint.cure);
    return complaint;
}

}  // namespace understudy::cli
