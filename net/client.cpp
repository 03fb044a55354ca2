#include "net/client.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "net/client_exchange.hpp"
#include "net/dial.hpp"

namespace understudy::net {

namespace {

using Outcome = Result<Response, TransportTrouble>;

/// The pool: connections that wait for their next request, the last used first. One timer closes those that
/// have waited too long.
class Pool {
  public:
    Pool(const asio::any_io_executor& executor, std::size_t limit) : limit_(limit), timer_(executor) {}

    std::unique_ptr<Connection> take() {
        drop_old();
        while (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            if (connection->stream->quiet()) return connection;
        }
        return nullptr;
    }

    void keep(std::unique_ptr<Connection> connection) {
        connection->stream->rest();
        idle_.push_back(std::move(connection));
        if (idle_.size() > limit_) idle_.erase(idle_.begin());
    }

    /// When the next one will have waited too long.
    [[nodiscard]] SteadyTime next_end() const {
        SteadyTime end = no_deadline;
        for (const auto& connection : idle_) end = std::min(end, connection->usable_until);
        return end;
    }

    void drop_old() {
        const auto now = std::chrono::steady_clock::now();
        std::erase_if(idle_, [&](const auto& connection) { return connection->usable_until <= now; });
    }

    void clear() {
        idle_.clear();
        timer_.cancel();
    }

    [[nodiscard]] std::size_t size() const { return idle_.size(); }
    asio::steady_timer& timer() { return timer_; }

  private:
    std::size_t limit_;
    std::vector<std::unique_ptr<Connection>> idle_;
    asio::steady_timer timer_;
};

/// Shared by the client and its calls, so that a call under way outlives a client that is destroyed.
struct Core : std::enable_shared_from_this<Core> {
    Core(asio::any_io_executor executor_in, ClientOptions options_in)
        : executor(executor_in),
          options(std::move(options_in)),
          dialer(executor_in, options),
          pool(executor_in, options.max_idle) {}

    asio::any_io_executor executor;
    const ClientOptions options;
    Dialer dialer;
    Pool pool;
    HttpClient::Stats stats;
    bool closed = false;
    SteadyTime timer_set_for = no_deadline;

    void keep(std::unique_ptr<Connection> connection, SteadyTime until) {
        if (closed) return;
        connection->usable_until = until;
        pool.keep(std::move(connection));
        watch_pool();
    }

    void watch_pool() {
        const SteadyTime end = pool.next_end();
        if (end >= timer_set_for) return;
        timer_set_for = end;
        pool.timer().expires_at(end);
        pool.timer().async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
            const auto core = weak.lock();
            if (error || !core) return;
            core->timer_set_for = no_deadline;
            core->pool.drop_old();
            core->watch_pool();
        });
    }
};

struct Busy {
    explicit Busy(Core& core) : core_(core) { ++core_.stats.busy; }
    ~Busy() { --core_.stats.busy; }
    Core& core_;
};

asio::awaitable<void> perform(std::shared_ptr<Core> core, Request request, BodyStream* body, BodySink sink,
                              std::optional<Outcome>* outcome) {
    co_await asio::this_coro::throw_if_cancelled(false);
    const Busy busy(*core);
    ++core->stats.requests;
    auto connection = core->pool.take();
    if (!connection) {
        auto dialed = co_await core->dialer.dial();
        if (!dialed) {
            outcome->emplace(failure(std::move(dialed).error()));
            co_return;
        }
        ++core->stats.connections_opened;
        connection = std::move(dialed).value();
    }
    ClientExchange exchange(*connection, core->options, request, body, sink);
    auto answer = co_await exchange.run();
    outcome->emplace(std::move(answer));
    if (const auto until = exchange.reusable_until()) core->keep(std::move(connection), *until);
}

}  // namespace

class HttpClient::Impl {
  public:
    Impl(asio::any_io_executor executor, ClientOptions options)
        : core(std::make_shared<Core>(std::move(executor), std::move(options))) {}
    std::shared_ptr<Core> core;
};

HttpClient::HttpClient(asio::any_io_executor executor, ClientOptions options)
    : impl_(std::make_unique<Impl>(std::move(executor), std::move(options))) {}

HttpClient::~HttpClient() { close(); }

// The work runs as a coroutine of its own: how it takes its cancellation does not leak into the caller's.
asio::awaitable<Outcome> HttpClient::send(Request request, BodyStream* body, BodySink sink) {
    const auto core = impl_->core;
    std::optional<Outcome> outcome;
    auto work = perform(core, std::move(request), body, std::move(sink), &outcome);
    co_await asio::co_spawn(core->executor, std::move(work), asio::use_awaitable);
    co_return std::move(*outcome);
}

HttpClient::Stats HttpClient::stats() const {
    Stats stats = impl_->core->stats;
    stats.idle = impl_->core->pool.size();
    return stats;
}

void HttpClient::close() {
    impl_->core->closed = true;
    impl_->core->timer_set_for = no_deadline;
    impl_->core->pool.clear();
}

}  // namespace understudy::net
