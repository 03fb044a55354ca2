// The way to the cloud: names, certificates, and a cloud that says «too many requests» to everything.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "machine.hpp"
#include "tests/net/certificates.hpp"

namespace understudy::test {
namespace {

constexpr long hour_s = 3'600;

/// A cloud of ours at a fixed port, whose certificate is exchanged.
class Network : public Machine {
  protected:
    void open_cloud_with(const Certificate& certificate) {
        open_cloud({"--tls-cert", certificate.cert_file, "--tls-key", certificate.key_file});
        cloud_listen = "127.0.0.1:" + cloud_url.substr(cloud_url.rfind(':') + 1);
    }
    /// The daemon trusts every one of them.
    void trust(const std::vector<const Certificate*>& certificates) {
        ca_file = folder + "/trusted.pem";
        std::ofstream all(ca_file);
        for (const Certificate* certificate : certificates)
            all << std::ifstream(certificate->cert_file).rdbuf();
    }
    void exchange(const Certificate& certificate) {
        cloud->signal(SIGTERM);
        cloud->wait();
        open_cloud_with(certificate);
    }
    /// With `bad` the job waits and says why; with a good one it goes on by itself.
    void expect_waits_for_a_good_one(const Certificate& bad, const std::string& words) {
        const Certificate good;
        trust({&bad, &good});
        five_recordings();
        open_cloud_with(bad);
        open_daemon();
        const std::string id = submit();
        until_explained(id, words);
        EXPECT_FALSE(daemon->line_with(words).empty()) << "the log says it too";
        EXPECT_EQ(job(id)["attempt"], 0);
        exchange(good);
        all_went_well(id);
    }
};

TEST_F(Network, AnExpiredCertificateIsNamedAndWaitedFor) {
    expect_waits_for_a_good_one(Certificate("IP:127.0.0.1", -2 * hour_s, -hour_s), "certificate has expired");
}

TEST_F(Network, ACertificateOfAnotherHostIsNamedAndWaitedFor) {
    expect_waits_for_a_good_one(Certificate("IP:127.0.0.2,DNS:another.example"), "IP address mismatch");
}

TEST_F(Network, ACertificateThatNobodyVouchesForIsNamedAndWaitedFor) {
    const Certificate known, unknown;
    trust({&known});
    five_recordings();
    open_cloud_with(unknown);
    open_daemon();
    const std::string id = submit();
    until_explained(id, "self-signed certificate");
    exchange(known);
    all_went_well(id);
}

TEST_F(Network, AStormOf429OnEveryEndpointCostsTimeAndNothingElse) {
    five_recordings();
    open_cloud();
    Json storm = Json::array();
    const Json plain = {{"kind", "status"}, {"status", 429}};
    const Json told = {{"kind", "status"}, {"status", 429}, {"retry_after", 1}};
    for (const auto& [method, path] :
         std::vector<std::pair<std::string, std::string>>{{"POST", "/datasets"},
                                                          {"POST", "/datasets/*/files"},
                                                          {"GET", "/datasets/*/files"},
                                                          {"GET", "/fine-tunes"},
                                                          {"POST", "/fine-tunes"},
                                                          {"GET", "/fine-tunes/*/voices"}})
        for (const Json& fault : {told, plain})
            storm.push_back(
                {{"match", {{"method", method}, {"path", path}}}, {"times", 1}, {"fault", fault}});
    control("POST", "/faults", storm);
    ASSERT_EQ(last_status, 200);
    open_daemon();
    const std::string id = submit();
    all_went_well(id);
    EXPECT_EQ(job(id)["attempt"], 1);
    const Json met = control("GET", "/faults");
    for (const Json& rule : met["faults"]) EXPECT_EQ(rule["struck"], 1) << rule;
}

/// The daemon sees another /etc/hosts, where the cloud's name can come and go, and a name server that is not
/// there.
class Names : public Network {
  protected:
    void SetUp() override {
        Network::SetUp();
        hosts_ = folder + "/hosts";
        std::ofstream(hosts_) << "127.0.0.1 localhost\n";
        std::ofstream(folder + "/resolv.conf") << "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n";
        const std::string mounts = "mount --bind " + hosts_ + " /etc/hosts && mount --bind " + folder +
                                   "/resolv.conf /etc/resolv.conf";
        daemon_command = {"/usr/bin/unshare", ::geteuid() == 0 ? "-m" : "-rm", "/bin/sh", "-c",
                          mounts + " && exec \"$0\" \"$@\""};
        Process tried(with({"/bin/true"}), {});
        if (tried.wait() != 0)
            GTEST_SKIP() << "a process may have no mounts of its own here: " << tried.said();
        daemon_command = with({UNDERSTUDY_DAEMON});
    }
    std::vector<std::string> with(std::vector<std::string> command) {
        command.insert(command.begin(), daemon_command.begin(), daemon_command.end());
        return command;
    }
    void name_the_cloud() { std::ofstream(hosts_, std::ios::app) << "127.0.0.1 cloud.studio.example\n"; }
    void forget_the_cloud() { std::ofstream(hosts_) << "127.0.0.1 localhost\n"; }

  private:
    std::string hosts_;
};

TEST_F(Names, ThatCannotBeLookedUpAreNamedAndWaitedFor) {
    const Certificate certificate("IP:127.0.0.1,DNS:cloud.studio.example");
    trust({&certificate});
    five_recordings();
    open_cloud_with(certificate);
    write_config();
    change_config(cloud_url, "https://cloud.studio.example:" + cloud_url.substr(cloud_url.rfind(':') + 1));
    change_config("poll_interval = \"100ms\"", "poll_interval = \"1s\"");
    open_daemon();
    const std::string id = submit();
    until_explained(id, "The cloud's name cannot be looked up");
    EXPECT_FALSE(daemon->line_with("The cloud's name cannot be looked up").empty());
    EXPECT_EQ(purchases().size(), 0u);
    name_the_cloud();
    all_went_well(id);
}

TEST_F(Names, ThatGoAwayWhileATrainingRunsCostNothing) {
    const Certificate certificate("IP:127.0.0.1,DNS:cloud.studio.example");
    trust({&certificate});
    five_recordings();
    name_the_cloud();
    open_cloud_with(certificate);
    control("PATCH", "/settings", {{"train_time", "1h"}});
    write_config();
    change_config(cloud_url, "https://cloud.studio.example:" + cloud_url.substr(cloud_url.rfind(':') + 1));
    change_config("poll_interval = \"100ms\"", "poll_interval = \"1s\"");
    open_daemon();
    const std::string id = submit();
    until("the training is bought",
          [&] { return purchases().size() == 1 && job(id)["fine_tune_id"].is_string(); });
    daemon->signal(SIGTERM);
    daemon->wait();
    forget_the_cloud();
    open_daemon();
    EXPECT_FALSE(daemon->line_with("cloud_away").empty()) << daemon->said();
    control("POST", "/clock", {{"advance", "1h"}});
    name_the_cloud();
    all_went_well(id);
}

}  // namespace
}  // namespace understudy::test
