// Forgetting is bounded: each time the oldest few are looked at; those that a job still has are young again,
// the others go.
#include "storage/write/measurements.hpp"

#include <string>

#include "storage/rows/measurement_rows.hpp"

namespace understudy {
namespace {

constexpr std::chrono::days kept_for{30};
constexpr std::int64_t looked_at_once = 64;

std::string oldest(const char* table) {
    return std::string("(SELECT rowid FROM ") + table + " WHERE kept_at < ?1 ORDER BY kept_at LIMIT ?2)";
}

constexpr const char* in_a_job =
    "EXISTS (SELECT 1 FROM recordings WHERE recordings.sha256 = measurements.sha256)";

Result<Nothing, WriteFailure> as_written(const sqlite::Answer<std::int64_t>& answer) {
    if (!answer) return failure(write_failure(answer.error()));
    return Nothing{};
}

}  // namespace

MeasurementWriter::MeasurementWriter(sqlite::Connection& connection)
    : put_measurement_(
          connection,
          std::string("INSERT INTO measurements (") + rows::measurement_columns +
              ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
              "ON CONFLICT (sha256) DO UPDATE SET meters = excluded.meters, xxh3 = excluded.xxh3, "
              "duration_us = excluded.duration_us, container = excluded.container, "
              "codec = excluded.codec, sample_rate = excluded.sample_rate, "
              "channels = excluded.channels, facts = excluded.facts, seal = excluded.seal "
              "WHERE excluded.meters >= meters"),
      touch_(connection, "UPDATE measurements SET kept_at = ?2 WHERE sha256 = ?1"),
      put_file_(connection,
                "INSERT OR REPLACE INTO measured_files (device, inode, size, mtime_ns, ctime_ns, sha256, "
                "kept_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
      keep_used_(connection, "UPDATE measurements SET kept_at = ?3 WHERE rowid IN " + oldest("measurements") +
                                 " AND " + in_a_job),
      forget_measurements_(connection, "DELETE FROM measurements WHERE rowid IN " + oldest("measurements") +
                                           " AND NOT " + in_a_job),
      forget_files_(
          connection,
          "DELETE FROM measured_files WHERE (device, inode, size, mtime_ns, ctime_ns) IN (SELECT device, "
          "inode, size, mtime_ns, ctime_ns FROM measured_files WHERE kept_at < ?1 ORDER BY kept_at LIMIT "
          "?2)") {}

Result<Nothing, WriteFailure> MeasurementWriter::keep(const Keeping& keeping) {
    for (const Heard& heard : keeping.heard)
        if (auto done = put(heard, keeping.now); !done) return done;
    return forget_old(keeping.now);
}

Result<Nothing, WriteFailure> MeasurementWriter::put(const Heard& heard, Time now) {
    const FileIdentity& file = heard.file.identity;
    if (heard.measurement.sha256.empty())
        return failure(conflict("a measurement of a file without a digest"));
    auto done = as_written(rows::run_with_measurement(put_measurement_, heard.measurement));
    if (done) done = as_written(touch_.run(heard.measurement.sha256, now));
    if (!done) return done;
    return as_written(put_file_.run(file.device, file.inode, file.size, file.mtime_ns, heard.file.ctime_ns,
                                    heard.measurement.sha256, now));
}

Result<Nothing, WriteFailure> MeasurementWriter::forget_old(Time now) {
    const Time before = now - kept_for;
    if (auto done = as_written(keep_used_.run(before, looked_at_once, now)); !done) return done;
    if (auto done = as_written(forget_measurements_.run(before, looked_at_once)); !done) return done;
    return as_written(forget_files_.run(before, looked_at_once));
}

}  // namespace understudy
