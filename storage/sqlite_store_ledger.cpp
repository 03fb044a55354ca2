// What is asked of the ledger.
#include "storage/sqlite_store_parts.hpp"

namespace understudy {

void SqliteStore::list_movements(MovementQuery query, StoreReply<std::vector<Movement>> reply) {
    impl_->ask<std::vector<Movement>>(
        std::move(reply), [query = std::move(query)](Reader& reader) { return reader.ledger().list(query); });
}

void SqliteStore::balance(StoreReply<Balance> reply) {
    impl_->ask<Balance>(std::move(reply), [](Reader& reader) { return reader.ledger().balance(); });
}

void SqliteStore::training_times(std::size_t limit, StoreReply<std::vector<Duration>> reply) {
    impl_->ask<std::vector<Duration>>(
        std::move(reply), [limit](Reader& reader) { return reader.ledger().training_times(limit); });
}

}  // namespace understudy
