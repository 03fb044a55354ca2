// The daemon's configuration as a plain value: every key of understudy.toml with its default. What each key
// means stands beside it in config/understudy.toml.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/policy.hpp"
#include "core/time.hpp"

namespace understudy {

/// Checked: whoever holds one that parse_config() or load_config() made may rely on every range and form.
/// Paths are absolute, or "" where the key has no default.
struct Config {
    struct Cartesia {
        std::string base_url = "https://api.cartesia.ai";  ///< without a slash at its end
        std::string version = "2026-03-01";
        std::string api_key_file;
        std::string ca_file;
        std::string proxy;  ///< "http://host:port" or ""
        double requests_per_second = 5;
        Duration answer_timeout = seconds{60};
        bool operator==(const Cartesia&) const = default;
    } cartesia;

    struct Server {
        std::vector<std::string> listen{"127.0.0.1:7878"};   ///< at least one
        std::string token_file;                              ///< "": beside the database
        std::string read_only_token_file;                    ///< "": there is no such token
        std::string tls_cert_file, tls_key_file;             ///< both or neither
        std::vector<std::string> host_names;                 ///< beyond localhost; in small letters
        std::vector<std::string> allow_users, allow_groups;  ///< names or numbers
        bool operator==(const Server&) const = default;
    } server;

    struct Storage {
        std::string path = "/var/lib/understudy/understudy.db";
        bool operator==(const Storage&) const = default;
    } storage;

    struct Backup {
        std::string folder;  ///< "": none are made
        Duration interval = std::chrono::hours{24};
        int keep = 7;
        bool operator==(const Backup&) const = default;
    } backup;

    struct Retention {
        Duration history{};               ///< of the small steps of jobs at rest; zero: for ever
        Duration delete_dataset_after{};  ///< since the job completed; zero: never
        bool operator==(const Retention&) const = default;
    } retention;

    struct Recordings {
        std::vector<std::string> roots{"/srv/recordings"};  ///< at least one
        Duration answer_timeout = seconds{30};
        bool operator==(const Recordings&) const = default;
    } recordings;

    struct Inbox {
        std::string path;  ///< "": the folder inbox beside the database; "off": there is none
        std::uint64_t quota = 200ull << 30;   ///< bytes of all files in it; 0: no limit
        std::uint64_t max_file = 4ull << 30;  ///< bytes of one; 0: no limit
        Duration expire_after = std::chrono::days{7};
        bool operator==(const Inbox&) const = default;
    } inbox;

    struct HotFolder {
        std::vector<std::string> paths;  ///< in recordings.roots or the inbox; empty: none is watched
        Duration interval = seconds{30};
        Duration settle_for = std::chrono::minutes{2};
        bool start = false;  ///< a voice.toml may start its job
        bool operator==(const HotFolder&) const = default;
    } hot_folder;

    struct Uploads {
        int parallel_files = 4;
        int parallel_jobs = 2;
        std::uint64_t bandwidth_limit = 0;  ///< bytes a second; 0: none
        Timetable bandwidth_timetable;      ///< where none of its windows counts, bandwidth_limit does
        bool operator==(const Uploads&) const = default;
    } uploads;

    struct Training {
        std::string model_id = "sonic-3-2026-01-12";
        Duration poll_interval = seconds{30};
        int max_attempts = 3;
        int max_concurrent = 0;  ///< 0: no limit of our own
        std::vector<Duration> retry_delays{std::chrono::minutes{5}, std::chrono::minutes{30},
                                           std::chrono::hours{2}};  ///< at least one; the last one repeats
        Duration settle_window = std::chrono::minutes{10};
        bool ask_when_unknown = false;  ///< on_unknown = "ask"
        bool operator==(const Training&) const = default;
    } training;

    struct Money {
        Budget limits;
        bool operator==(const Money&) const = default;
    } budget;

    struct Preflight {
        Thresholds thresholds;
        bool operator==(const Preflight&) const = default;
    } preflight;

    struct Webhook {
        std::string name;
        std::string url;                  ///< http:// or https://, perhaps with a query
        std::string secret_file;          ///< one secret a line: see docs/webhooks.md
        std::vector<std::string> events;  ///< patterns of types; empty: see webhook_default_types()
        bool insecure = false;            ///< http:// beyond this machine is meant
        bool through_proxy = false;       ///< [cartesia] proxy's
        bool operator==(const Webhook&) const = default;
    };
    std::vector<Webhook> webhooks;  ///< [webhooks.NAME], by name

    bool operator==(const Config&) const = default;
};

/// Where the inbox is; "" when it is off.
[[nodiscard]] std::string inbox_path(const Config& config);

/// The part of the configuration that the core's decisions depend on.
[[nodiscard]] Policy policy_of(const Config& config);

}  // namespace understudy
