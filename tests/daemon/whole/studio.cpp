#include "studio.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include "tests/daemon/traffic.hpp"
#include "tone.hpp"

namespace understudy::test {

void Studio::SetUp() {
    folder = (std::filesystem::temp_directory_path() / "understudy-studio-XXXXXX").string();
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    recordings = folder + "/recordings";
    std::filesystem::create_directory(recordings);
    ca_file = folder + "/tls/ca.pem";
}

void Studio::TearDown() {
    if (HasFailure() && daemon)
        std::fprintf(stderr, "---- the daemon said:\n%s----\n", daemon->said().c_str());
    to_daemon_.reset();
    to_cloud_.reset();
    daemon.reset();
    cloud.reset();
    std::filesystem::remove_all(folder);
}

std::string Studio::url_in(const std::string& line) {
    return line.substr(std::min(line.find("http"), line.size()));
}

std::unique_ptr<net::HttpClient> Studio::client_of(const std::string& url) {
    const auto origin = net::parse_origin(url);
    EXPECT_TRUE(origin.ok()) << url;
    if (!origin.ok()) return nullptr;
    net::ClientOptions options;
    options.origin = *origin;
    if (origin->tls) options.ca_file = ca_file;
    return std::make_unique<net::HttpClient>(io_.get_executor(), options);
}

void Studio::open_cloud(std::vector<std::string> options) {
    std::filesystem::create_directory(folder + "/tls");
    std::vector<std::string> arguments{UNDERSTUDY_EMULATOR, "--listen",      cloud_listen,   "--api-key", key,
                                       "--make-tls",        folder + "/tls", "--train-time", "100ms"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    cloud = std::make_unique<Process>(arguments, std::vector<std::string>{});
    cloud_url = url_in(cloud->line_with("listening on https"));
    ASSERT_FALSE(cloud_url.empty()) << cloud->said();
    to_cloud_ = client_of(cloud_url);
}

void Studio::write_config(const std::string& training) {
    std::ofstream(folder + "/understudy.toml")
        << "[cartesia]\nbase_url = \"" << cloud_url << "\"\nca_file = \"" << ca_file << "\"\n"
        << "requests_per_second = 1000\n"
        << "[server]\nlisten = [\"127.0.0.1:0\"]\n"
        << "[storage]\npath = \"" << folder << "/understudy.db\"\n"
        << "[recordings]\nroots = [\"" << recordings << "\"]\n"
        << "[uploads]\nparallel_files = 2\n"
        << "[training]\npoll_interval = \"100ms\"\nretry_delays = [\"100ms\"]\n"
        << training << "\n"
        << "[preflight]\nmin_duration = \"1s\"\nrecommended_duration = \"1s\"\n";
}

void Studio::change_config(const std::string& from, const std::string& to) {
    std::ifstream file(folder + "/understudy.toml");
    std::string text(std::istreambuf_iterator<char>(file), {});
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << text;
    std::ofstream(folder + "/understudy.toml") << text.replace(at, from.size(), to);
}

void Studio::use_token(const std::string& path) { std::ifstream(path) >> token_; }

void Studio::open_daemon(std::vector<std::string> environment) {
    if (!std::filesystem::exists(folder + "/understudy.toml")) write_config();
    to_daemon_.reset();
    std::vector<std::string> arguments = daemon_command;
    arguments.insert(arguments.end(), {"--config", folder + "/understudy.toml"});
    daemon = std::make_unique<Process>(arguments, environment);
    daemon_url_ = url_in(daemon->line_with("listening on http"));
    ASSERT_FALSE(daemon_url_.empty()) << daemon->said();
    use_token(folder + "/token");
    connect_anew();
}

void Studio::connect_anew() { to_daemon_ = client_of(daemon_url_); }

void Studio::record(const std::string& name, int seconds) {
    const double pitch =
        200.0 + 10.0 * static_cast<double>(name.size()) + name.back() + 3.0 * name.front() + name[1];
    write_tone(recordings + "/" + name + ".wav", seconds, pitch);
}

Json Studio::call(net::HttpClient& client, net::Request request, const Json& body) {
    if (!body.is_null()) {
        request.body = body.dump();
        request.headers.set("Content-Type", "application/json");
    }
    const net::Request sent = request;
    auto answer = net::run(io_, client.send(std::move(request)));
    last_status = answer.ok() ? answer->status : 0;
    if (answer.ok() && &client == to_daemon_.get()) write_down(sent, sent.body, *answer);
    if (!answer.ok() || answer->body.empty()) return nullptr;
    return Json::parse(answer->body, nullptr, false);
}

Json Studio::ask(std::string method, std::string target, const Json& body) {
    net::Request request{std::move(method), std::move(target), {{"Authorization", "Bearer " + token_}}, ""};
    return call(*to_daemon_, std::move(request), body);
}

Json Studio::control(std::string method, std::string target, const Json& body) {
    return call(*to_cloud_, {std::move(method), "/_emulator" + target, {}, ""}, body);
}

Json Studio::in_the_cloud(std::string method, std::string target, const Json& body) {
    net::Headers headers{{"Authorization", std::string("Bearer ") + key}, {"Cartesia-Version", "2026-03-01"}};
    return call(*to_cloud_, {std::move(method), std::move(target), std::move(headers), ""}, body);
}

std::string Studio::submit() {
    const Json job =
        ask("POST", "/v1/jobs",
            {{"name", "Anna"}, {"language", "en"}, {"recordings", {recordings}}, {"start", true}});
    EXPECT_EQ(last_status, 201) << job;
    return job.is_object() ? job.value("id", "") : "";
}

void Studio::until(const std::string& what, const std::function<bool()>& fact) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!fact()) {
        ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "waited for: " << what;
        daemon->listen(std::chrono::milliseconds{20});
    }
}

void Studio::until_state(const std::string& id, const std::string& state) {
    until(id + " is " + state, [&] { return job(id).value("state", "") == state; });
}

std::uint64_t Studio::good_requests(const std::string& endpoint) {
    const Json endpoints = control("GET", "/requests")["endpoints"];
    std::uint64_t good = 0;
    if (endpoints.contains(endpoint))
        for (const auto& [status, times] : endpoints[endpoint]["by_status"].items())
            if (status.starts_with('2')) good += times.get<std::uint64_t>();
    return good;
}

}  // namespace understudy::test
