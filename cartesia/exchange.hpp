// One request, one answer: the gates, the key, the headers and the connection. Nothing is ever sent twice.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "cartesia/calls.hpp"
#include "cartesia/cloud_clock.hpp"
#include "cartesia/gate.hpp"
#include "cartesia/multipart_upload.hpp"
#include "cartesia/observer.hpp"
#include "cartesia/options.hpp"
#include "core/trouble.hpp"
#include "net/client.hpp"

namespace understudy::cartesia {

/// Used on the executor's one thread; outlives its coroutines. They expect throw_if_cancelled(false).
class Exchange {
  public:
    /// Throws std::invalid_argument for a bad URL, and what HttpClient throws for a bad ca_file.
    Exchange(asio::any_io_executor executor, const Options& options);

    /// A 2xx answer, or a Trouble. Waits for its turn first; tells `call` when its request leaves.
    asio::awaitable<Outcome<net::Response>> send(net::Request request, Lane lane, std::shared_ptr<Call> call);
    /// The same on the uploads' own connections.
    asio::awaitable<Outcome<net::Response>> upload(net::Request request, MultipartUpload& body,
                                                   std::shared_ptr<Call> call);

    void set_api_key(Secret key) { key_ = std::move(key); }
    [[nodiscard]] const Secret& api_key() const { return key_; }
    /// The cloud's id of a request that it answered well, "" when it sent none; without the key in it.
    [[nodiscard]] std::string request_id_in(const net::Response& answer) const;
    void set_requests_per_second(double requests_per_second);
    void close();
    [[nodiscard]] std::uint64_t connections_opened() const;
    /// The cloud's clock less ours as it is now, to about a second, by the last answer that carried a time.
    [[nodiscard]] std::optional<Duration> clock_ahead() const;

  private:
    asio::awaitable<Outcome<net::Response>> perform(net::HttpClient& client, net::Request request,
                                                    net::BodyStream* body, std::shared_ptr<Call> call);
    asio::awaitable<Outcome<net::Response>> send_once(net::HttpClient& client, net::Request request,
                                                      net::BodyStream* body, const Secret& key);
    void tell(std::string_view endpoint, const Outcome<net::Response>& outcome,
              std::chrono::steady_clock::time_point begun) const;
    void add_common_headers(net::Request& request) const;
    void read_the_clock(const net::Response& answer);

    std::string base_path_, version_;
    Secret key_;
    net::HttpClient upload_client_, other_client_;
    Gate upload_gate_, other_gate_;
    CloudClock cloud_clock_;
    Observer* observer_;
};

}  // namespace understudy::cartesia
