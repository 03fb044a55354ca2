// What a route leads to: a coroutine from a call to its answer.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "core/archive.hpp"
#include "core/browse.hpp"
#include "core/hot_folder.hpp"
#include "core/inbox.hpp"
#include "daemon/api/job_documents.hpp"
#include "daemon/api/open_pieces.hpp"
#include "daemon/driver/desk.hpp"
#include "daemon/webhooks/webhook_desk.hpp"
#include "net/http.hpp"
#include "net/server.hpp"

namespace understudy::api {

namespace asio = boost::asio;

class Meters;
class SignIn;
struct CloudRoom;

/// What the API stands on besides the desk; all of it outlives the API. Each is missing in some tests.
struct Lent {
    Archive* archive = nullptr;
    Meters* meters = nullptr;    ///< without them nothing is counted, and /metrics is empty
    CloudRoom* cloud = nullptr;  ///< without it nothing may be asked about the cloud's objects
    Inbox* inbox = nullptr;      ///< none where it is off
    WebhookDesk* webhooks = nullptr;
    HotFolderBoard* hot_folder = nullptr;
    Browser* browser = nullptr;  ///< without it there are no roots
    /// A line for the log, and whether it tells of trouble. May be empty.
    std::function<void(const std::string& words, bool trouble)> tell{};
};

/// What endpoints share besides the desk. The API's own, for as long as it lives.
struct Shared : Lent {
    JobDocuments documents;
    bool backup_lent = false;   ///< a copy of the database is on its way to somebody
    OpenPieces pieces{};        ///< of uploads into the inbox
    SignIn* sign_in = nullptr;  ///< always there when an endpoint is called
    Desk* desk = nullptr;       ///< likewise: for deliveries
};

/// A call that was let in. `head` and `shared` outlive it.
struct Call {
    const net::Request& head;
    Shared& shared;
    std::string job_id;  ///< the path's `{id}`, well-formed, or its `{type}`, `{folder}`, `{webhook}`; ""
                         ///< where it has none
    std::string body;
    std::string part_id{};  ///< the second id of a path that has two: of a file in a dataset
    std::string caller{};   ///< who asks, for the history: "user 1000 on this machine"
    net::Peer peer{};
};

using Endpoint = asio::awaitable<net::Response> (*)(Desk& desk, Call call);
/// The same for an answer that is too long to be held: it answers the exchange by itself.
using Delivery = asio::awaitable<void> (*)(net::ServerExchange& exchange, Call call);

// /v1/jobs
asio::awaitable<net::Response> submit_job(Desk& desk, Call call);
asio::awaitable<net::Response> retrain_job(Desk& desk, Call call);
asio::awaitable<net::Response> list_jobs(Desk& desk, Call call);
asio::awaitable<net::Response> show_job(Desk& desk, Call call);
asio::awaitable<net::Response> edit_job(Desk& desk, Call call);
asio::awaitable<net::Response> delete_job(Desk& desk, Call call);
asio::awaitable<net::Response> list_job_events(Desk& desk, Call call);
asio::awaitable<net::Response> explain_job(Desk& desk, Call call);
asio::awaitable<net::Response> show_job_preflight(Desk& desk, Call call);

// What may be done to a job
asio::awaitable<net::Response> start_job(Desk& desk, Call call);
asio::awaitable<net::Response> cancel_job(Desk& desk, Call call);
asio::awaitable<net::Response> retry_job(Desk& desk, Call call);
asio::awaitable<net::Response> hold_job(Desk& desk, Call call);
asio::awaitable<net::Response> release_job(Desk& desk, Call call);
asio::awaitable<net::Response> resolve_job(Desk& desk, Call call);
asio::awaitable<net::Response> move_job(Desk& desk, Call call);
asio::awaitable<net::Response> approve_job(Desk& desk, Call call);

// What may be done to all of them
asio::awaitable<net::Response> show_controls(Desk& desk, Call call);
asio::awaitable<net::Response> change_controls(Desk& desk, Call call);
asio::awaitable<net::Response> show_queue(Desk& desk, Call call);

// /v1/ledger, /v1/budget
asio::awaitable<net::Response> show_ledger(Desk& desk, Call call);
asio::awaitable<net::Response> show_budget(Desk& desk, Call call);
asio::awaitable<net::Response> quote_job(Desk& desk, Call call);

// /v1/preflight
asio::awaitable<net::Response> preflight(Desk& desk, Call call);
asio::awaitable<net::Response> show_preflight(Desk& desk, Call call);
asio::awaitable<net::Response> drop_preflight(Desk& desk, Call call);

// /v1/datasets
asio::awaitable<net::Response> list_datasets(Desk& desk, Call call);
asio::awaitable<net::Response> create_dataset(Desk& desk, Call call);
asio::awaitable<net::Response> show_dataset(Desk& desk, Call call);
asio::awaitable<net::Response> change_dataset(Desk& desk, Call call);
asio::awaitable<net::Response> delete_dataset(Desk& desk, Call call);
asio::awaitable<net::Response> list_dataset_files(Desk& desk, Call call);
asio::awaitable<net::Response> add_dataset_files(Desk& desk, Call call);
asio::awaitable<net::Response> delete_dataset_file(Desk& desk, Call call);
asio::awaitable<net::Response> list_datasets_of_job(Desk& desk, Call call);

// /v1/fine-tunes
asio::awaitable<net::Response> list_fine_tunes(Desk& desk, Call call);
asio::awaitable<net::Response> show_fine_tune(Desk& desk, Call call);
asio::awaitable<net::Response> delete_fine_tune(Desk& desk, Call call);
asio::awaitable<net::Response> list_fine_tune_voices(Desk& desk, Call call);
asio::awaitable<net::Response> adopt_fine_tune(Desk& desk, Call call);

// /v1/voices
asio::awaitable<net::Response> list_voices(Desk& desk, Call call);
asio::awaitable<net::Response> show_voice(Desk& desk, Call call);
asio::awaitable<net::Response> change_voice(Desk& desk, Call call);
asio::awaitable<net::Response> delete_voice(Desk& desk, Call call);
asio::awaitable<net::Response> say(Desk& desk, Call call);

// /v1/inbox
asio::awaitable<net::Response> show_inbox(Desk& desk, Call call);
asio::awaitable<net::Response> show_inbox_folder(Desk& desk, Call call);
asio::awaitable<net::Response> remove_inbox_folder(Desk& desk, Call call);
asio::awaitable<void> begin_upload(net::ServerExchange& exchange, Call call);
asio::awaitable<void> add_to_upload(net::ServerExchange& exchange, Call call);
asio::awaitable<net::Response> show_upload(Desk& desk, Call call);
asio::awaitable<net::Response> remove_upload(Desk& desk, Call call);
asio::awaitable<net::Response> show_upload_options(Desk& desk, Call call);

// /v1/webhooks
asio::awaitable<net::Response> list_webhooks(Desk& desk, Call call);
asio::awaitable<net::Response> list_webhook_messages(Desk& desk, Call call);
asio::awaitable<net::Response> test_webhook(Desk& desk, Call call);
asio::awaitable<net::Response> resend_webhook_messages(Desk& desk, Call call);
// /v1/hot-folder
asio::awaitable<net::Response> show_hot_folder(Desk& desk, Call call);
// /v1/session
asio::awaitable<net::Response> make_sign_in_link(Desk& desk, Call call);
asio::awaitable<net::Response> sign_in(Desk& desk, Call call);
asio::awaitable<net::Response> show_session(Desk& desk, Call call);
asio::awaitable<net::Response> sign_out(Desk& desk, Call call);

// What lies on the recordings' disks
asio::awaitable<net::Response> show_roots(Desk& desk, Call call);
asio::awaitable<void> deliver_recording(net::ServerExchange& exchange, Call call);

// The studio's page
asio::awaitable<net::Response> show_page(Desk& desk, Call call);

asio::awaitable<net::Response> checkup(Desk& desk, Call call);
asio::awaitable<void> deliver_backup(net::ServerExchange& exchange, Call call);

// What the API says of itself
asio::awaitable<net::Response> show_contract(Desk& desk, Call call);
asio::awaitable<net::Response> show_problem_type(Desk& desk, Call call);

asio::awaitable<net::Response> alive(Desk& desk, Call call);
asio::awaitable<net::Response> ready(Desk& desk, Call call);
asio::awaitable<net::Response> show_metrics(Desk& desk, Call call);

}  // namespace understudy::api
