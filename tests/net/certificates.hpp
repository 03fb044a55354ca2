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
    [[nodiscard]] std::string name() const { return path_.filename().string(); }
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

/// A self-signed certificate with a subject of its own, made out to `names` ("IP:127.0.0.1,DNS:localhost"),
/// with its key; good from `begins_s` to `ends_s`, in seconds from now.
struct Certificate {
    explicit Certificate(const std::string& names = "IP:127.0.0.1", long begins_s = -3'600,
                         long ends_s = 24 * 3'600);
    TemporaryDirectory directory;
    std::string cert_file = directory.file("cert.pem"), key_file = directory.file("key.pem");
};

}  // namespace understudy::test
