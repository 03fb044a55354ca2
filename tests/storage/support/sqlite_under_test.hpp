// The production store in a temporary folder, with the test's thread as its I/O thread.
#pragma once

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite_store.hpp"
#include "tests/storage/support/inbox.hpp"
#include "tests/storage/support/store_under_test.hpp"
#include "tests/storage/support/temporary_folder.hpp"

namespace understudy::testing {

class SqliteUnderTest : public StoreUnderTest {
  public:
    explicit SqliteUnderTest(SqliteOptions options = {}) : options_(std::move(options)) { start(); }

    Store& store() override { return *store_; }
    SqliteStore& sqlite() { return *store_; }
    void restart() override {
        stop();
        start();
    }
    void run_until(const std::function<bool()>& done) override { inbox_.run_until(done); }

    void stop() { store_.reset(); }
    void start() {
        auto opened = SqliteStore::open(path(), post(), options_);
        ASSERT_TRUE(opened) << opened.error().what;
        store_ = std::move(*opened);
    }
    [[nodiscard]] SqliteStore::Post post() {
        return [this](std::function<void()> task) { inbox_.post(std::move(task)); };
    }
    [[nodiscard]] std::string path() const { return folder_.file("understudy.db"); }

    /// Does something to the database behind the store's back.
    void tamper(const std::string& sql) {
        auto connection = sqlite::Connection::open(path(), sqlite::Access::read_write);
        ASSERT_TRUE(connection);
        const auto done = (*connection)->run(sql);
        ASSERT_TRUE(done) << done.error().message;
    }

  private:
    TemporaryFolder folder_;
    SqliteOptions options_;
    Inbox inbox_;
    std::unique_ptr<SqliteStore> store_;
};

}  // namespace understudy::testing
