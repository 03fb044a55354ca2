#include "tests/disk/disk_world.hpp"

#include "storage/sqlite/connection.hpp"

namespace understudy::simulated {

using testing::DiskFault;
using testing::FaultyVfs;
using testing::Loss;

DiskWorld::DiskWorld(std::uint64_t seed) : entropy(seed) {
    std::uint64_t size = 1'000;  // of its own in each, so that a dataset shows whose it is
    for (const char* folder : {"/srv/anna/", "/srv/bert/", "/srv/carl/"})
        for (int i = 0; i < 3; ++i)
            recordings.files[folder + std::to_string(i) + ".wav"] = {.size = ++size,
                                                                     .length = std::chrono::minutes{20}};
    store.power = [this] { return !power_off_; };
    watch_creates();
    std::filesystem::create_directory(folder_.file("disk-0"));
}

DiskWorld::~DiskWorld() { end_process(); }

std::string DiskWorld::path() const { return folder_.file("disk-" + std::to_string(disks_)) + "/jobs.db"; }

void DiskWorld::cut_power_after(std::uint64_t calls, Loss loss, std::uint64_t dice) {
    disk.on_call = [this, at = disk.calls() + calls + 1, loss, dice] {
        if (disk.calls() != at || power_off_) return;
        left_ = disk.platter.cut(loss, dice);
        power_off_ = true;
        disk.fail_after(0, DiskFault::error, false);
    };
}

// Whatever the power takes with it at the moment when a create leaves: the intent is not among it.
void DiskWorld::watch_creates() {
    cloud.on_call = [this](const std::string& call) {
        if (call != "create_dataset" && call != "create_fine_tune") return;
        EXPECT_FALSE(power_off_);
        const testing::TemporaryFolder now;
        testing::put_into(now.file("left"), disk.platter.cut(Loss::all, 0));
        EXPECT_GE(open_intents(now.file("left/jobs.db"), call.substr(std::string("create_").size())), 1)
            << call << " was sent and its intent is not on the disk";
    };
}

void DiskWorld::boot() {
    std::string why;
    for (int tries = 0; tries < 20 && !power_off_; ++tries) {
        why = store.open(path(), FaultyVfs::name());
        if (why.empty()) {
            driver =
                std::make_unique<Driver>(Ports{cloud, store, clock, recordings, listener, entropy}, policy);
            return driver->start([] {});
        }
        if (tries == 10) disk.mend();
    }
    if (!power_off_) ADD_FAILURE() << "it does not open: " << why;
}

void DiskWorld::end_process() {
    driver.reset();
    store.close();
    loop.forget();
    clock.sleep();
    cloud.forget_callers();
    mending_ = false;
}

void DiskWorld::power_comes_back() {
    end_process();
    disk.on_call = nullptr;
    disk.mend();
    for (const char* suffix : {"", "-journal", "-wal"}) disk.platter.removed(path() + suffix, true);
    ++disks_;
    testing::put_into(folder_.file("disk-" + std::to_string(disks_)), left_);
    power_off_ = false;
    boot();
}

bool DiskWorld::live_until(const std::function<bool()>& enough, Duration within) {
    const Duration until = loop.steady() + within;
    for (;;) {
        bool to_mend = false;
        const bool came = loop.run_until(until, [&] {
            to_mend = mend_after_ && disk.did_fail() && !mending_;
            return power_off_ || to_mend || enough();
        });
        if (power_off_) {
            power_comes_back();
        } else if (to_mend) {
            mending_ = true;
            loop.post_after(*mend_after_, [this] { disk.mend(); });
        } else {
            return came;
        }
    }
}

bool DiskWorld::taken(const Submission& submission, const std::string& key, std::string& id) {
    auto answer = std::make_shared<std::optional<Result<Submitted, Problem>>>();
    if (!driver) return false;
    driver->submit(submission, IdempotencyKey{key, key},
                   [answer](auto given) { *answer = std::move(given); });
    const Driver* asked = driver.get();
    live_until([&] { return answer->has_value() || driver.get() != asked; }, seconds{30});
    if (!answer->has_value() || !(*answer)->ok()) return false;
    id = (**answer)->view.job.id;
    return true;
}

std::string DiskWorld::submit(const std::string& folder, bool start, const std::string& key) {
    Submission submission;
    submission.spec = {"Anna", "from " + folder, "en", "", 0, {}, {folder}};
    submission.start = start;
    std::string id;
    for (int tries = 0; tries < 300; ++tries) {
        if (power_off_) power_comes_back();
        if (taken(submission, key, id)) return id;
        live_until([] { return false; }, std::chrono::minutes{1});
    }
    ADD_FAILURE() << "the submission was never taken";
    return id;
}

std::int64_t open_intents(const std::string& path, const std::string& kind) {
    auto connection = sqlite::Connection::open(path, sqlite::Access::read_write);
    if (!connection) return -1;
    const auto count =
        (*connection)
            ->integer(
                ("SELECT count(*) FROM intents WHERE status = 'open' AND kind = '" + kind + "'").c_str());
    return count ? *count : -1;
}

}  // namespace understudy::simulated
