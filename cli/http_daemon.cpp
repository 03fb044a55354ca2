// Commands are straight lines, so each call runs the loop until its own answer is there: the request, the end
// of patience and the interrupt race, and the two that lose are waited for, so that nothing outlives the
// call. A request is cancelled only once its coroutine runs: what is cancelled before that is thrown by Asio
// out of the loop itself, past the request's handler.
#include "cli/http_daemon.hpp"

#include <unistd.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <optional>
#include <system_error>

#include "net/client.hpp"

namespace understudy::cli {

namespace asio = boost::asio;

namespace {

using Sent = Result<net::Response, net::TransportTrouble>;

net::TransportTrouble never_begun() {
    net::TransportTrouble trouble;
    trouble.cancelled = true;
    trouble.what = "interrupted";
    return trouble;
}

/// One call's end before its answer, which may be wished for before the request has begun.
struct GivingUp {
    asio::cancellation_signal signal;
    bool begun = false, wished = false;

    void wish() {
        wished = true;
        if (begun) signal.emit(asio::cancellation_type::terminal);
    }
};

asio::awaitable<void> send_into(net::HttpClient& client, net::Request request, net::BodySink sink,
                                GivingUp& giving_up, std::optional<Sent>& outcome) {
    giving_up.begun = true;
    if (giving_up.wished) {
        outcome.emplace(failure(never_begun()));
        co_return;
    }
    Sent sent = co_await client.send(std::move(request), nullptr, std::move(sink));
    outcome.emplace(std::move(sent));
}

net::ClientOptions options_for(const Endpoint& endpoint, std::string ca_file) {
    net::ClientOptions options;
    options.origin = endpoint.origin;
    options.unix_path = endpoint.unix_path;
    options.ca_file = std::move(ca_file);
    options.timeouts.first_byte = std::chrono::hours(24);  // each call has its own patience
    options.max_answer = std::size_t{256} << 20;           // a history may be long
    options.user_agent = std::string("understudy-cli/") + UNDERSTUDY_VERSION;
    return options;
}

int duplicate(int descriptor) {
    const int copy = dup(descriptor);
    if (copy < 0) throw std::system_error(errno, std::generic_category(), "dup");
    return copy;
}

}  // namespace

class HttpDaemon::Impl {
  public:
    Impl(Endpoint where, std::string secret, std::string ca_file, int interrupt_descriptor)
        : endpoint(std::move(where)),
          token(std::move(secret)),
          client(io.get_executor(), options_for(endpoint, std::move(ca_file))),
          patience_timer(io),
          interrupts(io) {
        if (interrupt_descriptor >= 0) interrupts.assign(duplicate(interrupt_descriptor));
    }

    Result<net::Response, Unreachable> call(net::Request request, milliseconds patience,
                                            net::BodySink sink = nullptr) {
        io.restart();
        running_ = 0;
        interrupted_ = out_of_patience_ = false;
        GivingUp giving_up;
        std::optional<Sent> outcome;
        begin_request(std::move(request), std::move(sink), giving_up, outcome);
        watch_patience(patience, giving_up);
        watch_interrupts(giving_up);
        while (running_ > 0) io.run_one();
        return told(*std::move(outcome));
    }

    Endpoint endpoint;
    std::string token;
    asio::io_context io{1};
    net::HttpClient client;
    asio::steady_timer patience_timer;
    asio::posix::stream_descriptor interrupts;

  private:
    void begin_request(net::Request request, net::BodySink sink, GivingUp& giving_up,
                       std::optional<Sent>& outcome) {
        request.target = endpoint.origin.path + request.target;
        if (!token.empty()) request.headers.set("Authorization", "Bearer " + token);
        ++running_;
        const auto ended = [this](const std::exception_ptr& thrown) {
            --running_;
            patience_timer.cancel();
            if (interrupts.is_open()) interrupts.cancel();
            if (thrown) std::rethrow_exception(thrown);
        };
        asio::co_spawn(io, send_into(client, std::move(request), std::move(sink), giving_up, outcome),
                       asio::bind_cancellation_slot(giving_up.signal.slot(), ended));
    }

    void watch_patience(milliseconds patience, GivingUp& giving_up) {
        ++running_;
        patience_timer.expires_after(patience);
        patience_timer.async_wait([this, &giving_up](boost::system::error_code stopped) {
            --running_;
            if (stopped) return;
            out_of_patience_ = true;
            giving_up.wish();
        });
    }

    void watch_interrupts(GivingUp& giving_up) {
        if (!interrupts.is_open()) return;
        ++running_;
        interrupts.async_wait(asio::posix::stream_descriptor::wait_read,
                              [this, &giving_up](boost::system::error_code stopped) {
                                  --running_;
                                  if (stopped) return;
                                  interrupted_ = true;
                                  giving_up.wish();
                              });
    }

    Result<net::Response, Unreachable> told(Sent outcome) const {
        if (outcome) return std::move(outcome).value();
        const net::TransportTrouble& trouble = outcome.error();
        const bool before = trouble.phase == net::Phase::resolve || trouble.phase == net::Phase::connect ||
                            trouble.phase == net::Phase::tls;
        return failure(Unreachable{out_of_patience_ ? "no answer in time" : trouble.what, !before,
                                   interrupted_, out_of_patience_});
    }

    int running_ = 0;
    bool interrupted_ = false, out_of_patience_ = false;
};

HttpDaemon::HttpDaemon(Endpoint endpoint, std::string token, std::string ca_file, int interrupt_descriptor)
    : impl_(std::make_unique<Impl>(std::move(endpoint), std::move(token), std::move(ca_file),
                                   interrupt_descriptor)) {}
HttpDaemon::~HttpDaemon() = default;

Result<net::Response, Unreachable> HttpDaemon::call(net::Request request, milliseconds patience) {
    return impl_->call(std::move(request), patience);
}

Result<net::Response, Unreachable> HttpDaemon::follow(net::Request request, milliseconds patience,
                                                      const Take& take) {
    return impl_->call(std::move(request), patience, [this, &take](std::string_view piece) {
        impl_->patience_timer.cancel();  // it has begun
        return take(piece);
    });
}

std::string HttpDaemon::address() const { return impl_->endpoint.url; }

}  // namespace understudy::cli
