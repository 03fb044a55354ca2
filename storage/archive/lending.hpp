// Copies that are lent: beside the database, until they are given back. What a process before left is
// removed.
#pragma once

#include <atomic>
#include <string>

#include "core/archive.hpp"
#include "storage/database.hpp"

namespace understudy {

/// On the archiving thread, after clear().
class Lending {
  public:
    explicit Lending(DatabaseFile from) : from_(std::move(from)) {}

    /// Of the process before.
    void clear() const;
    [[nodiscard]] Result<BackupFile, StoreTrouble> lend(const std::atomic<bool>& give_up);
    [[nodiscard]] static Result<std::string, StoreTrouble> read(const std::string& path, std::uint64_t offset,
                                                                std::size_t most);
    static void give_back(const std::string& path);

  private:
    DatabaseFile from_;
    int lent_ = 0;
};

}  // namespace understudy
