// One daemon a database: an exclusive lock on a file beside it, gone with the process however it ends.
#pragma once

#include <string>

#include "storage/open_trouble.hpp"

namespace understudy {

/// Holds the lock until it is destroyed. The file stays; it is the lock on it that counts.
class LockFile {
  public:
    [[nodiscard]] static Opened<LockFile> take(const std::string& path);

    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&& other) noexcept;
    ~LockFile();

  private:
    explicit LockFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace understudy
