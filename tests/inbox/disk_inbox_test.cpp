// The shelf on a thread of its own: replies come by the post, and a stop loses nothing.
#include "inbox/disk_inbox.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "shelf_world.hpp"

namespace understudy::inbox {
namespace {

/// Whoever waits for a reply is the I/O thread.
class Loop {
  public:
    Post post() {
        return [this](std::function<void()> task) {
            const std::lock_guard lock(mutex_);
            tasks_.push_back(std::move(task));
            changed_.notify_one();
        };
    }
    void run_until(const bool& fact) {
        while (!fact) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return !tasks_.empty(); });
            const auto task = std::move(tasks_.front());
            tasks_.pop_front();
            lock.unlock();
            task();
        }
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
};

class ADiskInbox : public ::testing::Test {
  protected:
    ShelfWorld world;
    Loop loop;
    std::optional<DiskInbox> inbox;

    void SetUp() override {
        world.options.now = nullptr;
        world.options.chance = nullptr;
        inbox.emplace(world.options, loop.post());
    }
    /// Asks, and waits for the reply.
    template <class T, class Ask>
    Result<T, Problem> reply_to(Ask ask) {
        std::optional<Result<T, Problem>> reply;
        bool come = false;
        ask([&](Result<T, Problem> result) {
            reply.emplace(std::move(result));
            come = true;
        });
        EXPECT_FALSE(come) << "never from inside the call";
        loop.run_until(come);
        return *std::move(reply);
    }
    InboxUpload begin(std::uint64_t length) {
        return *reply_to<InboxUpload>([&](auto reply) {
            inbox->create({length, metadata_of("Anna", "a.wav")}, std::move(reply));
        });
    }
};

TEST_F(ADiskInbox, TakesAFile) {
    const std::string id = begin(5).id;
    EXPECT_TRUE(reply_to<InboxUpload>([&](auto reply) { inbox->open(id, 0, "", std::move(reply)); }).ok());
    EXPECT_TRUE(reply_to<Nothing>([&](auto reply) { inbox->write(id, "hello", std::move(reply)); }).ok());
    EXPECT_TRUE(
        reply_to<InboxUpload>([&](auto reply) { inbox->close(id, true, std::move(reply)); })->finished);
    EXPECT_EQ(world.file("Anna/a.wav"), "hello");
    EXPECT_EQ(reply_to<InboxView>([&](auto reply) { inbox->view(std::move(reply)); })->folders.size(), 1u);
    EXPECT_EQ(
        reply_to<std::vector<InboxFile>>([&](auto reply) { inbox->files("Anna", std::move(reply)); })->size(),
        1u);
    EXPECT_TRUE(reply_to<Nothing>([&](auto reply) { inbox->remove(id, std::move(reply)); }).ok());
    EXPECT_TRUE(reply_to<Nothing>([&](auto reply) { inbox->remove_folder("Anna", std::move(reply)); }).ok());
    EXPECT_FALSE(reply_to<InboxUpload>([&](auto reply) { inbox->look(id, std::move(reply)); }).ok());
}

TEST_F(ADiskInbox, EndsWhatIsUnderWayWhenItStopsAndAnswersAllTheSame) {
    const std::string id = begin(10).id;
    EXPECT_TRUE(reply_to<InboxUpload>([&](auto reply) { inbox->open(id, 0, "", std::move(reply)); }).ok());
    EXPECT_TRUE(reply_to<Nothing>([&](auto reply) { inbox->write(id, "hello", std::move(reply)); }).ok());
    EXPECT_TRUE(inbox->stop());
    EXPECT_TRUE(inbox->stop());
    const auto late = reply_to<InboxUpload>([&](auto reply) { inbox->look(id, std::move(reply)); });
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().type, "stopping");
    inbox.emplace(world.options, loop.post());
    EXPECT_EQ(reply_to<InboxUpload>([&](auto reply) { inbox->look(id, std::move(reply)); })->offset, 5u);
}

TEST_F(ADiskInbox, EndsAPieceHoweverManyWaitForItsDisk) {
    auto hung = std::make_shared<std::mutex>();
    world.options.now = [hung] {
        const std::lock_guard wait(*hung);
        return Time(std::chrono::hours{500'000});
    };
    inbox.emplace(world.options, loop.post());
    const std::string id = begin(5).id;
    EXPECT_TRUE(reply_to<InboxUpload>([&](auto reply) { inbox->open(id, 0, "", std::move(reply)); }).ok());
    hung->lock();
    std::size_t answered = 0, refused = 0;
    for (int i = 0; i < 70; ++i)
        inbox->look(id, [&](const auto& reply) { ++answered, refused += reply.ok() ? 0u : 1u; });
    std::optional<Result<InboxUpload, Problem>> ended;
    bool come = false;
    inbox->close(id, false, [&](auto reply) { ended.emplace(std::move(reply)), come = true; });
    hung->unlock();
    loop.run_until(come);
    EXPECT_TRUE(ended->ok()) << ended->error().detail;
    EXPECT_EQ(answered, 70u);
    EXPECT_EQ(refused, 6u);
    EXPECT_TRUE(reply_to<Nothing>([&](auto reply) { inbox->remove(id, std::move(reply)); }).ok());
}

TEST_F(ADiskInbox, RemovesWhatExpiresByItself) {
    world.options.expire_after = milliseconds{1};
    inbox.emplace(world.options, loop.post());
    begin(10);
    // Nobody asks for it: the thread wakes for it.
    while (!world.partial().empty()) std::this_thread::yield();
}

}  // namespace
}  // namespace understudy::inbox
