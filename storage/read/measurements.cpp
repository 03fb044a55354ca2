#include "storage/read/measurements.hpp"

#include "storage/read/trouble.hpp"
#include "storage/rows/measurement_rows.hpp"

namespace understudy {
namespace {

using Recalled = MeasurementReader::Recalled;

std::string select(const std::string& rest) {
    return std::string("SELECT ") + rows::measurement_columns + " FROM measurements WHERE " + rest;
}

/// The one row, or none.
Result<std::optional<Measurement>, StoreTrouble> read_one(sqlite::Rows rows) {
    if (!rows.next()) {
        if (rows.error()) return failure(read_trouble(*rows.error()));
        return std::optional<Measurement>();
    }
    sqlite::Row row(rows);
    Measurement measurement = rows::read_measurement(row);
    return row.trouble() ? std::optional<Measurement>() : std::optional(std::move(measurement));
}

}  // namespace

MeasurementReader::MeasurementReader(sqlite::Connection& connection)
    : by_file_(connection,
               select("meters = ?6 AND sha256 = (SELECT sha256 FROM measured_files WHERE device = ?1 "
                      "AND inode = ?2 AND size = ?3 AND mtime_ns = ?4 AND ctime_ns = ?5)")),
      by_content_(connection, select("sha256 = ?1")) {}

Recalled MeasurementReader::of_files(const std::vector<FileStamp>& files, int meters) {
    std::vector<std::optional<Measurement>> found;
    found.reserve(files.size());
    for (const auto& [file, ctime_ns] : files) {
        auto one =
            read_one(by_file_.query(file.device, file.inode, file.size, file.mtime_ns, ctime_ns, meters));
        if (!one) return failure(std::move(one.error()));
        found.push_back(std::move(*one));
    }
    return found;
}

Recalled MeasurementReader::of_contents(const std::vector<std::string>& sha256) {
    std::vector<std::optional<Measurement>> found;
    found.reserve(sha256.size());
    for (const std::string& digest : sha256) {
        auto one = read_one(by_content_.query(digest));
        if (!one) return failure(std::move(one.error()));
        found.push_back(std::move(*one));
    }
    return found;
}

}  // namespace understudy
