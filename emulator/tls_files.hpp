// A certificate authority and a server's certificate for loopback, so that nobody needs an openssl command.
#pragma once

#include <string>

#include "core/result.hpp"

namespace understudy::emulator {

struct TlsFiles {
    std::string ca, cert, key;  ///< paths of PEM files
};

/// Writes ca.pem, cert.pem and key.pem (mode 0600) into a directory that exists: P-256, for localhost,
/// 127.0.0.1 and ::1, good for ten years. The CA's own key is thrown away. The error is for people.
[[nodiscard]] Result<TlsFiles, std::string> make_tls_files(const std::string& directory);

}  // namespace understudy::emulator
