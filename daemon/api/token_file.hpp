// The token that clients on TCP show, in a file that only its owner and group can read.
#pragma once

#include <string>

#include "core/result.hpp"

namespace understudy::api {

/// The token in the file at `path`. Where there is no file: makes one with a new token (32 random bytes in
/// base64url), mode 0640. The error says what is wrong and the cure, for people, without the token.
[[nodiscard]] Result<std::string, std::string> read_or_make_token(const std::string& path);

}  // namespace understudy::api
