// A webhook's secrets, and what they make of a message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/secret.hpp"

namespace understudy {

/// The secrets of a file's text, decoded: one a line, `whsec_` and base64 of 24 to 64 bytes; lines that are
/// empty or begin with # are passed over. The error names the line and the cure, and never quotes a secret.
[[nodiscard]] Result<std::vector<Secret>, std::string> read_webhook_secrets(std::string_view text);

/// "v1,<base64 of the HMAC-SHA256>" by each secret, with a space between: the receiver takes any that fits.
[[nodiscard]] std::string webhook_signature(const std::vector<Secret>& secrets, std::string_view signed_text);

}  // namespace understudy
