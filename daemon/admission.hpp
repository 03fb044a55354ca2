// Who is let in, from the configuration: tokens, hosts, and the users and groups of this machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "core/result.hpp"
#include "daemon/api/access.hpp"

namespace understudy {

/// The ids of these users, by name or number; the error names the one that this machine does not know.
[[nodiscard]] Result<std::vector<std::uint32_t>, std::string> ids_of_users(
    const std::vector<std::string>& names);
/// Likewise of groups.
[[nodiscard]] Result<std::vector<std::uint32_t>, std::string> ids_of_groups(
    const std::vector<std::string>& names);

struct Tokens {
    std::string whole;      ///< may do everything
    std::string read_only;  ///< may look; "": there is none
};

/// Reads the tokens, or makes them. The error is for people.
[[nodiscard]] Result<Tokens, std::string> read_tokens(const Config& config);

/// For who comes in at the addresses `listen`. Users and groups that this machine does not know are left out,
/// with a warning in the log.
[[nodiscard]] api::AccessRules admission(const Config& config, std::vector<net::ListenOn> listen,
                                         Tokens tokens);

}  // namespace understudy
