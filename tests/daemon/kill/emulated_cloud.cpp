#include "tests/daemon/kill/emulated_cloud.hpp"

#include <filesystem>
#include <stdexcept>

namespace understudy::killing {

namespace {

constexpr std::size_t most_accounts = 100;

}  // namespace

EmulatedCloud::EmulatedCloud(std::string folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    start();
}

void EmulatedCloud::start() {
    http_.reset();
    process_ = std::make_unique<test::Process>(
        std::vector<std::string>{UNDERSTUDY_EMULATOR, "--listen", "127.0.0.1:0", "--api-key", "sk_unused",
                                 "--make-tls", folder_, "--train-time", "50ms", "--set", "failure_errors=[]"},
        std::vector<std::string>{});
    url_ = url_in(process_->line_with("listening on https"));
    if (url_.empty()) throw std::runtime_error("the emulator does not start: " + process_->said());
    http_ = std::make_unique<Http>(url_, ca_file());
    account_ = 0;
}

void EmulatedCloud::fresh_account(std::size_t failing, Json settings) {
    if (account_ == most_accounts) start();
    account_ += 1;
    key_ = "sk_car_of_life_" + std::to_string(account_);
    settings["fail_trainings"] = failing;
    clear_faults();
    control("DELETE", "/requests");
    control("PATCH", "/settings", settings);
    control("PUT", "/keys", {{key_, account_}});
}

void EmulatedCloud::add_faults(const Json& rules) {
    if (!rules.empty()) control("POST", "/faults", rules);
}

void EmulatedCloud::clear_faults() { control("DELETE", "/faults"); }

std::size_t EmulatedCloud::faults_struck() {
    std::size_t struck = 0;
    const Json faults = control("GET", "/faults");
    for (const Json& rule : faults.at("faults")) struck += rule.at("struck").get<std::size_t>();
    return struck;
}

Json EmulatedCloud::purchases() {
    return control("GET", "/bill?account=" + std::to_string(account_)).at("purchases");
}

Json EmulatedCloud::files() {
    return control("GET", "/files?account=" + std::to_string(account_)).at("files");
}

Json EmulatedCloud::datasets() {
    const net::Headers headers{{"Authorization", "Bearer " + key_}, {"Cartesia-Version", "2026-03-01"}};
    const auto answer = http_->ask("GET", "/datasets/?limit=100", headers);
    if (!answer.good()) throw std::runtime_error("the emulator does not list datasets");
    return answer.body.at("data");
}

Json EmulatedCloud::control(const std::string& method, const std::string& target, const Json& body) {
    const auto answer = http_->ask(method, "/_emulator" + target, {}, body);
    if (answer.good()) return answer.body;
    throw std::runtime_error("the emulator refuses " + method + " " + target + ": " + answer.body.dump());
}

}  // namespace understudy::killing
