// The process is killed, or the disk fails, at each of its calls in turn: for n = 0, 1, 2, … the n-th, until
// a whole upload gets through without meeting it. Whatever was acknowledged is there afterwards, and the
// upload goes on.
#include <sys/wait.h>

#include <map>

#include "disk_calls.hpp"
#include "shelf_world.hpp"

namespace understudy::inbox {
namespace {

using disk_calls::Fate;

const std::string whole = "The quick brown fox jumps over the lazy dog";
constexpr std::size_t piece = 10;

/// Tells somebody of what was acknowledged: a line each.
using Tell = std::function<void(const std::string& line)>;

/// Sends from where the upload stands, piece by piece. False when something was refused.
bool send_rest(Shelf& shelf, const std::string& id, std::uint64_t offset, const Tell& tell) {
    while (offset < whole.size()) {
        InboxUpload after;
        const auto bytes = std::string_view(whole).substr(offset, piece);
        if (!send(shelf, id, offset, bytes, &after).empty()) return false;
        offset = after.offset;
        tell(std::to_string(offset));
    }
    return true;
}

/// An upload from its beginning to its end.
bool live(ShelfWorld& world, const Tell& tell) {
    Shelf shelf(world.options);
    const auto upload = shelf.create({whole.size(), metadata_of("Anna", "day 1/a.wav")});
    if (!upload) return false;
    tell(upload->id);
    return send_rest(shelf, upload->id, 0, tell);
}

struct Told {
    std::string id;
    std::uint64_t offset = 0;
};

/// In a process of its own, which is killed at a call. nullopt: it got through.
std::optional<Told> killed_at(ShelfWorld& world, Fate fate, int at) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
        disk_calls::plan(fate, at);
        const bool good =
            live(world, [&](const std::string& line) { dprintf(ends[1], "%s\n", line.c_str()); });
        _exit(good ? 0 : 1);
    }
    close(ends[1]);
    Told told;
    std::string said;
    for (char letter = 0; read(ends[0], &letter, 1) == 1;) {
        said += letter;
        if (letter != '\n') continue;
        said.pop_back();
        if (told.id.empty())
            told.id = said;
        else
            told.offset = std::stoull(said);
        said.clear();
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) != 1) << "nothing is refused";
    return WEXITSTATUS(status) == 9 ? std::optional(told) : std::nullopt;
}

void nothing(const std::string&) {}

/// The next process: what was told is true, and the upload comes to its end.
void expect_kept(ShelfWorld& world, const Told& told) {
    world.chances = 1'000;  // another process, other chances
    Shelf shelf(world.options);
    if (told.id.empty()) {
        EXPECT_TRUE(live(world, nothing));
    } else {
        const auto upload = shelf.look(told.id);
        ASSERT_TRUE(upload.ok()) << "what was acknowledged is there";
        EXPECT_GE(upload->offset, told.offset);
        EXPECT_TRUE(send_rest(shelf, told.id, upload->offset, nothing));
        EXPECT_EQ(world.partial(), std::vector{told.id + ".json"}) << "nothing is left over";
    }
    EXPECT_EQ(world.file("Anna/day 1/a.wav"), whole);
}

class EveryCall : public ::testing::TestWithParam<Fate> {};

TEST_P(EveryCall, MayBeTheLastOneOfTheProcess) {
    int lives = 0;
    for (bool met = true; met && !HasFailure(); ++lives) {
        ShelfWorld world;
        const auto told = killed_at(world, GetParam(), lives);
        met = told.has_value();
        if (met) expect_kept(world, *told);
        if (HasFailure()) std::cout << "at call " << lives << "\n";
    }
    EXPECT_GT(lives, 30);
}

INSTANTIATE_TEST_SUITE_P(Killed, EveryCall, ::testing::Values(Fate::killed_before, Fate::killed_after),
                         [](const auto& info) {
                             return info.param == Fate::killed_before ? "Before" : "After";
                         });

using Calls = std::vector<std::string>;
/// A record in the place of the one before.
const Calls record_replaced{"openat", "pwrite", "fsync", "renameat", "fsync"};

Calls operator+(Calls left, const Calls& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

/// What a power cut leaves is told by the order of the syncs alone.
TEST(APowerCut, FindsTheBytesSyncedBeforeTheRecordThatCountsThem) {
    ShelfWorld world;
    Shelf shelf(world.options);
    const std::string id = shelf.create({10, metadata_of("Anna", "a.wav")})->id;
    disk_calls::plan(Fate::none, 0);
    EXPECT_EQ(send(shelf, id, 0, "hello"), "");
    EXPECT_EQ(disk_calls::names(), (Calls{"pwrite", "fdatasync"} + record_replaced));
}

TEST(APowerCut, FindsTheFileInItsPlaceBeforeTheRecordThatSaysSo) {
    ShelfWorld world;
    Shelf shelf(world.options);
    const std::string id = shelf.create({5, metadata_of("Anna", "a.wav")})->id;
    disk_calls::plan(Fate::none, 0);
    EXPECT_EQ(send(shelf, id, 0, "hello"), "");
    const Calls expected{
        "pwrite",    "fdatasync", "mkdirat", "fsync",   // its folder
        "renameat2", "fsync",     "fsync",   "fsync"};  // the way to it, its folder, where it was
    EXPECT_EQ(disk_calls::names(), expected + record_replaced);
}

/// The kernel tells of lost bytes once; the next sync of the same file succeeds without them.
TEST(AFailedSync, CountsNothingOfItsPieceByAnotherSync) {
    ShelfWorld world;
    world.options.sync_every = 4;
    Shelf shelf(world.options);
    const std::string id = shelf.create({10, metadata_of("Anna", "a.wav")})->id;
    ASSERT_TRUE(shelf.open(id, 0, "").ok());
    disk_calls::plan(Fate::io_error, 1);  // the pwrite is good
    EXPECT_EQ(shelf.write(id, "hello").error().type, "inbox-unavailable");
    EXPECT_EQ(disk_calls::names(), (Calls{"pwrite", "fdatasync"}));
    disk_calls::plan(Fate::none, 0);
    EXPECT_FALSE(shelf.write(id, "world").ok()) << "this piece is over";
    EXPECT_EQ(shelf.close(id, false)->offset, 0u);
    EXPECT_EQ(disk_calls::names(), Calls{});
    EXPECT_EQ(shelf.look(id)->offset, 0u);
    EXPECT_EQ(send(shelf, id, 0, "helloworld"), "");
    EXPECT_EQ(world.file("Anna/a.wav"), "helloworld");
}

TEST(AFailedSync, CountsNothingOfItsPieceAtAStopEither) {
    ShelfWorld world;
    world.options.sync_every = 4;
    Shelf shelf(world.options);
    const std::string id = shelf.create({10, metadata_of("Anna", "a.wav")})->id;
    ASSERT_TRUE(shelf.open(id, 0, "").ok());
    disk_calls::plan(Fate::io_error, 1);
    EXPECT_FALSE(shelf.write(id, "hello").ok());
    shelf.settle();
    EXPECT_EQ(shelf.look(id)->offset, 0u);
}

class EveryCallOfTheDisk : public ::testing::TestWithParam<Fate> {};

/// What a client does: it asks where the upload stands and goes on; it begins anew where there is none.
void send_as_a_client_does(ShelfWorld& world, Shelf& shelf) {
    std::string id;
    for (int tries = 0; tries < 5; ++tries) {
        if (const auto upload = shelf.look(id); !id.empty() && upload) {
            if (send_rest(shelf, id, upload->offset, nothing)) return;
        } else if (const auto made = shelf.create({whole.size(), metadata_of("Anna", "day 1/a.wav")})) {
            id = made->id;
            --tries;
        } else {
            EXPECT_GE(made.error().status, 500) << made.error().detail;
        }
    }
    ADD_FAILURE() << "it never came to its end, " << world.partial().size() << " files are on their way";
}

TEST_P(EveryCallOfTheDisk, MayFailAndTheUploadGoesOn) {
    int lives = 0;
    for (bool met = true; met && !HasFailure(); ++lives) {
        ShelfWorld world;
        Shelf shelf(world.options);
        disk_calls::plan(GetParam(), lives);
        send_as_a_client_does(world, shelf);
        met = disk_calls::made() > lives;
        disk_calls::plan(Fate::none, 0);
        EXPECT_EQ(world.file("Anna/day 1/a.wav"), whole);
        Shelf next(world.options);
        EXPECT_TRUE(next.view().ok());
        if (HasFailure()) std::cout << "at call " << lives << "\n";
    }
    EXPECT_GT(lives, 30);
}

INSTANTIATE_TEST_SUITE_P(Fails, EveryCallOfTheDisk, ::testing::Values(Fate::io_error, Fate::no_room),
                         [](const auto& info) { return info.param == Fate::io_error ? "Eio" : "Enospc"; });

}  // namespace
}  // namespace understudy::inbox
