#include "storage/rows/preflight_json.hpp"

#include "core/words.hpp"
#include "storage/rows/json_fields.hpp"

namespace understudy::rows {
namespace {

Json as_json(const FindingGroup& group) {
    const auto& [verdict, reason, detail, cure, path, files] = group;
    return {{"verdict", to_word(verdict)},
            {"reason", reason},
            {"detail", detail},
            {"cure", cure},
            {"path", path},
            {"files", files}};
}

std::optional<FindingGroup> as_group(const Json& value) {
    Fields fields(value.dump(-1, ' ', false, Json::error_handler_t::replace));
    FindingGroup group;
    const auto verdict = from_word<FileVerdict>(fields.text("verdict"));
    group.reason = fields.text("reason");
    group.detail = fields.text("detail");
    group.cure = fields.text("cure");
    group.path = fields.text("path");
    const std::int64_t files = fields.integer("files");
    if (!fields.sound() || !verdict || files < 0) return std::nullopt;
    group.verdict = *verdict;
    group.files = static_cast<std::uint64_t>(files);
    return group;
}

}  // namespace

std::string write_preflight(const JobPreflight& preflight) {
    const auto& [verdict, duration_us, speech_us, reasons, judged_by] = preflight;
    Json list = Json::array();
    for (const FindingGroup& group : reasons) list.push_back(as_json(group));
    return dump({{"verdict", to_word(verdict)},
                 {"duration_us", duration_us},
                 {"speech_us", speech_us},
                 {"reasons", std::move(list)},
                 {"judged_by", judged_by}});
}

std::optional<JobPreflight> read_preflight(std::string_view text) {
    Fields fields(text);
    JobPreflight preflight;
    const auto verdict = from_word<FileVerdict>(fields.text("verdict"));
    preflight.duration_us = fields.integer("duration_us");
    preflight.speech_us = fields.integer("speech_us");
    preflight.judged_by = fields.text("judged_by");
    const Json* reasons = fields.array("reasons");
    if (!fields.sound() || !verdict || reasons == nullptr) return std::nullopt;
    preflight.verdict = *verdict;
    for (const Json& reason : *reasons) {
        auto group = as_group(reason);
        if (!group) return std::nullopt;
        preflight.reasons.push_back(std::move(*group));
    }
    return preflight;
}

}  // namespace understudy::rows
