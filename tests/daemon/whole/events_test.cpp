// Streams of events from the real daemon, over its violent end.
#include <algorithm>
#include <csignal>
#include <fstream>

#include "machine.hpp"
#include "tests/daemon/listener.hpp"

namespace understudy::test {
namespace {

std::int64_t last(const std::vector<std::int64_t>& ids) { return ids.empty() ? 0 : ids.back(); }

class EventStreams : public Machine {
  protected:
    net::asio::io_context io;

    std::unique_ptr<Listener> listening(const std::string& target, std::int64_t last_event_id) {
        std::string token;
        std::ifstream(folder + "/token") >> token;
        const auto port = std::stoi(daemon_url().substr(daemon_url().rfind(':') + 1));
        auto client = std::make_unique<Listener>(io, static_cast<std::uint16_t>(port), target, token,
                                                 "Last-Event-ID: " + std::to_string(last_event_id) + "\r\n");
        client->listen();
        return client;
    }
    /// All there are, from the pages.
    std::vector<std::int64_t> in_pages(const std::string& target) {
        std::vector<std::int64_t> ids;
        for (std::string cursor;;) {
            const Json page = ask("GET", target + "?limit=7" + (cursor.empty() ? "" : "&cursor=" + cursor));
            for (const Json& event : page["data"]) ids.push_back(event["id"]);
            if (page["next_cursor"].is_null()) return ids;
            cursor = page["next_cursor"];
        }
    }
};

TEST_F(EventStreams, NothingIsMissedOrToldTwiceOverKillsOfTheDaemon) {
    five_recordings();
    open_cloud();
    open_daemon();
    const std::string id = submit(), its_own = "/v1/jobs/" + id + "/events";
    // Something happens in every life, however far the job is.
    const std::string draft =
        ask("POST", "/v1/jobs", {{"name", "B"}, {"language", "en"}, {"dataset_id", "dataset_b"}})["id"];
    std::vector<std::int64_t> of_all, of_the_job;
    for (int life = 0; life < 4; ++life) {
        const auto all = listening("/v1/events", last(of_all)), own = listening(its_own, last(of_the_job));
        ask("POST", "/v1/jobs/" + draft + (life % 2 == 0 ? "/hold" : "/release"));
        ASSERT_EQ(last_status, 200);
        const bool is_last = life == 3;
        // The history, not the job: that is shown before it is on the disk.
        if (is_last)
            until("its history is at its end", [&] {
                return ask("GET", its_own + "?limit=1000")["data"].back().value("state", "") == "completed";
            });
        const std::int64_t newest = in_pages("/v1/events").back(), own_newest = in_pages(its_own).back();
        net::run_until(io, [&] {
            if (!is_last) return !all->ids().empty();
            return last(all->ids()) == newest && std::max(last(own->ids()), last(of_the_job)) == own_newest;
        });
        daemon->signal(is_last ? SIGTERM : SIGKILL);
        net::run_until(io, [&] { return all->ended() && own->ended(); });
        for (const std::int64_t event : all->ids()) of_all.push_back(event);
        for (const std::int64_t event : own->ids()) of_the_job.push_back(event);
        daemon->wait();
        open_daemon();
    }
    EXPECT_EQ(of_all, in_pages("/v1/events"));
    EXPECT_EQ(of_the_job, in_pages(its_own));
}

}  // namespace
}  // namespace understudy::test
