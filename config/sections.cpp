#include "config/sections.hpp"

#include <algorithm>

#include "config/addresses.hpp"
#include "config/budgets.hpp"
#include "config/windows.hpp"

namespace understudy {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

std::string version_problem(std::string_view text) {
    const std::string_view form = "dddd-dd-dd";
    const bool right = text.size() == form.size() &&
                       std::equal(text.begin(), text.end(), form.begin(),
                                  [](char c, char f) { return f == 'd' ? c >= '0' && c <= '9' : c == f; });
    return right ? "" : "must be a date such as 2026-03-01: the version of the cloud's interface";
}

std::string model_problem(std::string_view text) {
    const bool right = !text.empty() && text.size() <= 100 &&
                       std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
    return right ? "" : "must be a model's id without spaces, such as sonic-3-2026-01-12";
}

void read_cartesia(SectionReader& in, Config& config) {
    auto& out = config.cartesia;
    in.text("base_url", out.base_url, base_url_problem);
    while (out.base_url.ends_with('/')) out.base_url.pop_back();
    in.text("version", out.version, version_problem);
    in.text("api_key_file", out.api_key_file, optional_path_problem);
    in.text("ca_file", out.ca_file, optional_path_problem);
    in.text("proxy", out.proxy, proxy_problem);
    in.number("requests_per_second", out.requests_per_second, {0.1, 1000});
    in.duration("answer_timeout", out.answer_timeout, {milliseconds{100}, hours{1}});
}

void read_server(SectionReader& in, Config& config) {
    auto& out = config.server;
    in.texts("listen", out.listen, listen_problem);
    in.text("token_file", out.token_file, optional_path_problem);
    in.text("read_only_token_file", out.read_only_token_file, optional_path_problem);
    in.text("tls_cert_file", out.tls_cert_file, optional_path_problem);
    in.text("tls_key_file", out.tls_key_file, optional_path_problem);
    in.texts("host_names", out.host_names, host_name_problem);
    in.texts("allow_users", out.allow_users, account_problem);
    in.texts("allow_groups", out.allow_groups, account_problem);
}

void read_storage(SectionReader& in, Config& config) { in.text("path", config.storage.path, path_problem); }

void read_backup(SectionReader& in, Config& config) {
    in.text("folder", config.backup.folder, optional_path_problem);
    in.duration("interval", config.backup.interval, {minutes{1}, days{365}});
    in.whole("keep", config.backup.keep, {1, 10'000});
}

void read_retention(SectionReader& in, Config& config) {
    in.duration("history", config.retention.history, {milliseconds{0}, days{36'500}});
    in.duration("delete_dataset_after", config.retention.delete_dataset_after,
                {milliseconds{0}, days{36'500}});
}

void read_recordings(SectionReader& in, Config& config) {
    in.texts("roots", config.recordings.roots, path_problem);
    in.duration("answer_timeout", config.recordings.answer_timeout, {milliseconds{100}, hours{1}});
}

std::string inbox_path_problem(std::string_view text) {
    return text == "off" ? "" : optional_path_problem(text);
}

void read_inbox(SectionReader& in, Config& config) {
    auto& out = config.inbox;
    in.text("path", out.path, inbox_path_problem);
    in.size("quota", out.quota, 1u << 20);
    in.size("max_file", out.max_file, 1u << 20);
    in.duration("expire_after", out.expire_after, {minutes{1}, days{365}});
}

void read_hot_folder(SectionReader& in, Config& config) {
    auto& out = config.hot_folder;
    in.texts("paths", out.paths, path_problem);
    in.duration("interval", out.interval, {milliseconds{100}, days{1}});
    in.duration("settle_for", out.settle_for, {milliseconds{100}, days{1}});
    in.truth("start", out.start);
}

void read_uploads(SectionReader& in, Config& config) {
    auto& out = config.uploads;
    in.whole("parallel_files", out.parallel_files, {1, 64});
    in.whole("parallel_jobs", out.parallel_jobs, {1, 64});
    in.size("bandwidth_limit", out.bandwidth_limit, 1024);
    std::vector<std::string> windows;
    in.texts("bandwidth_timetable", windows, window_problem);
    for (const std::string& text : windows)
        if (const auto window = parse_window(text)) out.bandwidth_timetable.push_back(*window);
}

void read_training(SectionReader& in, Config& config) {
    auto& out = config.training;
    in.text("model_id", out.model_id, model_problem);
    in.duration("poll_interval", out.poll_interval, {milliseconds{100}, hours{1}});
    in.whole("max_attempts", out.max_attempts, {1, 100});
    in.whole("max_concurrent", out.max_concurrent, {0, 1000});
    in.durations("retry_delays", out.retry_delays, {milliseconds{0}, days{30}});
    in.duration("settle_window", out.settle_window, {milliseconds{100}, days{1}});
    std::string on_unknown = out.ask_when_unknown ? "ask" : "settle";
    in.text("on_unknown", on_unknown, [](std::string_view text) {
        return text == "settle" || text == "ask" ? "" : R"(must be "settle" or "ask")";
    });
    out.ask_when_unknown = on_unknown == "ask";
}

/// One for all jobs, where `text` says more than nothing.
void add_limit(Period period, std::int64_t credits, Budget& out) {
    if (credits > 0) out.limits.push_back({period, credits, "", ""});
}

void read_budget(SectionReader& in, Config& config) {
    Budget& out = config.budget.limits;
    std::int64_t daily = 0, monthly = 0;
    in.credits("daily", daily);
    in.credits("monthly", monthly);
    add_limit(Period::day, daily, out);
    add_limit(Period::month, monthly, out);
    std::vector<std::string> labels;
    in.texts("labels", labels, label_budget_problem);
    for (const std::string& text : labels)
        if (const auto limit = parse_label_budget(text)) out.limits.push_back(*limit);
    in.credits("approval_above", out.approval_above);
}

void read_thresholds(SectionReader& in, Thresholds& out) {
    in.number("quietest_lufs", out.quietest_lufs, {-70, 0});
    in.number("loudest_lufs", out.loudest_lufs, {-70, 0});
    in.number("max_true_peak_dbtp", out.max_true_peak_dbtp, {-60, 12});
    in.number("max_loudness_range_lu", out.max_loudness_range_lu, {0, 100});
    in.number("max_clipped_runs_per_minute", out.max_clipped_runs_per_minute, {0, 1'000'000});
    in.number("max_noise_floor_dbfs", out.max_noise_floor_dbfs, {-120, 0});
    in.number("min_snr_db", out.min_snr_db, {0, 120});
    in.number("max_silence_share", out.max_silence_share, {0, 1});
    in.number("min_speech_share", out.min_speech_share, {0, 1});
    in.number("max_dc_offset", out.max_dc_offset, {0, 1});
    in.whole("max_dropouts", out.max_dropouts, {0, 1'000'000});
    in.whole("min_bandwidth_hz", out.min_bandwidth_hz, {0, 96'000});
    in.duration("max_edge_silence", out.max_edge_silence, {milliseconds{0}, days{1}});
    in.number("max_loudness_spread_lu", out.max_loudness_spread_lu, {0, 100});
    in.number("max_noise_spread_db", out.max_noise_spread_db, {0, 120});
}

void read_preflight(SectionReader& in, Config& config) {
    auto& out = config.preflight;
    in.duration("min_duration", out.thresholds.min_duration, {milliseconds{0}, days{30}});
    in.duration("recommended_duration", out.thresholds.recommended_duration, {milliseconds{0}, days{30}});
    read_thresholds(in, out.thresholds);
}

}  // namespace

const std::array<SectionForm, 12> section_forms{
    SectionForm{"cartesia", read_cartesia},   SectionForm{"server", read_server},
    SectionForm{"storage", read_storage},     SectionForm{"backup", read_backup},
    SectionForm{"retention", read_retention}, SectionForm{"recordings", read_recordings},
    SectionForm{"inbox", read_inbox},         SectionForm{"hot_folder", read_hot_folder},
    SectionForm{"uploads", read_uploads},     SectionForm{"training", read_training},
    SectionForm{"budget", read_budget},       SectionForm{"preflight", read_preflight}};

}  // namespace understudy
