// The tables [webhooks.NAME].
#pragma once

#include <vector>

#include "config/config.hpp"
#include "config/document.hpp"

namespace understudy {

inline constexpr const char* webhooks_section = "webhooks";

/// Every table of the section becomes a webhook, in the order of their names; what is wrong is added to
/// `errors`.
void read_webhooks(const ConfigSection& section, Config& config, std::vector<ConfigError>& errors);

}  // namespace understudy
