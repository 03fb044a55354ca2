#include "emulator/command_line.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "emulator/control_json.hpp"

namespace understudy::emulator {

namespace {

/// The words as they were given, before they are understood.
struct Words {
    std::string listen = "127.0.0.1:0", api_key = "sk_car_emulator", second_key, train_time = "2s", tls_cert,
                tls_key, delay = "0ms", profile = "2026", make_tls, ready_file, faults_file;
    unsigned fail_trainings = 0, slots = 0;
    std::vector<std::string> settings;
    std::uint64_t seed = 0;
};

void describe(CLI::App& app, Words& words) {
    app.add_option("--listen", words.listen, "ADDR:PORT to listen on; port 0 takes any free one")
        ->capture_default_str();
    app.add_option("--api-key", words.api_key, "The key that is good")->capture_default_str();
    app.add_option("--second-key", words.second_key,
                   "A good key of another account, which sees nothing of the first's");
    app.add_option("--train-time", words.train_time, "How long a training takes: 500ms, 2s, 3h")
        ->capture_default_str();
    app.add_option("--tls-cert", words.tls_cert, "Serve HTTPS with this certificate (PEM)");
    app.add_option("--tls-key", words.tls_key, "and this key (PEM)");
    app.add_option("--make-tls", words.make_tls,
                   "Write ca.pem, cert.pem and key.pem for loopback into this directory; with --listen, "
                   "serve with them");
    app.add_option("--delay", words.delay, "Before the answer of every request")->capture_default_str();
    app.add_option("--profile", words.profile, "2025: sonic-2 trains; 2026: it is sunset")
        ->check(CLI::IsMember({"2025", "2026"}))
        ->capture_default_str();
    app.add_option("--fail-trainings", words.fail_trainings, "So many trainings fail before one completes");
    app.add_option("--slots", words.slots, "Fine-tunes of the plan; 0 is no limit");
    app.add_option("--set", words.settings, "NAME=JSON: any setting of GET /_emulator/settings; repeatable")
        ->take_all();
    app.add_option("--faults", words.faults_file,
                   "A JSON file with a list of fault rules, as POST /_emulator/faults takes");
    app.add_option("--seed", words.seed, "Of the ids; by default they differ from run to run");
    app.add_option("--ready-file", words.ready_file, "Write the URL here once it listens");
    app.footer(
        "Faults, the bill and the rest are under /_emulator/ (GET it for the list); no key is needed there.");
}

[[noreturn]] void reject(const std::string& option, const std::string& why) {
    throw CLI::ValidationError(option, why);
}

Duration duration_option(const std::string& option, const std::string& text) {
    const auto parsed = parse_duration(text);
    if (!parsed) reject(option, "'" + text + "' is not a duration such as 500ms, 2s or 3h");
    return *parsed;
}

void apply_setting(const std::string& text, EmulatorOptions& options) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) reject("--set", "NAME=JSON is expected");
    Json value = Json::parse(text.substr(equals + 1), nullptr, false);
    if (value.is_discarded()) value = text.substr(equals + 1);  // a bare word is a string
    Json changes = Json::object();
    changes[text.substr(0, equals)] = value;
    const auto changed = change_settings(changes, options.cloud, options.wire);
    if (!changed) reject("--set", changed.error());
}

std::vector<FaultRule> read_faults(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    const Json list = Json::parse(text.str(), nullptr, false);
    if (!file || !list.is_array()) reject("--faults", path + " is not a file with a JSON list");
    std::vector<FaultRule> rules;
    for (const auto& json : list) {
        auto rule = fault_rule_from(json);
        if (!rule) reject("--faults", rule.error());
        rules.push_back(std::move(*rule));
    }
    return rules;
}

CommandLine understand(const CLI::App& app, const Words& words) {
    CommandLine line;
    EmulatorOptions& options = line.options;
    auto listen = net::parse_listen(words.listen);
    if (!listen) reject("--listen", listen.error());
    options.listen = std::move(*listen);
    if (words.tls_cert.empty() != words.tls_key.empty()) reject("--tls-cert", "goes together with --tls-key");
    options.listen.tls_cert_file = words.tls_cert;
    options.listen.tls_key_file = words.tls_key;
    options.api_key = words.api_key;
    use_profile(options.cloud, words.profile == "2025" ? Profile::year_2025 : Profile::year_2026);
    options.cloud.train_time = duration_option("--train-time", words.train_time);
    options.cloud.fail_trainings = words.fail_trainings;
    options.cloud.slots = words.slots;
    options.wire.delay = duration_option("--delay", words.delay);
    options.seed = app.count("--seed") > 0 ? words.seed : std::random_device{}();
    for (const auto& setting : words.settings) apply_setting(setting, options);
    if (!words.faults_file.empty()) line.faults = read_faults(words.faults_file);
    line.second_key = words.second_key;
    line.make_tls = words.make_tls;
    line.ready_file = words.ready_file;
    line.serve = words.make_tls.empty() || app.count("--listen") > 0;
    return line;
}

}  // namespace

Result<CommandLine, int> parse_command_line(int argc, char** argv) {
    CLI::App app{"Cartesia's cloud on loopback, for tests, demonstrations and benchmarks.",
                 "cartesia-emulator"};
    Words words;
    describe(app, words);
    try {
        app.parse(argc, argv);
        return understand(app, words);
    } catch (const CLI::ParseError& error) {
        return failure(app.exit(error) == 0 ? 0 : 2);
    }
}

}  // namespace understudy::emulator
