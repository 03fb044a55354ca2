// Every setting by its name, read and written by one walk over all of them.
#include <set>

#include "emulator/control_json.hpp"

namespace understudy::emulator {

namespace {

template <class Visitor>
void visit_settings(Visitor&& visit, CloudSettings& cloud, WireSettings& wire) {
    visit("newest_first", cloud.newest_first);
    visit("refuse_bad_limit", cloud.refuse_bad_limit);
    visit("refuse_unknown_cursor", cloud.refuse_unknown_cursor);
    visit("datasets_lag", cloud.datasets_lag);
    visit("files_lag", cloud.files_lag);
    visit("fine_tunes_lag", cloud.fine_tunes_lag);
    visit("voices_lag", cloud.voices_lag);
    visit("train_time", cloud.train_time);
    visit("running_words", cloud.running_words);
    visit("fail_trainings", cloud.fail_trainings);
    visit("failure_errors", cloud.failure_errors);
    visit("voices_per_fine_tune", cloud.voices_per_fine_tune);
    visit("voices_never_show", cloud.voices_never_show);
    visit("trainable_models", cloud.trainable_models);
    visit("forward_filled_models", cloud.forward_filled_models);
    visit("sunset_models", cloud.sunset_models);
    visit("speaking_models", cloud.speaking_models);
    visit("description_limit", cloud.description_limit);
    visit("price_of_training", cloud.price_of_training);
    visit("credits", cloud.credits);
    visit("slots", cloud.slots);
    visit("failed_fine_tunes_take_slots", cloud.failed_fine_tunes_take_slots);
    visit("no_credits_status", cloud.no_credits_status);
    visit("no_slots_status", cloud.no_slots_status);
    visit("refuse_delete_of_dataset_in_use", cloud.refuse_delete_of_dataset_in_use);
    visit("refuse_delete_while_training", cloud.refuse_delete_while_training);
    visit("delete_fine_tune_deletes_voices", cloud.delete_fine_tune_deletes_voices);
    visit("refuse_training_on_empty_dataset", cloud.refuse_training_on_empty_dataset);
    visit("max_file_bytes", cloud.max_file_bytes);
    visit("delay", wire.delay);
    visit("bad_key_status", wire.bad_key_status);
    visit("token_not_enough_status", wire.token_not_enough_status);
    visit("missing_version", wire.missing_version);
    visit("unknown_version", wire.unknown_version);
    visit("gateway_version", wire.gateway_version);
    visit("require_description", wire.require_description);
    visit("require_purpose", wire.require_purpose);
    visit("unspecified_fields", wire.unspecified_fields);
    visit("unknown_voice_status_before_2026_03", wire.unknown_voice_status_before_2026_03);
}

/// Each gives false when the JSON is of another type.
bool read(const Json& json, bool& into) { return json.is_boolean() && (into = json.get<bool>(), true); }
bool read(const Json& json, std::string& into) {
    return json.is_string() && (into = json.get<std::string>(), true);
}
bool read(const Json& json, Duration& into) {
    const auto parsed = duration_from(json);
    if (parsed) into = *parsed;
    return parsed.has_value();
}
template <class Number>
bool read_number(const Json& json, Number& into) {
    if (!json.is_number_integer() || (!json.is_number_unsigned() && json.get<long long>() < 0)) return false;
    into = json.get<Number>();
    return true;
}
bool read(const Json& json, int& into) { return read_number(json, into); }
bool read(const Json& json, unsigned& into) { return read_number(json, into); }
bool read(const Json& json, std::uint64_t& into) { return read_number(json, into); }
template <class T>
bool read(const Json& json, std::optional<T>& into) {
    if (json.is_null()) return into.reset(), true;
    T value{};
    return read(json, value) && (into = value, true);
}
bool read(const Json& json, std::vector<std::string>& into) {
    std::vector<std::string> words;
    if (!json.is_array()) return false;
    for (const auto& word : json) {
        if (!word.is_string()) return false;
        words.push_back(word.get<std::string>());
    }
    into = std::move(words);
    return true;
}
bool read(const Json& json, ListingLag& into) {
    ListingLag lag;
    if (!json.is_object()) return false;
    for (const auto& [name, value] : json.items()) {
        const bool good =
            name == "time" ? read(value, lag.time) : name == "listings" && read(value, lag.listings);
        if (!good) return false;
    }
    into = lag;
    return true;
}

template <class T>
Json write(const T& value) {
    return value;
}
Json write(const Duration& value) { return std::to_string(value / milliseconds(1)) + "ms"; }
template <class T>
Json write(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}
Json write(const ListingLag& lag) { return {{"time", write(lag.time)}, {"listings", lag.listings}}; }

bool read_profile(const Json& json, CloudSettings& cloud) {
    if (json != "2025" && json != "2026") return false;
    use_profile(cloud, json == "2025" ? Profile::year_2025 : Profile::year_2026);
    return true;
}

}  // namespace

Result<Nothing, std::string> change_settings(const Json& changes, CloudSettings& cloud, WireSettings& wire) {
    if (!changes.is_object()) return failure(std::string("A JSON object is expected."));
    std::set<std::string> known{"profile"};
    std::string problem;
    const auto profile = changes.find("profile");
    if (profile != changes.end() && !read_profile(*profile, cloud)) problem = "profile";
    auto set = [&](const char* name, auto& setting) {
        known.insert(name);
        const auto change = changes.find(name);
        if (change != changes.end() && !read(*change, setting) && problem.empty()) problem = name;
    };
    visit_settings(set, cloud, wire);
    if (!problem.empty()) return failure("The setting '" + problem + "' is not of the right type or value.");
    for (const auto& [name, value] : changes.items())
        if (known.count(name) == 0) return failure("There is no setting '" + name + "'.");
    return Nothing{};
}

Json settings_view(const CloudSettings& cloud, const WireSettings& wire) {
    CloudSettings cloud_copy = cloud;
    WireSettings wire_copy = wire;
    Json view = Json::object();
    visit_settings([&](const char* name, auto& setting) { view[name] = write(setting); }, cloud_copy,
                   wire_copy);
    return view;
}

}  // namespace understudy::emulator
