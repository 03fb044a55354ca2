#include "daemon/api/request_cloud.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "core/check.hpp"
#include "daemon/api/members.hpp"
#include "daemon/api/strict_json.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t longest_text = 1'000;  // bytes; keeps what is said within eight megabytes

std::optional<Problem> check_words(const std::optional<std::string>& name,
                                   const std::optional<std::string>& description) {
    if (name)
        if (auto problem = check_name(*name)) return problem;
    if (description) return check_description(*description);
    return std::nullopt;
}

void read_format(Members& members, Utterance& utterance) {
    std::string format = "wav";
    members.read("format", format);
    if (format != "wav" && format != "mp3") members.refuse("format", R"(format must be "wav" or "mp3".)");
    utterance.format = format == "mp3" ? SpokenFormat::mp3 : SpokenFormat::wav;
}

}  // namespace

Result<NewDataset, Problem> read_new_dataset(std::string_view body) {
    static constexpr std::array known{"name", "description"};
    auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    NewDataset dataset;
    Members members(*json, known, Null::absent);
    members.read("name", dataset.name);
    members.read("description", dataset.description);
    if (members.problem()) return failure(*members.problem());
    if (auto problem = check_words(dataset.name, dataset.description)) return failure(std::move(*problem));
    return dataset;
}

Result<VoiceChange, Problem> read_new_words(std::string_view body) {
    static constexpr std::array known{"name", "description"};
    auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    VoiceChange change;
    Members members(*json, known, Null::refused);
    members.read("name", change.name);
    members.read("description", change.description);
    if (!change.name && !change.description)
        members.refuse("name", "Say what is to be another one: name, description or both.");
    if (members.problem()) return failure(*members.problem());
    if (auto problem = check_words(change.name, change.description)) return failure(std::move(*problem));
    return change;
}

Result<Utterance, Problem> read_utterance(std::string_view body) {
    static constexpr std::array known{"text", "model_id", "language", "format"};
    auto json = read_strict_json(body);
    if (!json) return failure(json.error());
    Utterance utterance;
    Members members(*json, known, Null::absent);
    members.read("text", utterance.transcript);
    members.read("model_id", utterance.model_id);
    members.read("language", utterance.language);
    read_format(members, utterance);
    if (utterance.transcript.find_first_not_of(" \t\r\n") == std::string::npos)
        members.refuse("text", "Say in text what the voice is to say.");
    if (utterance.transcript.size() > longest_text)
        members.refuse("text", "text has at most 1000 bytes: a sentence is enough to hear a voice.");
    if (members.problem()) return failure(*members.problem());
    if (!utterance.language.empty())
        if (auto problem = check_language(utterance.language)) return failure(std::move(*problem));
    return utterance;
}

}  // namespace understudy::api
