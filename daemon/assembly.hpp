// From the configuration to what each part wants to know.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "audio/recordings.hpp"
#include "cartesia/observer.hpp"
#include "cartesia/options.hpp"
#include "config/config.hpp"
#include "core/hot_folder.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "daemon/driver/housekeeper.hpp"
#include "daemon/premises/system_premises.hpp"
#include "inbox/shelf.hpp"
#include "net/server.hpp"

namespace understudy {

/// `observer`: told of every exchange; may be nullptr.
[[nodiscard]] cartesia::Options cloud_options(const Config& config, Secret key,
                                              cartesia::Observer* observer = nullptr);
[[nodiscard]] RecordingsOptions recordings_options(const Config& config);
[[nodiscard]] PremisesOptions premises_options(const Config& config,
                                               std::function<std::optional<Duration>()> cloud_ahead,
                                               std::function<Checks()> known);
[[nodiscard]] inbox::Options inbox_options(const Config& config);
[[nodiscard]] HotFolderPlan hot_folder_plan(const Config& config);
[[nodiscard]] HousekeepingPlan housekeeping_plan(const Config& config);
/// The configured ones, with TLS on every TCP address when there is a certificate. Throws std::runtime_error
/// for an address that is no good (a checked Config has none).
[[nodiscard]] std::vector<net::ListenOn> listen_addresses(const Config& config);
/// Of a unix socket's file: whom a list names may knock, and is looked at then.
[[nodiscard]] unsigned unix_mode(const Config& config);
/// Where the token is: as configured, or beside the database.
[[nodiscard]] std::string token_path(const Config& config);
/// The key, or an empty one and in `missing` why there is none and the cure.
[[nodiscard]] Secret key_or_none(const Config& config, std::string& missing);
/// "http://127.0.0.1:7878", "unix:/run/x.sock"
[[nodiscard]] std::string address_words(const net::ListenOn& bound);

}  // namespace understudy
