// Keeps what was heard in files, and forgets in passing what is old and belongs to no job.
#pragma once

#include <vector>

#include "core/store.hpp"
#include "storage/sqlite/statement.hpp"
#include "storage/write/failure.hpp"

namespace understudy {

/// Something to be kept: see Store::remember.
struct Keeping {
    std::vector<Heard> heard;
    Time now{};
};

/// On the writing connection, which outlives it. Transactions are the caller's.
class MeasurementWriter {
  public:
    explicit MeasurementWriter(sqlite::Connection& connection);

    [[nodiscard]] Result<Nothing, WriteFailure> keep(const Keeping& keeping);

  private:
    using Written = Result<Nothing, WriteFailure>;
    Written put(const Heard& heard, Time now);
    Written forget_old(Time now);

    sqlite::Statement put_measurement_, touch_, put_file_;
    sqlite::Statement keep_used_, forget_measurements_, forget_files_;
};

}  // namespace understudy
