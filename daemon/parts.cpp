#include "daemon/parts.hpp"

#include <boost/asio/post.hpp>

#include "core/sentence.hpp"
#include "daemon/api/refusals.hpp"
#include "daemon/api/webhook_views.hpp"
#include "daemon/assembly.hpp"
#include "daemon/log.hpp"
#include "daemon/ports/status_words.hpp"
#include "daemon/webhooks/configured.hpp"

namespace understudy {

namespace {

void tell_the_log(const std::string& words, bool trouble) {
    log::write(trouble ? log::Level::warning : log::Level::info, words);
}

/// What a checkup finds without looking.
Checks own_checks(const Parts& parts) {
    Checks checks{judge_backups(parts.housekeeper.facts())};
    for (Check& check : parts.courier.checks()) checks.push_back(std::move(check));
    for (Check& check : judge_hot_folder(parts.hot_folder_watch.report())) checks.push_back(std::move(check));
    if (!parts.not_reloaded.empty())
        checks.push_back(
            {"config", "", CheckVerdict::warn,
             sentence("It was not reloaded, and what was read before counts: " + parts.not_reloaded),
             "correct it, then:\nsudo systemctl reload understudyd"});
    return checks;
}

std::unique_ptr<inbox::DiskInbox> open_inbox(const Config& config, boost::asio::io_context& io) {
    if (inbox_path(config).empty()) return nullptr;
    return std::make_unique<inbox::DiskInbox>(inbox_options(config), post_to(io));
}

CourierWorld world_of_courier(Parts& parts) {
    return {
        *parts.store,
        parts.webhook_sender,
        parts.webhook_clock,
        parts.entropy,
        [&](EventQuery query, auto reply) { parts.store->list_events(std::move(query), std::move(reply)); },
        [&](std::string id, auto reply) { parts.store->load_job(std::move(id), std::move(reply)); },
        [](const WebhookContent& content) {
            return api::webhook_body(content.type, content.at, content.webhook, content.event, content.job);
        },
        tell_the_log};
}

metrics::Sources sources_of(const Parts& parts) {
    return {[&] { return parts.driver.status(); },
            [&] { return parts.driver.census(); },
            [&] { return parts.store->stats(); },
            [&] { return parts.cloud.stats().upload_bytes; },
            [&](auto reply) { parts.store->count_states(std::move(reply)); },
            [&] { return parts.housekeeper.facts(); },
            [&] { return parts.driver.money(); },
            [&] { return parts.courier.facts(); }};
}

}  // namespace

Parts::Parts(boost::asio::io_context& io, const Config& config, std::unique_ptr<SqliteStore> opened,
             api::AccessRules rules, Secret key)
    : store(std::move(opened)),
      clock(io.get_executor(), [this](Duration late) { tallies.loop_lag.observe(late); }),
      teller(io.get_executor(),
             [this] {
                 manager.status(status());
                 return words_wear_out_after(driver.status(), clock.wall());
             }),
      log_notifier([this] { teller.poke(); }),
      notifier(log_notifier, tallies.history),
      cloud(io.get_executor(), cloud_options(config, std::move(key), &answers)),
      recordings(recordings_options(config), post_to(io)),
      premises(io.get_executor(), premises_options(
                                      config, [this] { return cloud.stats().clock_ahead; },
                                      [this] { return own_checks(*this); })),
      driver(driver_ports(*this), policy_of(config)),
      housekeeping_clock(io.get_executor()),
      housekeeper(*store, housekeeping_clock, housekeeping_plan(config), tell_the_log),
      webhook_clock(io.get_executor()),
      webhook_sender(io.get_executor()),
      courier(world_of_courier(*this)),
      history_lookout(driver.watch_changes([this](const Change& change) {
          if (change.what == Change::What::history) courier.history_grew();
      })),
      exposition(io.get_executor(), tallies, sources_of(*this)),
      cloud_room{cloud, cloud, *store, recordings, config.training.model_id, {}, store.get()},
      retention_clock(io.get_executor()),
      dataset_retention({driver, cloud, cloud, retention_clock, cloud_room.taken,
                         [this] { return cloud.stats().clock_ahead; }, tell_the_log},
                        config.retention.delete_dataset_after),
      disk_inbox(open_inbox(config, io)),
      hot_folder_clock(io.get_executor()),
      hot_folder_watch({recordings, driver, *store, *store, hot_folder_clock, disk_inbox.get(),
                        inbox_path(config), tell_the_log},
                       hot_folder_plan(config)),
      api(driver, rules,
          {store.get(), &exposition, &cloud_room, disk_inbox.get(), &courier, &hot_folder_watch, &recordings,
           tell_the_log},
          [this] { return clock.wall(); }),
      server(
          io.get_executor(), std::move(rules.listen), {},
          [this](net::ServerExchange& exchange) { return api.answer(exchange); }, api::refuse_unread) {}

void Parts::aim_webhooks(const Config& config) {
    ConfiguredWebhooks configured = configured_webhooks(config);
    for (const WebhookPlan& plan : configured.plans)
        if (!plan.unready.empty())
            log::error("webhook " + plan.name + ": nothing can be sent to it: " + plan.unready);
    webhook_sender.aim(std::move(configured.targets));
    courier.plan(std::move(configured.plans));
}

std::string Parts::status() {
    const double rate = upload_rate.look(cloud.stats().upload_bytes, clock.steady());
    return status_words(driver.status(), rate);
}

}  // namespace understudy
