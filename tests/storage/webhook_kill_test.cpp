// A process that is killed at any statement while it takes messages from the history: a webhook's place and
// its messages are one.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <set>

#include "core/webhook.hpp"
#include "tests/storage/support/sqlite_under_test.hpp"

namespace understudy::testing {
namespace {

constexpr std::int64_t pages = 3, page_size = 5;

WebhookTaking page_from(std::int64_t from) {
    WebhookTaking taking{"a", from, from + page_size, {}};
    for (std::int64_t event = from + 1; event <= from + page_size; ++event)
        taking.messages.push_back({0, "a", "msg_" + std::to_string(event), event, "job_a", "job.held", "{}",
                                   Time{seconds{event}}, 0, Time{seconds{event}}});
    return taking;
}

template <class T>
Result<T, StoreTrouble> ask(Inbox& inbox, const std::function<void(StoreReply<T>)>& question) {
    std::optional<Result<T, StoreTrouble>> answer;
    question([&](Result<T, StoreTrouble> given) { answer = std::move(given); });
    inbox.run_until([&] { return answer.has_value(); });
    return std::move(*answer);
}

WebhookStanding standing_of(Inbox& inbox, SqliteStore& store) {
    const auto all = ask<std::vector<WebhookStanding>>(inbox, [&](auto reply) { store.standings(reply); });
    EXPECT_TRUE(all);
    return all && !all->empty() ? all->front() : WebhookStanding{};
}

std::atomic<int> statements_left{0};  ///< of all of the child's connections

int kill_at_zero(unsigned, void*, void*, void*) {
    if (--statements_left == 0) ::kill(::getpid(), SIGKILL);
    return 0;
}

int watch_connection(sqlite3* connection, char**, const void*) {
    sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, kill_at_zero, nullptr);
    return SQLITE_OK;
}

/// Takes page after page from where the webhook stands. Tells the parent of each that was answered.
int take_all(const std::string& path, int pipe) {
    Inbox inbox;
    auto store = SqliteStore::open(path, [&](auto task) { inbox.post(std::move(task)); });
    if (!store) return 1;
    const std::vector<WebhookName> names{{"a", "x"}};
    if (!ask<std::int64_t>(inbox, [&](auto reply) { (*store)->name_webhooks(names, {}, reply); })) return 2;
    std::int64_t cursor = standing_of(inbox, **store).cursor;
    while (cursor < pages * page_size) {
        const WebhookTaking page = page_from(cursor);
        if (!ask<Nothing>(inbox, [&](auto reply) { (*store)->take(page, reply); })) return 3;
        cursor = page.to;
        if (::write(pipe, &cursor, sizeof cursor) != sizeof cursor) return 4;
    }
    (*store)->stop();
    return 0;
}

struct End {
    bool killed = false;
    std::int64_t answered = 0;  ///< the last place that the store said yes to
};

End killed_at(const std::string& path, int statement) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        statements_left = statement;
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch_connection));
        ::_exit(take_all(path, ends[1]));
    }
    ::close(ends[1]);
    End end;
    for (std::int64_t told = 0; ::read(ends[0], &told, sizeof told) == sizeof told;) end.answered = told;
    ::close(ends[0]);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << WEXITSTATUS(status);
    end.killed = WIFSIGNALED(status);
    return end;
}

/// A message for each event up to the webhook's place, each once, and none behind it.
void expect_one_thing(const std::string& path, std::int64_t answered) {
    Inbox inbox;
    auto store = SqliteStore::open(path, [&](auto task) { inbox.post(std::move(task)); });
    ASSERT_TRUE(store);
    const WebhookStanding standing = standing_of(inbox, **store);
    const auto messages = ask<std::vector<WebhookMessage>>(inbox, [&](auto reply) {
        (*store)->list_messages({.webhook = "a", .failed = {}, .limit = 1000}, reply);
    });
    ASSERT_TRUE(messages);
    std::set<std::int64_t> events;
    for (const WebhookMessage& message : *messages) events.insert(message.event_id);
    EXPECT_EQ(events.size(), messages->size()) << "one is there twice";
    EXPECT_EQ(static_cast<std::int64_t>(events.size()), standing.cursor)
        << "the place has moved without them";
    EXPECT_EQ(standing.waiting, standing.cursor) << "they are counted";
    if (!events.empty()) {
        EXPECT_EQ(*events.rbegin(), standing.cursor);
    }
    EXPECT_GE(standing.cursor, answered) << "what was answered is lost";
    (*store)->stop();
}

TEST(AWebhooksTaking, KilledAtAnyStatementIsDoneOrNot) {
    SqliteUnderTest the;
    the.stop();
    const std::string fresh = the.path() + ".fresh";
    std::filesystem::copy_file(the.path(), fresh);
    int kills = 0;
    std::set<std::int64_t> places;  ///< that were answered before a kill
    for (bool killed = true; killed;) {
        const int statement = kills + 1;
        SCOPED_TRACE("killed at statement " + std::to_string(statement));
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(the.path() + suffix);
        std::filesystem::copy_file(fresh, the.path());
        const End end = killed_at(the.path(), statement);
        killed = end.killed;
        kills += killed ? 1 : 0;
        places.insert(end.answered);
        expect_one_thing(the.path(), end.answered);
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(kills, pages * page_size) << "too few statements were seen";
    EXPECT_EQ(static_cast<std::int64_t>(places.size()), pages + 1) << "they were killed between all of them";
}

}  // namespace
}  // namespace understudy::testing
