// The calls that are under way, each a coroutine that is kept track of until its end.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string_view>

#include "net/signal.hpp"

namespace understudy::cartesia {

namespace asio = boost::asio;

/// One call, as its coroutine and its canceller both see it.
struct Call {
    std::string_view endpoint{};  ///< what it asks for, in a word that lasts: "upload_file"
    bool paid = false;            ///< costs money once it is on the wire: a stop awaits it
    bool started = false;         ///< its coroutine runs: from here on it hears the cancellation itself
    bool given_up = false;        ///< cancelled; one that has not started must not begin its request
    bool on_the_wire = false;     ///< its request is being sent, or has been
    asio::cancellation_signal cancellation;
};

/// Used on the executor's one thread. stop() must have returned before it is destroyed, unless the executor's
/// context is destroyed with all that waits there.
class Calls {
  public:
    using CallId = std::uint64_t;
    explicit Calls(asio::any_io_executor executor);
    Calls(const Calls&) = delete;
    Calls& operator=(const Calls&) = delete;

    /// Starts `work`, which tells `call` how far it is. Never resumes it from inside this function.
    CallId start(std::shared_ptr<Call> call, asio::awaitable<void> work);
    /// An id without a fellow, for a call that is answered without any work.
    CallId next_id() { return ++last_id_; }
    /// Terminal cancellation; ids that are not under way are ignored.
    void cancel(CallId id);
    /// Cancels all but the paid calls on the wire, which are awaited up to `grace` and then cancelled too.
    /// When it returns no call is under way.
    asio::awaitable<void> stop(std::chrono::milliseconds grace);
    [[nodiscard]] std::size_t under_way() const { return calls_.size(); }

  private:
    void give_up(const std::shared_ptr<Call>& call);
    void give_up_all(bool paid_ones_too);
    void end(CallId id);

    asio::any_io_executor executor_;
    std::map<CallId, std::shared_ptr<Call>> calls_;
    CallId last_id_ = 0;
    net::Signal ended_;
};

}  // namespace understudy::cartesia
