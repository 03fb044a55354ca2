// The machine around the daemon: descriptors, disks, names, certificates, the clock, other daemons.
#include "machine.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/net/certificates.hpp"

namespace understudy::test {
namespace {

/// The next descriptor that a process would be given.
rlim_t next_descriptor_of(pid_t process) {
    rlim_t next = 0;
    while (std::filesystem::is_symlink("/proc/" + std::to_string(process) + "/fd/" + std::to_string(next)))
        ++next;
    return next;
}

void allow_descriptors(pid_t process, rlim_t count) {
    rlimit limit{};
    ASSERT_EQ(prlimit(process, RLIMIT_NOFILE, nullptr, &limit), 0);
    limit.rlim_cur = std::min(count, limit.rlim_max);
    ASSERT_EQ(prlimit(process, RLIMIT_NOFILE, &limit, nullptr), 0);
}

TEST_F(Machine, WithoutFreeDescriptorsAJobWaitsAndGoesOnWhenThereAreSome) {
#ifdef UNDERSTUDY_UBSAN
    // UBSan looks at an object's type through a pipe, and ends a process that can have none: what ships is
    // run.
    const std::string released = UNDERSTUDY_SOURCE "/build/bin/understudyd";
    if (!std::filesystem::exists(released))
        GTEST_SKIP() << released << " is not built (scripts/build release binaries)";
    daemon_command = {released};
#endif
    five_recordings();
    open_cloud();
    open_daemon();
    ask("GET", "/v1/jobs");
    allow_descriptors(daemon->id(), next_descriptor_of(daemon->id()));
    // The connection that is there goes on being served; what needs a descriptor is refused, in words.
    const Json refused =
        ask("POST", "/v1/jobs", {{"name", "Anna"}, {"language", "en"}, {"recordings", {recordings}}});
    EXPECT_GE(last_status, 400) << refused;
    EXPECT_NE(refused.dump().find("Too many open files"), std::string::npos) << refused;
    std::string id;
    for (rlim_t more = 1; id.empty() && more < 20; ++more) {
        allow_descriptors(daemon->id(), next_descriptor_of(daemon->id()) + more);
        const Json job =
            ask("POST", "/v1/jobs",
                {{"name", "Anna"}, {"language", "en"}, {"recordings", {recordings}}, {"start", true}});
        if (last_status == 201) id = job["id"];
    }
    ASSERT_FALSE(id.empty());
    allow_descriptors(daemon->id(), next_descriptor_of(daemon->id()));
    until("it meets the limit, or is done", [&] {
        return daemon->said().find("Too many open files") != std::string::npos ||
               job(id)["state"] == "completed";
    });
    EXPECT_EQ(last_status, 200) << "the API answers on";
    allow_descriptors(daemon->id(), 1'000);
    connect_anew();
    all_went_well(id);
}

/// The processes that `parent` has started.
std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> children;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        if (entry.path().filename().string().find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream stat(entry.path() / "stat");
        std::string text((std::istreambuf_iterator<char>(stat)), {});
        const auto name_end = text.rfind(") ");
        if (name_end == std::string::npos) continue;
        if (std::stoi(text.substr(name_end + 4)) == parent)
            children.push_back(std::stoi(entry.path().filename().string()));
    }
    return children;
}

TEST_F(Machine, AProbeThatStandsStillHoldsUpNeitherTheApiNorTheStop) {
    five_recordings();
    record("long", 600);
    open_cloud();
    open_daemon();
    const std::string id = submit();
    std::vector<pid_t> probes;
    until("a probe is at work", [&] { return !(probes = children_of(daemon->id())).empty(); });
    for (const pid_t probe : probes) kill(probe, SIGSTOP);
    EXPECT_EQ(job(id)["state"], "draft");
    daemon->signal(SIGTERM);
    EXPECT_EQ(daemon->wait(), 0) << daemon->said();
    open_daemon();
    until_state(id, "completed");
    EXPECT_EQ(stored_files(), 6u);
}

TEST_F(Machine, RecordingsThatAreAwayAreWaitedForAndNothingIsBoughtWithoutThem) {
    five_recordings();
    open_cloud();
    const Json hang = {{"kind", "hang"}, {"at", "body"}, {"after_bytes", 1000}};
    control("POST", "/faults",
            {{"match", {{"method", "POST"}, {"path", "/datasets/*/files"}}}, {"times", 0}, {"fault", hang}});
    open_daemon();
    const std::string id = submit();
    until_state(id, "uploading");
    until("uploads are under way", [&] {
        return daemon->listen(std::chrono::milliseconds{1}), job(id)["progress"]["bytes_sent"] > 0;
    });
    daemon->signal(SIGKILL);
    daemon->wait();
    std::filesystem::rename(recordings, folder + "/away");
    control("DELETE", "/faults");
    open_daemon();
    until_explained(id, "No such file");
    EXPECT_EQ(job(id)["state"], "uploading");
    EXPECT_TRUE(purchases().empty());
    std::filesystem::rename(folder + "/away", recordings);
    all_went_well(id);
}

constexpr long ten_years_s = 3'653L * 24 * 3600;

/// A job waits for its re-attempt; the machine comes up with another wall clock.
class Clock : public Machine, public ::testing::WithParamInterface<long> {};

TEST_P(Clock, ThatIsTenYearsOffAfterARestartNeitherStopsNorRepeatsAnything) {
    five_recordings();
    const Certificate certificate("IP:127.0.0.1", -2 * ten_years_s, 2 * ten_years_s);
    ca_file = certificate.cert_file;
    open_cloud({"--tls-cert", certificate.cert_file, "--tls-key", certificate.key_file, "--fail-trainings",
                "1", "--set", "failure_errors=[]"});
    write_config();
    // Forward, the time for the re-attempt has come long ago; back, it would be waited for for ten years.
    change_config("retry_delays = [\"100ms\"]",
                  GetParam() > 0 ? "retry_delays = [\"2h\"]" : "retry_delays = [\"2s\"]");
    open_daemon();
    const std::string id = submit();
    until_state(id, "failed");
    until("that is durable, as all in its history is", [&] {
        const Json events = ask("GET", "/v1/jobs/" + id + "/events?limit=500")["data"];
        return !events.empty() && events.back()["state"] == "failed";
    });
    daemon->signal(SIGKILL);
    daemon->wait();
    open_daemon(altered({"UNDERSTUDY_CLOCK_OFFSET=" + std::to_string(GetParam())}));
    all_went_well(id, 2);
    EXPECT_EQ(job(id)["attempt"], 2);
}

INSTANTIATE_TEST_SUITE_P(Forward, Clock, ::testing::Values(ten_years_s));
INSTANTIATE_TEST_SUITE_P(Back, Clock, ::testing::Values(-ten_years_s));

}  // namespace
}  // namespace understudy::test
