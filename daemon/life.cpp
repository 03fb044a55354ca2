#include "daemon/life.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <exception>
#include <optional>

#include "config/parse.hpp"
#include "daemon/admission.hpp"
#include "daemon/assembly.hpp"
#include "daemon/ending.hpp"
#include "daemon/hard_ending.hpp"
#include "daemon/inherited.hpp"
#include "daemon/log.hpp"
#include "daemon/parts.hpp"
#include "daemon/ports/watchdog.hpp"
#include "daemon/reload.hpp"

namespace understudy {

namespace {

namespace asio = boost::asio;

class Life {
  public:
    Life(asio::io_context& io, Config config, std::string config_path, Parts& parts)
        : io_(io),
          config_(std::move(config)),
          config_path_(std::move(config_path)),
          parts_(parts),
          signals_(io, SIGTERM, SIGINT, SIGHUP),
          ending_(io.get_executor(), parts) {}

    /// False when an address cannot be listened on.
    [[nodiscard]] bool begin();
    /// Until a signal ended it, and what it ended has ended.
    void run();

  private:
    void ready();
    void guard();
    void hear_signals();
    void signalled(int number);
    void stop(int number);
    void reload();
    void take_over(const Config& wanted);

    asio::io_context& io_;
    Config config_;
    const std::string config_path_;
    Parts& parts_;
    asio::signal_set signals_;
    std::optional<Watchdog> watchdog_;
    Ending ending_;
    bool stopping_ = false, ended_ = false;
    std::exception_ptr trouble_;
};

bool Life::begin() {
    hear_signals();
    if (const auto started = parts_.server.start(); !started) {
        log::error(started.error());
        return false;
    }
    for (const net::ListenOn& bound : parts_.server.bound())
        log::info("listening on " + address_words(bound));
    parts_.api.listens_on(parts_.server.bound());
    guard();
    parts_.aim_webhooks(config_);
    parts_.driver.start([this] { ready(); });
    return true;
}

void Life::ready() {
    const std::string words = parts_.status();
    log::info("ready: " + words);
    if (!stopping_) parts_.manager.ready(words);
    parts_.housekeeper.start();
    if (stopping_) return;
    parts_.hot_folder_watch.start();
    parts_.dataset_retention.start();
}

void Life::guard() {
    const auto interval = ServiceManager::watchdog();
    if (!interval) return;
    const auto check = [this](std::function<void()> answered) {
        parts_.store->ask_for_a_sign(std::move(answered));
    };
    watchdog_.emplace(io_.get_executor(), *interval, check, [this] {
        parts_.manager.alive();
        parts_.tallies.watchdog_answers += 1;
    });
}

void Life::hear_signals() {
    signals_.async_wait([this](const boost::system::error_code& error, int number) {
        if (error) return;
        signalled(number);
        hear_signals();
    });
}

void Life::signalled(int number) {
    if (number != SIGHUP) return stop(number);
    if (!stopping_) reload();
}

void Life::stop(int number) {
    const std::string name = number == SIGINT ? "SIGINT" : "SIGTERM";
    if (std::exchange(stopping_, true)) {
        log::info(name + " again: what is under way is not awaited any longer");
        return ending_.hurry();
    }
    log::info(name + ": stopping; " + parts_.status());
    parts_.manager.stopping("Stopping; a paid call under way is awaited for up to 30 s");
    asio::co_spawn(io_, ending_.run(), [this](std::exception_ptr trouble) {
        ended_ = true;
        trouble_ = std::move(trouble);
    });
}

void Life::reload() {
    // While the jobs are loaded yet, the service manager waits to hear of that.
    const bool ready = parts_.driver.status().ready;
    if (ready) parts_.manager.reloading();
    const auto wanted = load_config(config_path_);
    parts_.not_reloaded = wanted ? "" : in_words(config_path_, wanted.error().front());
    if (wanted) {
        take_over(*wanted);
    } else {
        for (const ConfigError& error : wanted.error()) log::error(in_words(config_path_, error));
        log::error("the configuration was not reloaded: everything goes on as it was");
    }
    if (ready) parts_.manager.ready(parts_.status());
}

void Life::take_over(const Config& wanted) {
    for (const std::string& key : keys_for_restart(config_, wanted))
        log::warning(key + " has changed: that takes a restart");
    std::string missing;
    Secret key = key_or_none(wanted, missing);
    if (missing.empty())
        parts_.cloud.set_api_key(std::move(key));
    else
        log::error("the API key was not reloaded: " + missing);
    parts_.cloud_room.model_id = wanted.training.model_id;
    parts_.cloud.set_requests_per_second(wanted.cartesia.requests_per_second);
    parts_.driver.reconfigure(policy_of(wanted));
    parts_.housekeeper.reconfigure(housekeeping_plan(wanted));
    config_.webhooks = wanted.webhooks;
    parts_.aim_webhooks(config_);
    parts_.hot_folder_watch.reconfigure(hot_folder_plan(wanted));
    parts_.dataset_retention.reconfigure(wanted.retention.delete_dataset_after);
    log::info("configuration reloaded");
}

void Life::run() {
    while (!ended_) io_.run_one();
    if (trouble_) std::rethrow_exception(trouble_);
    // The watchdog is fed until here: a stop may take longer than its interval.
    watchdog_.reset();
    signals_.cancel();
    parts_.store->stop();
}

/// A migration is one transaction, however large the database is: the service manager is to wait for it.
void tell_of_migration(int version, const std::string& name) {
    constexpr Duration patience = std::chrono::minutes{30};
    const std::string words =
        "Bringing the database to schema " + std::to_string(version) + " (" + name + ")";
    log::info(words);
    ServiceManager().starting(patience, words);
}

/// The store, or how the process ends.
Result<std::unique_ptr<SqliteStore>, ExitCode> open_store(asio::io_context& io, const Config& config) {
    SqliteOptions options;
    options.before_migration = tell_of_migration;
    auto store = SqliteStore::open(config.storage.path, post_to(io), std::move(options));
    if (store) return std::move(*store);
    log::error(store.error().what);
    const bool newer = store.error().kind == OpenTrouble::Kind::newer_schema;
    return failure(newer ? exit_config : exit_failed);
}

}  // namespace

ExitCode live(const Config& config, const std::string& config_path) {
    auto listen = where_to_listen(config, ServiceManager::take_sockets());
    if (!listen) return log::error(listen.error()), exit_config;
    asio::io_context io(1);
    auto store = open_store(io, config);
    if (!store) return store.error();
    auto tokens = read_tokens(config);
    if (!tokens) return log::error(tokens.error()), exit_failed;
    std::string missing;
    Secret key = key_or_none(config, missing);
    if (!missing.empty()) log::warning("jobs wait for an API key: " + missing);
    if (const std::string trouble = why_no_probe(); !trouble.empty())
        log::error("no recording can be measured, and new jobs stay drafts, until this is mended: " +
                   trouble);

    std::optional<Parts> parts;
    try {
        api::AccessRules rules = admission(config, std::move(*listen), std::move(*tokens));
        parts.emplace(io, config, std::move(*store), std::move(rules), std::move(key));
    } catch (const std::exception& trouble) {
        return log::error(trouble.what()), exit_config;
    }
    Life life(io, config, config_path, *parts);
    if (!life.begin()) return exit_failed;
    try {
        life.run();
    } catch (const std::exception& trouble) {
        end_at_once(trouble);  // here, where all that requests under way use is still there
    }
    log::info("stopped");
    return exit_good;
}

}  // namespace understudy
