// A studio of the test's own: recordings on disk, the emulated cloud over HTTPS, and the real daemon.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "net/client.hpp"
#include "net/run.hpp"
#include "process.hpp"

namespace understudy::test {

using Json = nlohmann::json;

class Studio : public ::testing::Test {
  protected:
    static constexpr const char* key = "sk_car_of_the_test";

    void SetUp() override;
    void TearDown() override;

    /// Starts the emulator with more options than the usual.
    void open_cloud(std::vector<std::string> options = {});
    /// Starts the daemon with the configuration and waits until it listens.
    void open_daemon(std::vector<std::string> environment = {std::string("CARTESIA_API_KEY=") + key});
    void write_config(const std::string& training = "");
    /// In the configuration that was written.
    void change_config(const std::string& from, const std::string& to);
    /// 8 kHz, mono, 16 bit, a tone that is another one in every file.
    void record(const std::string& name, int seconds);

    [[nodiscard]] const std::string& daemon_url() const { return daemon_url_; }

    /// Asks the daemon; the answer's JSON, or null where it has none.
    Json ask(std::string method, std::string target, const Json& body = nullptr);
    /// Asks the emulator's control interface.
    Json control(std::string method, std::string target, const Json& body = nullptr);
    /// Asks the cloud itself, with the key, as a person with a script would.
    Json in_the_cloud(std::string method, std::string target, const Json& body = nullptr);
    /// Submits all recordings and starts; the job's id.
    std::string submit();
    Json job(const std::string& id) { return ask("GET", "/v1/jobs/" + id); }
    /// Waits for a fact, looking again after whatever the daemon says; fails the test after a minute.
    void until(const std::string& what, const std::function<bool()>& fact);
    void until_state(const std::string& id, const std::string& state);
    /// How often the cloud was asked for this, answered with a 2xx.
    std::uint64_t good_requests(const std::string& endpoint);

    /// Asks the daemon with the token in this file from now on.
    void use_token(const std::string& path);
    /// A client that has no connection to the daemon yet.
    void connect_anew();

    std::string folder, recordings;
    std::string cloud_listen = "127.0.0.1:0", ca_file;
    std::string cloud_url;  ///< set by open_cloud(); the daemon is given this one
    std::vector<std::string> daemon_command{UNDERSTUDY_DAEMON};  ///< its arguments come after this
    int last_status = 0;
    std::unique_ptr<Process> cloud, daemon;

  private:
    Json call(net::HttpClient& client, net::Request request, const Json& body);
    [[nodiscard]] std::unique_ptr<net::HttpClient> client_of(const std::string& url);
    static std::string url_in(const std::string& line);

    std::string daemon_url_, token_;
    net::asio::io_context io_;
    std::unique_ptr<net::HttpClient> to_cloud_, to_daemon_;
};

}  // namespace understudy::test
