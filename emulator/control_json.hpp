// The control interface's JSON: durations, settings, faults and reports, in and out. Included by .cpp only.
#pragma once

#include "emulator/api/json.hpp"
#include "emulator/fault.hpp"
#include "emulator/request_log.hpp"

namespace understudy::emulator {

/// "250ms", "2s", "10m", "3h" (fractions allowed), or a number of seconds; negative ones are not understood.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);
[[nodiscard]] std::optional<Duration> duration_from(const Json& value);

/// `{match: {method, path}, after, times, fault: {kind, …}}`; the error names what is wrong.
[[nodiscard]] Result<FaultRule, std::string> fault_rule_from(const Json& json);
[[nodiscard]] Json fault_rule_view(const FaultRule& rule);

/// Sets the members given; the error names the first that is unknown or of the wrong type (those before it
/// have been set).
[[nodiscard]] Result<Nothing, std::string> change_settings(const Json& changes, CloudSettings& cloud,
                                                           WireSettings& wire);
[[nodiscard]] Json settings_view(const CloudSettings& cloud, const WireSettings& wire);

[[nodiscard]] Json bill_view(const Bill& bill);
[[nodiscard]] Json stored_files_view(const std::vector<StoredFile>& files);
[[nodiscard]] Json request_log_view(const RequestLog& log);

}  // namespace understudy::emulator
