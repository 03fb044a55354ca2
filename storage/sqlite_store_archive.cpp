// The store as an archive.
#include "storage/archive/backup_folder.hpp"
#include "storage/archive/copy.hpp"
#include "storage/sqlite_store_parts.hpp"

namespace understudy {

void SqliteStore::lend(StoreReply<BackupFile> reply) {
    impl_->archive<BackupFile>(impl_->lender, std::move(reply), [this](const std::atomic<bool>& give_up) {
        return impl_->lending.lend(give_up);
    });
}

void SqliteStore::read(std::string path, std::uint64_t offset, std::size_t most,
                       StoreReply<std::string> reply) {
    impl_->archive<std::string>(
        impl_->lender, std::move(reply),
        [path = std::move(path), offset, most](const auto&) { return Lending::read(path, offset, most); });
}

void SqliteStore::give_back(std::string path) {
    impl_->archive<Nothing>(
        impl_->lender, [](const auto&) {},
        [path = std::move(path)](const auto&) -> Result<Nothing, StoreTrouble> {
            Lending::give_back(path);
            return Nothing{};
        });
}

void SqliteStore::back_up_into(std::string folder, std::size_t keep, Time now, StoreReply<BackupFile> reply) {
    impl_->archive<BackupFile>(
        impl_->keeper, std::move(reply),
        [this, folder = std::move(folder), keep, now](const std::atomic<bool>& give_up) {
            return understudy::back_up_into(impl_->from, folder, keep, now, give_up);
        });
}

void SqliteStore::newest_backup(std::string folder, Time now, StoreReply<std::optional<Time>> reply) {
    impl_->archive<std::optional<Time>>(
        impl_->keeper, std::move(reply),
        [folder = std::move(folder), now](const auto&) { return newest_in(folder, now); });
}

void SqliteStore::prune(Time before, std::int64_t behind, StoreReply<Pruned> reply) {
    impl_->change(Pruning{before, behind}, [reply = std::move(reply)](ChangeAnswer answer) {
        if (!answer) return reply(failure(std::move(answer.error())));
        reply(Pruned{answer->at(0), answer->at(1), answer->at(2), answer->at(3) != 0});
    });
}

}  // namespace understudy
