// The daemon's parts in the order of their dependencies: what stands lower uses what stands higher.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <string>

#include "audio/recordings.hpp"
#include "cartesia/cartesia_cloud.hpp"
#include "config/config.hpp"
#include "daemon/api/api.hpp"
#include "daemon/api/cloud_room.hpp"
#include "daemon/driver/dataset_retention.hpp"
#include "daemon/driver/driver.hpp"
#include "daemon/driver/housekeeper.hpp"
#include "daemon/hot_folder/watch.hpp"
#include "daemon/metrics/exposition.hpp"
#include "daemon/ports/answer_log.hpp"
#include "daemon/ports/fan_out.hpp"
#include "daemon/ports/log_notifier.hpp"
#include "daemon/ports/rate.hpp"
#include "daemon/ports/service_manager.hpp"
#include "daemon/ports/status_teller.hpp"
#include "daemon/ports/system_clock.hpp"
#include "daemon/ports/system_entropy.hpp"
#include "daemon/premises/system_premises.hpp"
#include "daemon/webhooks/courier.hpp"
#include "daemon/webhooks/http_sender.hpp"
#include "inbox/disk_inbox.hpp"
#include "net/server.hpp"
#include "storage/sqlite_store.hpp"

namespace understudy {

/// Throws std::exception with words for people when a part cannot be made as configured.
struct Parts {
    /// The server listens where `rules` say that it does.
    Parts(boost::asio::io_context& io, const Config& config, std::unique_ptr<SqliteStore> opened,
          api::AccessRules rules, Secret key);

    /// What the daemon is doing, for its status and the log.
    [[nodiscard]] std::string status();

    /// Reads the webhooks and their secrets, and sends to those from now on. Blocks on the disk.
    void aim_webhooks(const Config& config);

    std::string
        not_reloaded;  ///< what is wrong with a configuration that was to be taken over; "" when it was
    std::unique_ptr<SqliteStore> store;
    metrics::Tallies tallies;
    AnswerLog answers{tallies.cloud};
    SystemClock clock;
    SystemEntropy entropy;
    ServiceManager manager;
    Rate upload_rate;
    StatusTeller teller;
    LogNotifier log_notifier;
    FanOut notifier;
    cartesia::CartesiaCloud cloud;
    DiskRecordings recordings;
    SystemPremises premises;
    Driver driver;
    SystemClock housekeeping_clock;
    Housekeeper housekeeper;
    SystemClock webhook_clock;
    HttpWebhookSender webhook_sender;
    Courier courier;
    Lookout history_lookout;  ///< the courier's
    metrics::Exposition exposition;
    api::CloudRoom cloud_room;
    SystemClock retention_clock;
    DatasetRetention dataset_retention;
    std::unique_ptr<inbox::DiskInbox> disk_inbox;  ///< none where it is off
    SystemClock hot_folder_clock;
    hot_folder::Watch hot_folder_watch;
    api::Api api;
    net::HttpServer server;
};

/// What the driver works through: the parts that stand above it. A source file of its own, so that a test's
/// binary can put something between the driver and the world.
[[nodiscard]] Ports driver_ports(Parts& parts);

/// Runs a function on the event loop, later, from any thread.
[[nodiscard]] inline std::function<void(std::function<void()>)> post_to(boost::asio::io_context& io) {
    return [&io](std::function<void()> task) { boost::asio::post(io, std::move(task)); };
}

}  // namespace understudy
