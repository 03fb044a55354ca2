#include "daemon/parts.hpp"

#include <boost/asio/post.hpp>

#include "core/sentence.hpp"
#include "daemon/api/refusals.hpp"
#include "daemon/assembly.hpp"
#include "daemon/log.hpp"
#include "daemon/ports/status_words.hpp"

namespace understudy {

namespace {

void tell_of_housekeeping(const std::string& words, bool trouble) {
    log::write(trouble ? log::Level::warning : log::Level::info, words);
}

/// What a checkup finds without looking.
Checks own_checks(const Parts& parts) {
    Checks checks{judge_backups(parts.housekeeper.facts())};
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

metrics::Sources sources_of(const Parts& parts) {
    return {[&] { return parts.driver.status(); },
            [&] { return parts.driver.census(); },
            [&] { return parts.store->stats(); },
            [&] { return parts.cloud.stats().upload_bytes; },
            [&](auto reply) { parts.store->count_states(std::move(reply)); },
            [&] { return parts.housekeeper.facts(); },
            [&] { return parts.driver.money(); }};
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
      housekeeper(*store, housekeeping_clock, housekeeping_plan(config), tell_of_housekeeping),
      exposition(io.get_executor(), tallies, sources_of(*this)),
      cloud_room{cloud, cloud, *store, recordings, config.training.model_id, {}},
      disk_inbox(open_inbox(config, io)),
      api(driver, rules, store.get(), &exposition, &cloud_room, disk_inbox.get(), &recordings,
          [this] { return clock.wall(); }),
      server(
          io.get_executor(), std::move(rules.listen), {},
          [this](net::ServerExchange& exchange) { return api.answer(exchange); }, api::refuse_unread) {}

std::string Parts::status() {
    const double rate = upload_rate.look(cloud.stats().upload_bytes, clock.steady());
    return status_words(driver.status(), rate);
}

}  // namespace understudy
