#include "tests/daemon/kill/victim.hpp"

#include <fstream>
#include <stdexcept>

namespace understudy::killing {

Victim::Victim(std::string folder, const std::string& recordings, const EmulatedCloud& cloud)
    : folder_(std::move(folder)), recordings_(recordings), key_(cloud.key()) {
    write_config(cloud);
}

void Victim::write_config(const EmulatedCloud& cloud) {
    std::ofstream(folder_ + "/understudy.toml")
        << "[cartesia]\nbase_url = \"" << cloud.url() << "\"\nca_file = \"" << cloud.ca_file() << "\"\n"
        << "requests_per_second = 1000\n"
        << "[server]\nlisten = [\"127.0.0.1:0\"]\n"
        << "[storage]\npath = \"" << folder_ << "/understudy.db\"\n"
        << "[recordings]\nroots = [\"" << recordings_ << "\"]\n"
        << "[uploads]\nparallel_files = 2\n"
        << "[training]\npoll_interval = \"100ms\"\nretry_delays = [\"20ms\"]\nsettle_window = \"400ms\"\n"
        << "[preflight]\nmin_duration = \"1s\"\nrecommended_duration = \"1s\"\n";
}

void Victim::start(const std::string& binary, const std::vector<std::string>& environment) {
    std::vector<std::string> all = environment;
    all.push_back("CARTESIA_API_KEY=" + key_);
    http_.reset();
    process_ = std::make_unique<test::Process>(
        std::vector<std::string>{binary, "--config", folder_ + "/understudy.toml"}, all);
}

int Victim::end(int signal) {
    process_->signal(signal);
    const int how = process_->wait();
    said_ += process_->said();
    process_.reset();
    http_.reset();
    return how;
}

bool Victim::listens() {
    const std::string url = url_in(process_->line_with("listening on http"));
    if (url.empty()) return false;
    std::ifstream(folder_ + "/token") >> token_;
    http_ = std::make_unique<Http>(url, "");
    return true;
}

bool Victim::submit(std::size_t count) {
    while (acknowledged_.size() < count) {
        const std::string number = std::to_string(acknowledged_.size());
        const HttpAnswer answer = ask("POST", "/v1/jobs", "job-" + number,
                                      {{"name", "Voice " + number},
                                       {"language", "en"},
                                       {"recordings", {recordings_}},
                                       {"start", true}});
        if (answer.status == 0) return false;
        if (!answer.good()) throw std::runtime_error("a job was not accepted: " + answer.body.dump());
        acknowledged_.push_back(answer.body.at("id"));
    }
    return true;
}

Json Victim::jobs() {
    const HttpAnswer answer = ask("GET", "/v1/jobs?limit=100");
    return answer.good() ? answer.body.at("data") : Json(nullptr);
}

bool Victim::hear(std::chrono::milliseconds limit) {
    process_->listen(limit);
    return !process_->silent();
}

HttpAnswer Victim::ask(std::string method, std::string target, std::string key, const Json& body) {
    net::Headers headers{{"Authorization", "Bearer " + token_}};
    if (!key.empty()) headers.set("Idempotency-Key", std::move(key));
    return http_->ask(std::move(method), std::move(target), std::move(headers), body);
}

}  // namespace understudy::killing
