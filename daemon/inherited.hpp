// Listening sockets that the service manager made before us and keeps after us: connecting is never refused,
// it waits from one life of the daemon to the next.
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "core/result.hpp"
#include "net/server.hpp"

namespace understudy {

/// Every address of [server] listen, on the socket of `inherited` that has it or else to be bound, and then
/// the inherited ones that [server] listen does not name: whoever made them wants them answered, and closing
/// our copy would leave their callers waiting for ever. Certificate and access rules are those of [server]
/// for all of them. Says in the log what was taken over. The error, for people: a descriptor that is no
/// listening stream socket, or one that other machines can reach while there is no certificate, which
/// [server] listen could not name either.
[[nodiscard]] Result<std::vector<net::ListenOn>, std::string> where_to_listen(
    const Config& config, const std::vector<int>& inherited);

}  // namespace understudy
