// What was heard in files, found by which file it was or by its content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store.hpp"
#include "storage/sqlite/statement.hpp"

namespace understudy {

/// On the reading connection, which outlives it. A row that does not make sense is as good as none: what it
/// held is measured again.
class MeasurementReader {
  public:
    using Recalled = Result<std::vector<std::optional<Measurement>>, StoreTrouble>;

    explicit MeasurementReader(sqlite::Connection& connection);

    [[nodiscard]] Recalled of_files(const std::vector<FileStamp>& files, int meters);
    [[nodiscard]] Recalled of_contents(const std::vector<std::string>& sha256);

  private:
    sqlite::Statement by_file_, by_content_;
};

}  // namespace understudy
