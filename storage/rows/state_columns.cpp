#include "storage/rows/state_columns.hpp"

#include "core/words.hpp"
#include "storage/rows/json.hpp"
#include "storage/rows/json_fields.hpp"

namespace understudy::rows {
namespace {

using Read = Result<State, std::string>;

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

Json voices_to_json(const std::vector<CloudVoice>& voices) {
    Json array = Json::array();
    for (const CloudVoice& voice : voices)
        array.push_back(Json::object({{"id", voice.id}, {"name", voice.name}}));
    return array;
}

std::optional<std::vector<CloudVoice>> voices_from_json(const Json* array) {
    if (array == nullptr) return std::nullopt;
    std::vector<CloudVoice> voices;
    for (const Json& value : *array) {
        Fields fields(value.dump());
        voices.push_back({fields.text("id"), fields.text("name")});
        if (!fields.sound()) return std::nullopt;
    }
    return voices;
}

// Each takes its state apart by name, so that a member which is added to a state does not compile until it is
// stored.
struct ToColumns {
    StateColumns columns;
    Json data = Json::object();

    void operator()(const Draft& draft) {
        const auto& [start_wished, override_reason] = draft;
        data["start_wished"] = start_wished;
        data["override_reason"] = override_reason;
    }
    void operator()(const Uploading& uploading) {
        const auto& [step] = uploading;
        columns.step = to_word(step);
    }
    void operator()(const Training& training) {
        const auto& [step, fine_tune_id, cloud_status, bought_at, standing] = training;
        columns.step = to_word(step);
        columns.fine_tune_id = unless_empty(fine_tune_id);
        data["cloud_status"] = cloud_status;
        data["standing"] = standing;
        if (bought_at) data["bought_at"] = bought_at->time_since_epoch().count();
    }
    void operator()(const Completed& completed) {
        const auto& [fine_tune_id, voices, deleted_dataset_id] = completed;
        columns.fine_tune_id = unless_empty(fine_tune_id);
        data["voices"] = voices_to_json(voices);
        if (!deleted_dataset_id.empty()) data["deleted_dataset_id"] = deleted_dataset_id;
    }
    void operator()(const Failed& failed) {
        const auto& [in_uploading, retry_at, retry_delay, standing] = failed;
        columns.retry_at = retry_at;
        data["in_uploading"] = in_uploading;
        data["retry_delay_us"] = retry_delay.count();
        if (!standing.empty()) data["standing"] = standing;
    }
    void operator()(const Canceled&) {}
};

Failure<std::string> data_is_wrong() {
    return failure(std::string("column state_data: is not what this state carries"));
}

template <class Step>
Result<Step, std::string> step_of(const StateColumns& columns) {
    const auto step = columns.step ? from_word<Step>(*columns.step) : std::nullopt;
    if (step) return *step;
    return failure("column step: \"" + columns.step.value_or("") + "\" is none of this state's words");
}

Read read_draft(const StateColumns& columns) {
    Fields fields(columns.data);
    Draft draft{fields.flag("start_wished"), fields.text("override_reason")};
    if (!fields.sound()) return data_is_wrong();
    return State{draft};
}

Read read_uploading(const StateColumns& columns) {
    const auto step = step_of<UploadingStep>(columns);
    if (!step) return failure(step.error());
    if (!Fields(columns.data).sound()) return data_is_wrong();
    return State{Uploading{*step}};
}

Read read_training(const StateColumns& columns) {
    const auto step = step_of<TrainingStep>(columns);
    if (!step) return failure(step.error());
    Fields fields(columns.data);
    Training training;
    training.step = *step;
    training.fine_tune_id = columns.fine_tune_id.value_or("");
    training.cloud_status = fields.text("cloud_status");
    if (const auto at = fields.maybe_integer("bought_at")) training.bought_at = Time{Duration{*at}};
    const Json* standing = fields.array("standing");
    auto ids = standing ? read_strings(standing->dump()) : std::nullopt;
    if (ids) training.standing = std::move(*ids);
    if (!fields.sound() || !ids) return data_is_wrong();
    return State{training};
}

Read read_completed(const StateColumns& columns) {
    Fields fields(columns.data);
    auto voices = voices_from_json(fields.array("voices"));
    std::string deleted = fields.maybe_text("deleted_dataset_id");
    if (!fields.sound() || !voices) return data_is_wrong();
    return State{Completed{columns.fine_tune_id.value_or(""), std::move(*voices), std::move(deleted)}};
}

Read read_failed(const StateColumns& columns) {
    Fields fields(columns.data);
    const bool in_uploading = fields.flag("in_uploading");
    const Duration delay{fields.integer("retry_delay_us")};
    const Json* standing = fields.maybe_array("standing");
    auto ids = standing ? read_strings(standing->dump()) : std::optional(std::vector<std::string>{});
    if (!fields.sound() || !ids) return data_is_wrong();
    return State{Failed{in_uploading, columns.retry_at, delay, std::move(*ids)}};
}

Read read_canceled(const StateColumns& columns) {
    if (!Fields(columns.data).sound()) return data_is_wrong();
    return State{Canceled{}};
}

// A column that only other states have.
std::optional<std::string> stray_column(const StateColumns& columns) {
    const std::string& state = columns.state;
    const bool has_step = state == "uploading" || state == "training";
    const bool has_fine_tune = state == "training" || state == "completed";
    if (columns.step && !has_step) return "column step: \"" + state + "\" has no steps";
    if (columns.fine_tune_id && !has_fine_tune) return "column fine_tune_id: \"" + state + "\" has none";
    if (columns.retry_at && state != "failed") return "column retry_at: \"" + state + "\" has none";
    return std::nullopt;
}

}  // namespace

StateColumns to_columns(const State& state) {
    ToColumns to;
    to.columns.state = state_word(state);
    std::visit(to, state);
    to.columns.data = dump(to.data);
    return std::move(to.columns);
}

Result<State, std::string> from_columns(const StateColumns& columns) {
    if (auto stray = stray_column(columns)) return failure(std::move(*stray));
    if (columns.state == "draft") return read_draft(columns);
    if (columns.state == "uploading") return read_uploading(columns);
    if (columns.state == "training") return read_training(columns);
    if (columns.state == "completed") return read_completed(columns);
    if (columns.state == "failed") return read_failed(columns);
    if (columns.state == "canceled") return read_canceled(columns);
    return failure("column state: \"" + columns.state + "\" is none of its words");
}

}  // namespace understudy::rows
