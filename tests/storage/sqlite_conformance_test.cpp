#include "tests/storage/store_conformance.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

const StoreFactory make_sqlite = [] { return std::make_unique<SqliteUnderTest>(); };

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformance, ::testing::Values(make_sqlite));
INSTANTIATE_TEST_SUITE_P(Sqlite, Memory, ::testing::Values(make_sqlite));

}  // namespace
}  // namespace understudy::testing
