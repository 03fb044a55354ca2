// Certificates for tests, made on the spot.
#pragma once

#include <filesystem>
#include <string>

namespace understudy::test {

/// A directory of its own that goes away with the object.
class TemporaryDirectory {
  public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

/// A self-signed certificate, made out to `names` ("IP:127.0.0.1,DNS:localhost"), with its key.
struct Certificate {
    explicit Certificate(const std::string& names = "IP:127.0.0.1");
    TemporaryDirectory directory;
    std::string cert_file = directory.file("cert.pem"), key_file = directory.file("key.pem");
};

}  // namespace understudy::test
