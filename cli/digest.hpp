// SHA-256, for what the daemon checks and for keys that are the same in every run.
#pragma once

#include <string>
#include <string_view>

namespace understudy::cli {

/// 32 bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);
/// The same as 64 hex digits.
[[nodiscard]] std::string sha256_in_hex(std::string_view bytes);

}  // namespace understudy::cli
