#include "daemon/assembly.hpp"

#include <stdexcept>

#include "config/api_key.hpp"

namespace understudy {

namespace {
/// With its slash.
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

/// What other machines sent may be named by a job like everything else.
std::vector<std::string> all_roots(const Config& config) {
    std::vector<std::string> roots = config.recordings.roots;
    if (const std::string inbox = inbox_path(config); !inbox.empty()) roots.push_back(inbox);
    return roots;
}
}  // namespace

cartesia::Options cloud_options(const Config& config, Secret key, cartesia::Observer* observer) {
    cartesia::Options options;
    options.base_url = config.cartesia.base_url;
    options.version = config.cartesia.version;
    options.api_key = std::move(key);
    options.ca_file = config.cartesia.ca_file;
    options.proxy = Secret(config.cartesia.proxy);
    options.requests_per_second = config.cartesia.requests_per_second;
    options.answer_timeout = std::chrono::duration_cast<milliseconds>(config.cartesia.answer_timeout);
    options.bandwidth_limit = config.uploads.bandwidth_limit;
    options.max_upload_connections = static_cast<std::size_t>(config.uploads.parallel_files);
    options.observer = observer;
    options.user_agent = "understudy/" UNDERSTUDY_VERSION;
    return options;
}

RecordingsOptions recordings_options(const Config& config) {
    RecordingsOptions options;
    options.roots = all_roots(config);
    options.disk_patience = std::chrono::duration_cast<milliseconds>(config.recordings.answer_timeout);
    options.disk_threads = static_cast<std::size_t>(config.uploads.parallel_files);
    return options;
}

inbox::Options inbox_options(const Config& config) {
    inbox::Options options;
    options.path = inbox_path(config);
    options.quota = config.inbox.quota;
    options.max_file = config.inbox.max_file;
    options.expire_after = config.inbox.expire_after;
    return options;
}

HotFolderPlan hot_folder_plan(const Config& config) {
    const Config::HotFolder& hot = config.hot_folder;
    return {hot.paths, hot.interval, hot.settle_for, hot.start};
}

HousekeepingPlan housekeeping_plan(const Config& config) {
    return {config.backup.folder, config.backup.interval, static_cast<std::size_t>(config.backup.keep),
            config.retention.history};
}

PremisesOptions premises_options(const Config& config, std::function<std::optional<Duration>()> cloud_ahead,
                                 std::function<Checks()> known) {
    PremisesOptions options;
    options.looks = usual_looks(folder_of(config.storage.path), config.recordings.roots,
                                probe_beside_this_binary(), options.patience);
    if (const std::string inbox = inbox_path(config); !inbox.empty())
        options.looks.push_back(look_at_inbox(inbox));
    options.version = UNDERSTUDY_VERSION;
    options.cloud_ahead = std::move(cloud_ahead);
    options.known = std::move(known);
    return options;
}

std::vector<net::ListenOn> listen_addresses(const Config& config) {
    std::vector<net::ListenOn> addresses;
    for (const std::string& text : config.server.listen) {
        auto listen = net::parse_listen(text);
        if (!listen) throw std::runtime_error("[server] listen \"" + text + "\": " + listen.error());
        if (listen->unix_path.empty()) {
            listen->tls_cert_file = config.server.tls_cert_file;
            listen->tls_key_file = config.server.tls_key_file;
        }
        listen->unix_mode = unix_mode(config);
        addresses.push_back(std::move(*listen));
    }
    return addresses;
}

unsigned unix_mode(const Config& config) {
    return config.server.allow_users.empty() && config.server.allow_groups.empty() ? 0660 : 0666;
}

std::string token_path(const Config& config) {
    if (!config.server.token_file.empty()) return config.server.token_file;
    return folder_of(config.storage.path) + "token";
}

Secret key_or_none(const Config& config, std::string& missing) {
    auto key = find_api_key(api_key_places(config));
    if (key.ok()) return std::move(*key);
    missing = key.error();
    return Secret();
}

std::string address_words(const net::ListenOn& bound) {
    if (!bound.unix_path.empty()) return "unix:" + bound.unix_path;
    const bool tls = !bound.tls_cert_file.empty();
    return std::string(tls ? "https://" : "http://") +
           net::Origin{tls, bound.address, bound.port, ""}.host_header();
}

}  // namespace understudy
