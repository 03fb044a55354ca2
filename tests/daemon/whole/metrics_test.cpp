// /metrics of the real daemon after real work, and whether what docs/monitoring hands out speaks of what it
// serves.
#include <csignal>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "machine.hpp"

namespace understudy::test {
namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Metrics : public Machine {
  protected:
    void SetUp() override {
        Machine::SetUp();
        five_recordings();
        open_cloud();
    }

    net::Response get(const std::string& target, bool with_token = true) {
        net::asio::io_context io;
        net::ClientOptions options;
        options.origin = *net::parse_origin(daemon_url());
        net::HttpClient client(io.get_executor(), options);
        net::Request request{"GET", target, {}, ""};
        std::string token;
        std::ifstream(folder + "/token") >> token;
        if (with_token) request.headers.set("Authorization", "Bearer " + token);
        auto answer = net::run(io, client.send(std::move(request)));
        EXPECT_TRUE(answer.ok());
        return answer.ok() ? *answer : net::Response{};
    }
    std::string page() { return get("/metrics").body; }
    static double value(const std::string& page, const std::string& sample) {
        const auto at = page.find("\n" + sample + " ");
        return at == std::string::npos ? -1 : std::stod(page.substr(at + sample.size() + 2));
    }
    /// The families of the page.
    static std::set<std::string> families(const std::string& page) {
        std::set<std::string> names;
        std::istringstream lines(page);
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with("# TYPE ")) names.insert(line.substr(7, line.find(' ', 7) - 7));
        return names;
    }
};

/// The metrics that a document names, a histogram's series by the histogram's name.
std::set<std::string> named_in(const std::string& path, const std::set<std::string>& served) {
    const std::string text = text_of(std::string(UNDERSTUDY_SOURCE "/") + path);
    EXPECT_FALSE(text.empty()) << path;
    static const std::regex name(R"re(\b(understudy|process)_[a-z_]+[a-z]\b)re");
    std::set<std::string> names;
    for (std::sregex_iterator match(text.begin(), text.end(), name), end; match != end; ++match) {
        std::string found = match->str();
        for (const char* suffix : {"_bucket", "_sum", "_count"})
            if (found.ends_with(suffix) && !served.contains(found))
                found.resize(found.size() - std::string_view(suffix).size());
        names.insert(found);
    }
    return names;
}

TEST_F(Metrics, TellOfAJobFromItsUploadToItsVoices) {
    open_daemon();
    const std::string id = submit();
    all_went_well(id);
    until("the last step is counted",
          [&] { return value(page(), "understudy_trainings_ended_total{outcome=\"completed\"}") == 1; });
    const std::string text = page();
    EXPECT_EQ(value(text, "understudy_jobs{state=\"completed\"}"), 1) << text;
    EXPECT_EQ(value(text, "understudy_jobs_submitted_total"), 1);
    EXPECT_EQ(value(text, "understudy_uploaded_files_total"), 5);
    EXPECT_EQ(value(text, "understudy_trainings_bought_total"), 1);
    EXPECT_EQ(value(text, "understudy_training_duration_seconds_count"), 1);
    EXPECT_EQ(value(text, "understudy_upload_duration_seconds_count"), 5);
    EXPECT_GT(value(text, "understudy_upload_sent_bytes_total"), 5 * 2 * 16'000);
    EXPECT_EQ(value(text,
                    "understudy_cloud_requests_total{endpoint=\"create_fine_tune\",outcome=\"done\","
                    "status=\"2xx\"}"),
              1);
    EXPECT_GT(value(text, "understudy_store_sync_duration_seconds_count"), 5);
    EXPECT_GT(value(text, "understudy_cloud_last_success_timestamp_seconds"), 1.7e9);
    EXPECT_GT(value(text, "process_start_time_seconds"), 1.7e9);
    EXPECT_LT(value(text, "process_start_time_seconds"),
              value(text, "understudy_cloud_last_success_timestamp_seconds") + 1);
    EXPECT_GT(value(text, "understudy_event_loop_lag_seconds_count"), 0);
    for (const std::string& word : {id, std::string("Anna"), recordings, std::string("day-1")})
        EXPECT_EQ(text.find(word), std::string::npos) << word;
}

TEST_F(Metrics, TellThatTheCloudIsAway) {
    open_daemon();
    cloud->signal(SIGKILL);
    cloud->wait();
    submit();
    until("the cloud is away", [&] { return value(page(), "understudy_cloud_away") == 1; });
    const std::string text = page();
    EXPECT_GE(value(text, "understudy_notices_total{type=\"cloud_away\"}"), 1) << text;
    EXPECT_GE(value(text,
                    "understudy_cloud_requests_total{endpoint=\"create_dataset\",outcome=\"transient\","
                    "status=\"none\"}"),
              1);
}

TEST_F(Metrics, AreForThoseWithAToken) {
    open_daemon();
    EXPECT_EQ(get("/metrics", false).status, 401);
    EXPECT_EQ(get("/livez", false).status, 200);
    until("it is ready", [&] { return get("/readyz?verbose", false).status == 200; });
    EXPECT_EQ(get("/readyz?verbose", false).body,
              "[+]loop ok\n[+]schema ok\n[+]store ok\n[+]jobs ok\nreadyz check passed\n");
}

TEST_F(Metrics, HaveEveryNameThatTheRulesTheDashboardAndThePageSpeakOf) {
    open_daemon();
    const std::set<std::string> served = families(page());
    for (const char* path : {"docs/monitoring.md", "docs/monitoring/understudy.rules.yml",
                             "docs/monitoring/understudy.dashboard.json"}) {
        const std::set<std::string> named = named_in(path, served);
        EXPECT_GT(named.size(), 10u) << path;
        for (const std::string& name : named) EXPECT_TRUE(served.contains(name)) << name << " in " << path;
    }
    const std::set<std::string> described = named_in("docs/monitoring.md", served);
    for (const std::string& name : served)
        EXPECT_TRUE(described.contains(name)) << name << " is not described";
}

TEST_F(Metrics, ArePromtoolsDelight) {
    open_daemon();
    all_went_well(submit());
    std::ofstream(folder + "/page") << page();
    Process promtool(
        {"/bin/sh", "-c", "exec " UNDERSTUDY_SOURCE "/scripts/promtool check metrics <" + folder + "/page"},
        {});
    const int code = promtool.wait();
    if (code == 77) GTEST_SKIP() << promtool.said();
    EXPECT_EQ(code, 0) << promtool.said();
    EXPECT_EQ(promtool.said(), "");
}

}  // namespace
}  // namespace understudy::test
