// A copy of the database over the API: an archive that lies, and one exchange made of values.
#include <map>

#include "caller.hpp"

namespace understudy::test {
namespace {

class FakeArchive : public Archive {
  public:
    explicit FakeArchive(boost::asio::io_context& io) : io_(io) {}

    std::string content = std::string(600'000, 'x') + "end";
    std::optional<StoreTrouble> trouble;
    std::optional<std::uint64_t> unreadable_from;
    std::vector<std::string> given_back;
    std::vector<StoreReply<BackupFile>>* kept = nullptr;  ///< keeps the answers in place of giving them

    void lend(StoreReply<BackupFile> reply) override {
        if (kept != nullptr) return kept->push_back(std::move(reply));
        if (trouble) return give<BackupFile>(std::move(reply), failure(*trouble));
        const std::string sha256 = "00" + std::string(60, 'a') + "ff";
        give<BackupFile>(std::move(reply), BackupFile{"/db.lent-1", content.size(), sha256, 3});
    }
    void read(std::string, std::uint64_t offset, std::size_t most, StoreReply<std::string> reply) override {
        if (unreadable_from && offset >= *unreadable_from)
            return give<std::string>(std::move(reply), failure(StoreTrouble{}));
        give<std::string>(std::move(reply), content.substr(offset, most));
    }
    void give_back(std::string path) override { given_back.push_back(std::move(path)); }
    void back_up_into(std::string, std::size_t, Time, StoreReply<BackupFile>) override {}
    void newest_backup(std::string, Time, StoreReply<std::optional<Time>>) override {}
    void prune(Time, std::int64_t, StoreReply<Pruned>) override {}

  private:
    template <class T>
    void give(StoreReply<T> reply, Result<T, StoreTrouble> answer) {
        boost::asio::post(io_, [reply = std::move(reply), answer = std::move(answer)] { reply(answer); });
    }
    boost::asio::io_context& io_;
};

class ABackup : public ApiTest {
  protected:
    FakeArchive archive{io};
    FakeExchange exchange;

    net::Response fetch() {
        if (!lasting) lasting.emplace(desk, rules, api::Lent{.archive = &archive});
        exchange.head = {
            "POST", "/v1/backup", {{"Host", "127.0.0.1:7878"}, {"Authorization", "Bearer " + token}}, ""};
        exchange.body = "";
        return answer_to(exchange);
    }
    const std::vector<std::string> once{"/db.lent-1"};
};

TEST_F(ABackup, ComesInPiecesWithItsDigestAndIsGivenBack) {
    const net::Response answer = fetch();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, archive.content);
    EXPECT_TRUE(exchange.finished);
    EXPECT_EQ(answer.headers.find("Content-Type"), "application/vnd.sqlite3");
    EXPECT_EQ(answer.headers.find("Content-Length"), std::to_string(archive.content.size()));
    EXPECT_EQ(answer.headers.find("Repr-Digest"), "sha-256=:AK" + std::string(39, 'q') + "v8=:");
    EXPECT_EQ(archive.given_back, once);
}

TEST_F(ABackup, IsGivenBackWhenItsReaderGoes) {
    exchange.pieces_taken = 1;
    fetch();
    EXPECT_FALSE(exchange.finished);
    EXPECT_EQ(archive.given_back, once);
}

TEST_F(ABackup, IsCutShortWhereItCannotBeReadSoThatNobodyTakesItForWhole) {
    archive.unreadable_from = 300'000;
    fetch();
    EXPECT_FALSE(exchange.finished);
    EXPECT_LT(exchange.answered->body.size(), archive.content.size());
    EXPECT_EQ(archive.given_back, once);
}

TEST_F(ABackup, OfADatabaseThatIsDamagedOrOnAFullDiskIsRefused) {
    archive.trouble = StoreTrouble{StoreTrouble::Kind::corrupt, "row 5 is not as it was written"};
    expect_problem(fetch(), 503, "store-damaged");
    archive.trouble = StoreTrouble{StoreTrouble::Kind::unavailable, "No space left on device"};
    expect_problem(fetch(), 503, "store-unavailable");
    EXPECT_TRUE(archive.given_back.empty());
    archive.trouble.reset();
    EXPECT_EQ(fetch().status, 200) << "a refusal leaves nothing behind";
}

TEST_F(ABackup, IsFetchedByOneAtATime) {
    std::vector<StoreReply<BackupFile>> kept;
    archive.kept = &kept;
    lasting.emplace(desk, rules, api::Lent{.archive = &archive});
    FakeExchange first;
    first.head = {
        "POST", "/v1/backup", {{"Host", "127.0.0.1:7878"}, {"Authorization", "Bearer " + token}}, ""};
    first.body = "";
    boost::asio::co_spawn(io, lasting->answer(first), [](const std::exception_ptr&) {});
    while (kept.empty()) io.run_one();
    expect_problem(fetch(), 409, "backup-under-way");
    kept.front()(failure(StoreTrouble{}));
    io.restart();
    io.run();
    archive.kept = nullptr;
    EXPECT_EQ(fetch().status, 200);
}

TEST_F(ABackup, IsNotForWhoMayOnlyLook) {
    rules.read_only_token = "only-looking-only-looking";
    lasting.emplace(desk, rules, api::Lent{.archive = &archive});
    FakeExchange looking;
    looking.head = {"POST",
                    "/v1/backup",
                    {{"Host", "127.0.0.1:7878"}, {"Authorization", "Bearer only-looking-only-looking"}},
                    ""};
    looking.body = "";
    expect_problem(answer_to(looking), 403, "read-only-token", "Authorization");
}

}  // namespace
}  // namespace understudy::test
