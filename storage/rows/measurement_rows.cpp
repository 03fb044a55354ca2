#include "storage/rows/measurement_rows.hpp"

#include "storage/rows/facts.hpp"

namespace understudy::rows {

const char* const measurement_columns =
    "sha256, meters, xxh3, duration_us, container, codec, sample_rate, channels, facts, seal";

sqlite::Answer<std::int64_t> run_with_measurement(sqlite::Statement& statement,
                                                  const Measurement& measurement) {
    return statement.run_sealed(measurement.sha256, measurement.meters, measurement.xxh3,
                                measurement.duration_us, measurement.container, measurement.codec,
                                measurement.sample_rate, measurement.channels,
                                write_facts(measurement, Curves::with));
}

Measurement read_measurement(sqlite::Row& row) {
    Measurement measurement;
    measurement.sha256 = row.text();
    row.skip(1);  // the meters' version stands in the facts, too
    measurement.xxh3 = row.text();
    measurement.duration_us = row.integer();
    measurement.container = row.text();
    measurement.codec = row.text();
    measurement.sample_rate = row.number();
    measurement.channels = row.number();
    if (!read_facts(row.text(), measurement)) row.wrong("does not parse");
    row.sealed();
    return measurement;
}

}  // namespace understudy::rows
