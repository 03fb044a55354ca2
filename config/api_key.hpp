// Where the API key comes from. It may change while the daemon runs (reload), so it is looked up anew each
// time and is not part of Config.
#pragma once

#include <optional>
#include <string>

#include "config/config.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

namespace understudy {

struct ApiKeyPlaces {
    std::string api_key_file;                          ///< "": not configured
    std::optional<std::string> credentials_directory;  ///< $CREDENTIALS_DIRECTORY, from the service manager
    std::optional<Secret> environment_key;             ///< $CARTESIA_API_KEY
};

/// Reads the process's environment.
[[nodiscard]] ApiKeyPlaces api_key_places(const Config& config);

/// The first of api_key_file, $CREDENTIALS_DIRECTORY/cartesia_api_key and $CARTESIA_API_KEY. A configured
/// file that cannot be read is an error, it is not passed over. The newline at the end is cut; a key that is
/// empty or has spaces or control characters is refused. The error says where it was looked and what cures
/// it, and never quotes the key. Blocks on the disk.
[[nodiscard]] Result<Secret, std::string> find_api_key(const ApiKeyPlaces& places);

}  // namespace understudy
