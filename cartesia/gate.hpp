// A gate that lets so many through at a time, at a given spacing, in fair order.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <utility>

#include "cartesia/turn_order.hpp"
#include "net/signal.hpp"

namespace understudy::cartesia {

namespace asio = boost::asio;

/// Used on the executor's one thread; must outlive its permits and whoever waits.
class Gate {
  public:
    /// The right to be inside, given back by its destruction.
    class Permit {
      public:
        explicit Permit(Gate& gate) : gate_(&gate) {}
        Permit(Permit&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Permit& operator=(Permit&&) = delete;
        ~Permit();

      private:
        Gate* gate_;
    };

    /// At most `capacity` inside; entrances at least `spacing` apart (zero: no spacing).
    Gate(asio::any_io_executor executor, std::size_t capacity, std::chrono::microseconds spacing);

    /// Waits for its turn; nullopt when the waiting coroutine was cancelled.
    asio::awaitable<std::optional<Permit>> enter(Lane lane);
    void set_spacing(std::chrono::microseconds spacing);

  private:
    friend class Waiting;
    /// Whose turn it is looks again; nobody else could come in.
    void wake_first();
    [[nodiscard]] bool open_for(TurnOrder::Ticket ticket, std::chrono::steady_clock::time_point now) const;
    void let_in(std::chrono::steady_clock::time_point now);
    [[nodiscard]] std::chrono::steady_clock::time_point next_look(TurnOrder::Ticket ticket) const;

    asio::any_io_executor executor_;
    std::unordered_map<TurnOrder::Ticket, net::Signal*> signals_;  ///< of all that wait
    TurnOrder order_;
    std::size_t capacity_, inside_ = 0;
    std::chrono::microseconds spacing_;
    std::optional<std::chrono::steady_clock::time_point> last_entrance_;
};

}  // namespace understudy::cartesia
