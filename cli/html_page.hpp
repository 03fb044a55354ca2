// Preflight's report as one page that needs nothing else: no network, no script. Pure.
#pragma once

#include <string>
#include <string_view>

#include "cli/preflight_report.hpp"
#include "core/time.hpp"

namespace understudy::cli {

/// Whole, in UTF-8. Recordings with findings are shown each with its plot, up to a limit; all are in the
/// table, up to a limit that keeps the page in a few megabytes.
[[nodiscard]] std::string html_page(const PreflightReport& report, Time now);

/// Text as it may stand in HTML, in an attribute as well; what could steer or disguise text is written out.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace understudy::cli
