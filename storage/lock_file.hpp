// One daemon a database: exclusive locks that are gone with the process, however it ends.
#pragma once

#include <string>

#include "storage/open_trouble.hpp"

namespace understudy {

/// Holds a lock until it is destroyed. The file stays; it is the lock on it that counts.
class LockFile {
  public:
    /// Of a file beside the database, made when it is missing: says who came first to a database that is not
    /// there yet.
    [[nodiscard]] static Opened<LockFile> take(const std::string& path);
    /// Of the database file itself, made when it is missing: whatever name, symbolic or hard link it was
    /// opened by, it is one file. Must outlive every connection of this process to it: closing any descriptor
    /// of a file drops the locks that SQLite holds on it.
    [[nodiscard]] static Opened<LockFile> take_database(const std::string& path);

    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&& other) noexcept;
    ~LockFile();

  private:
    explicit LockFile(int descriptor) : descriptor_(descriptor) {}
    [[nodiscard]] static Opened<LockFile> take(const std::string& path, bool (*lock)(int descriptor),
                                               int links);
    int descriptor_ = -1;
};

}  // namespace understudy
