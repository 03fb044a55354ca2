// A bit flips in a page of the database while nobody looks. It must be noticed before it costs anything, or
// make no difference: the same trainings are bought, no other, and none twice.
#include <fstream>
#include <iostream>
#include <random>
#include <set>

#include "core/marker.hpp"
#include "core/require.hpp"
#include "storage/sqlite/connection.hpp"
#include "tests/disk/disk_world.hpp"
#include "tests/storage/support/sizes.hpp"

namespace understudy::simulated {
namespace {

using testing::nightly;
using testing::seed;

constexpr std::size_t page_size = 4'096;

/// What was bought for a job: all that it costs or teaches, without the nonce.
using Purchase = std::pair<std::string, std::string>;
using Ledger = std::multiset<Purchase>;

Ledger ledger_of(const SimulatedCloud& cloud) {
    Ledger ledger;
    for (const auto& bought : cloud.purchases()) {
        const auto marker = marker_of(bought.description);
        std::string what = bought.name + "|" + bought.language + "|" + bought.model_id + "|";
        what += bought.description.substr(bought.description.find(']') + 1);
        for (const CloudFile& file : cloud.files_at_purchase.at(bought.fine_tune_id))
            what += "|" + file.filename + " " + std::to_string(file.size);
        ledger.emplace(marker ? marker->job_id + "." + std::to_string(marker->attempt) : "?", what);
    }
    return ledger;
}

/// Jobs in every state, the database closed, the cloud and the clock as they were then.
class Scene {
  public:
    Scene() : world(seed()) {
        world.recordings.files["/srv/short/0.wav"] = {.size = 1, .length = seconds{3}};
        world.boot();
        (void)world.submit("/srv/anna", true, "completed");
        pass(std::chrono::hours{4});
        (void)world.submit("/srv/bert", false, "draft");
        (void)world.submit("/srv/short", true, "held");
        cancel(world.submit("/srv/carl", true, "canceled"));
        world.cloud.fail_trainings(1);
        (void)world.submit("/srv/anna", true, "failed");
        pass(std::chrono::minutes{90});
        (void)world.submit("/srv/bert", true, "watching");
        pass(std::chrono::minutes{91});
        (void)world.submit("/srv/carl", true, "buying");
        (void)world.submit("/srv/anna", true, "uploading");
        const int bought = world.cloud.calls["create_fine_tune"];
        EXPECT_TRUE(world.live_until([&] { return world.cloud.calls["create_fine_tune"] > bought; },
                                     std::chrono::minutes{4}));
        world.end_process();
        world.cloud.on_call = nullptr;
        then = world.loop;
        std::ifstream file(world.path(), std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(file), {});
    }

    DiskWorld world;
    Loop then;
    std::string bytes;

  private:
    void pass(Duration time) {
        world.live_until([] { return false; }, time);
    }
    void cancel(const std::string& id) {
        bool answered = false;
        world.driver->command(id, CancelCommand{}, [&](const auto&) { answered = true; });
        EXPECT_TRUE(world.live_until([&] { return answered; }, seconds{10}));
    }
};

/// A process that starts on a database with these bytes.
class Decayed {
  public:
    Decayed(Scene& scene, const std::string& bytes)
        : loop_(scene.world.loop), recordings_(scene.world.recordings), cloud(scene.world.cloud) {
        loop_ = scene.then;
        testing::put_into(folder_.file(""), {{"jobs.db", bytes}});
        refusal = store_.open(folder_.file("jobs.db"), "");
        try {
            if (refusal.empty()) live();
        } catch (const BrokenInvariant& broken) {
            stopped = broken.what();  // the daemon ends at once, saying so
        }
        store_.close();
        loop_.forget();
    }

    [[nodiscard]] bool noticed() const {
        if (!refusal.empty() || !stopped.empty()) return true;
        for (const char* type : {"store_corrupt", "store_damaged", "store_away", "invariant_broken"})
            if (listener_.noticed_of(type) > 0) return true;
        return false;
    }
    std::string refusal, stopped;

  private:
    void pass(Duration time) {
        loop_.run_until(loop_.steady() + time, [] { return false; });
    }
    void live() {
        Driver driver(Ports{cloud, store_, clock_, recordings_, listener_, entropy_}, Policy{});
        driver.start([] {});
        pass(std::chrono::minutes{30});
        // On a database that is out of use for good nothing changes any more.
        if (!driver.status().store_outage) pass(std::chrono::hours{8});
    }

    testing::TemporaryFolder folder_;
    Loop& loop_;
    SimulatedClock clock_{loop_};
    SimulatedEntropy entropy_{7};
    StoreOnLoop store_{loop_};
    SimulatedRecordings& recordings_;
    Listener listener_;

  public:
    SimulatedCloud cloud;
};

struct Tally {
    int refused = 0, stopped = 0, noticed = 0, harmless = 0;
};

void flip(Scene& scene, const Ledger& sound, std::size_t byte, int bit, Tally& tally) {
    std::string bytes = scene.bytes;
    bytes[byte] = static_cast<char>(static_cast<unsigned char>(bytes[byte]) ^ (1U << bit));
    Decayed decayed(scene, bytes);
    const Ledger bought = ledger_of(decayed.cloud);
    const std::string where = "page " + std::to_string(byte / page_size + 1) + ", byte " +
                              std::to_string(byte % page_size) + ", bit " + std::to_string(bit) + ", seed " +
                              std::to_string(seed());
    for (const Purchase& purchase : bought)
        EXPECT_LE(bought.count(purchase), sound.count(purchase))
            << where << ": bought what the sound database does not: " << purchase.first << " "
            << purchase.second;
    EXPECT_TRUE(decayed.noticed() || bought == sound) << where << ": something is missing and nobody says so";
    if (!decayed.refusal.empty())
        ++tally.refused;
    else if (!decayed.stopped.empty())
        ++tally.stopped;
    else if (decayed.noticed())
        ++tally.noticed;
    else
        ++tally.harmless;
}

void tell(const Tally& tally) {
    std::cout << tally.refused + tally.stopped + tally.noticed + tally.harmless << " flips: " << tally.refused
              << " not opened, " << tally.stopped << " stopped the daemon, " << tally.noticed << " noticed, "
              << tally.harmless << " without a difference\n";
    EXPECT_GT(tally.noticed, 0);
}

TEST(Decay, AFlippedBitInAnyPageIsNoticedBeforeASpendOrMakesNoDifference) {
    Scene scene;
    const Ledger sound = ledger_of(Decayed(scene, scene.bytes).cloud);
    ASSERT_GT(sound.size(), ledger_of(scene.world.cloud).size()) << "the sound database buys something";
    std::mt19937_64 dice(seed());
    Tally tally;
    const int flips = nightly() ? 200 : 2;
    for (std::size_t page = 0; page < scene.bytes.size() / page_size; ++page)
        for (int i = 0; i < flips && !HasFailure(); ++i)
            flip(scene, sound, page * page_size + dice() % page_size, static_cast<int>(dice() % 8), tally);
    tell(tally);
}

/// The pages of a table or index, from 0.
std::vector<std::size_t> pages_of(const std::string& path, const std::string& name) {
    std::vector<std::size_t> pages;
    auto connection = sqlite::Connection::open(path, sqlite::Access::read_only).value();
    const std::string from = " FROM dbstat WHERE name = '" + name + "'";
    const auto count = connection->integer(("SELECT count(*)" + from).c_str());
    for (std::int64_t i = 0; i < count.value(); ++i)
        pages.push_back(static_cast<std::size_t>(
            *connection->integer(
                ("SELECT pageno" + from + " ORDER BY pageno LIMIT 1 OFFSET " + std::to_string(i)).c_str()) -
            1));
    return pages;
}

TEST(Decay, AFlippedBitInAnyByteOfTheJobsRowsIsNoticedBeforeASpendOrMakesNoDifference) {
    Scene scene;
    const Ledger sound = ledger_of(Decayed(scene, scene.bytes).cloud);
    std::mt19937_64 dice(seed() + 1);
    Tally tally;
    const std::size_t step = nightly() ? 1 : 1'021;
    for (const char* name : {"jobs", "intents", "recordings"})
        for (const std::size_t page : pages_of(scene.world.path(), name))
            for (std::size_t byte = dice() % step; byte < page_size && !HasFailure(); byte += step)
                flip(scene, sound, page * page_size + byte, static_cast<int>(dice() % 8), tally);
    tell(tally);
}

}  // namespace
}  // namespace understudy::simulated
