#include "config/contradictions.hpp"

#include <algorithm>

#include "config/addresses.hpp"
#include "core/paths.hpp"

namespace understudy {
namespace {

void check_tls(const Config::Server& server, std::vector<Contradiction>& found) {
    const bool cert = !server.tls_cert_file.empty(), key = !server.tls_key_file.empty();
    if (cert != key)
        found.push_back({{cert ? "server.tls_cert_file" : "server.tls_key_file",
                          cert ? "server.tls_key_file" : "server.tls_cert_file"},
                         "tls_cert_file and tls_key_file are needed together; set both or neither"});
    if (cert || key) return;
    for (const std::string& address : server.listen)
        if (!listen_is_local(address))
            found.push_back({{"server.listen", "server.tls_cert_file", "server.tls_key_file"},
                             "\"" + address +
                                 "\" can be reached from other machines, so the token would cross the "
                                 "network in clear; set tls_cert_file and tls_key_file, or listen on "
                                 "127.0.0.1"});
}

void check_tokens(const Config::Server& server, std::vector<Contradiction>& found) {
    if (server.token_file.empty() || server.token_file != server.read_only_token_file) return;
    found.push_back({{"server.read_only_token_file", "server.token_file"},
                     "is the same file as token_file; name another one"});
}

/// A short window would void a purchase that the cloud is only slow to show, and pay for it again.
void check_settling(const Config& config, std::vector<Contradiction>& found) {
    if (url_is_loopback(config.cartesia.base_url)) return;
    if (config.training.settle_window < std::chrono::minutes{1})
        found.push_back({{"training.settle_window", "cartesia.base_url"},
                         "must be at least 1m with a real cloud: a training that is shown late would be "
                         "bought twice"});
    if (config.training.poll_interval < seconds{1})
        found.push_back({{"training.poll_interval", "cartesia.base_url"},
                         "must be at least 1s with a real cloud, which counts requests"});
}

/// What lies in the inbox can be listed and removed by whoever may use it.
void check_inbox(const Config& config, std::vector<Contradiction>& found) {
    const std::string inbox = inbox_path(config);
    if (inbox.empty() || !is_inside(lexically_clean(config.storage.path), lexically_clean(inbox))) return;
    found.push_back(
        {{"inbox.path", "storage.path"},
         "the database would lie in the inbox; name a folder of its own, or \"\" for the folder inbox "
         "beside the database"});
}

/// A job could not name what lies elsewhere.
void check_hot_folder(const Config& config, std::vector<Contradiction>& found) {
    std::vector<std::string> roots = config.recordings.roots;
    if (const std::string inbox = inbox_path(config); !inbox.empty()) roots.push_back(inbox);
    for (const std::string& path : config.hot_folder.paths) {
        const auto holds = [&](const std::string& root) {
            return is_inside(lexically_clean(path), lexically_clean(root));
        };
        const auto within = [&](const std::string& other) {
            return &other != &path && is_inside(lexically_clean(path), lexically_clean(other));
        };
        if (std::any_of(config.hot_folder.paths.begin(), config.hot_folder.paths.end(), within))
            found.push_back({{"hot_folder.paths"},
                             "\"" + path +
                                 "\" is, or lies in, another one of the list: what is dropped there would "
                                 "be taken twice; leave one of them out"});
        if (std::any_of(roots.begin(), roots.end(), holds)) continue;
        found.push_back(
            {{"hot_folder.paths", "recordings.roots"},
             "\"" + path +
                 "\" lies in none of the folders that may be read; name one in the roots or in the "
                 "inbox, or add it to roots under [recordings]"});
    }
}

void check_preflight(const Config::Preflight& preflight, std::vector<Contradiction>& found) {
    if (preflight.thresholds.recommended_duration < preflight.thresholds.min_duration)
        found.push_back({{"preflight.recommended_duration", "preflight.min_duration"},
                         "is less than min_duration, so it could never warn; raise it, or lower "
                         "min_duration"});
    if (preflight.thresholds.quietest_lufs >= preflight.thresholds.loudest_lufs)
        found.push_back({{"preflight.quietest_lufs", "preflight.loudest_lufs"},
                         "is not below loudest_lufs, so every recording would warn; lower it, or raise "
                         "loudest_lufs"});
}

}  // namespace

std::vector<Contradiction> contradictions(const Config& config) {
    std::vector<Contradiction> found;
    check_tls(config.server, found);
    check_tokens(config.server, found);
    check_settling(config, found);
    check_inbox(config, found);
    check_hot_folder(config, found);
    check_preflight(config.preflight, found);
    return found;
}

}  // namespace understudy
