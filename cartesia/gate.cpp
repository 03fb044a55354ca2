#include "cartesia/gate.hpp"

#include <boost/asio/this_coro.hpp>

namespace understudy::cartesia {

using SteadyTime = std::chrono::steady_clock::time_point;

/// One that stands in the queue; whoever goes away without having been served leaves it too.
class Waiting {
  public:
    Waiting(Gate& gate, Lane lane) : gate_(gate), ticket_(gate.order_.join(lane)), turn_(gate.executor_) {
        gate_.signals_.emplace(ticket_, &turn_);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() {
        gate_.signals_.erase(ticket_);
        gate_.order_.leave(ticket_, served_);
        gate_.wake_first();
    }
    [[nodiscard]] TurnOrder::Ticket ticket() const { return ticket_; }
    [[nodiscard]] net::Signal& turn() { return turn_; }
    void served() { served_ = true; }

  private:
    Gate& gate_;
    TurnOrder::Ticket ticket_;
    net::Signal turn_;
    bool served_ = false;
};

Gate::Gate(asio::any_io_executor executor, std::size_t capacity, std::chrono::microseconds spacing)
    : executor_(std::move(executor)), capacity_(capacity), spacing_(spacing) {}

Gate::Permit::~Permit() {
    if (gate_ == nullptr) return;
    --gate_->inside_;
    gate_->wake_first();
}

void Gate::wake_first() {
    if (const auto first = order_.first()) signals_.at(*first)->notify();
}

bool Gate::open_for(TurnOrder::Ticket ticket, SteadyTime now) const {
    const bool spaced = !last_entrance_ || now >= *last_entrance_ + spacing_;
    return inside_ < capacity_ && spaced && order_.first() == ticket;
}

SteadyTime Gate::next_look(TurnOrder::Ticket ticket) const {
    // Without room, or behind others, a notification comes first; only the head waits for the time.
    const bool only_time_lacks = inside_ < capacity_ && last_entrance_ && order_.first() == ticket;
    return only_time_lacks ? *last_entrance_ + spacing_ : SteadyTime::max();
}

void Gate::let_in(SteadyTime now) {
    ++inside_;
    last_entrance_ = now;
}

asio::awaitable<std::optional<Gate::Permit>> Gate::enter(Lane lane) {
    Waiting waiting(*this, lane);
    for (;;) {
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return std::nullopt;
        const auto now = std::chrono::steady_clock::now();
        if (open_for(waiting.ticket(), now)) break;
        const SteadyTime look = next_look(waiting.ticket());
        co_await waiting.turn().wait(look);
    }
    waiting.served();
    let_in(std::chrono::steady_clock::now());
    co_return std::optional<Permit>(std::in_place, *this);
}

void Gate::set_spacing(std::chrono::microseconds spacing) {
    spacing_ = spacing;
    wake_first();
}

}  // namespace understudy::cartesia
