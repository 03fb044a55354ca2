// Who goes next, as a pure value: each lane first come, first served, and the lanes take turns, so that a
// thousand polls cannot hold up one create, nor a thousand uploads' clean-up the polls.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace understudy::cartesia {

enum class Lane : std::size_t { read, write };

class TurnOrder {
  public:
    using Ticket = std::uint64_t;
    Ticket join(Lane lane);
    /// The one whose turn it is. Of two lanes that wait, the one that was not served last.
    [[nodiscard]] std::optional<Ticket> first() const;
    /// Takes a ticket off, served or not; one that is not there is ignored. A served one counts as its lane's
    /// turn.
    void leave(Ticket ticket, bool served);
    [[nodiscard]] std::size_t waiting() const { return lanes_[0].size() + lanes_[1].size(); }

  private:
    std::array<std::deque<Ticket>, 2> lanes_;
    std::size_t preferred_ = static_cast<std::size_t>(Lane::write);
    Ticket last_ = 0;
};

}  // namespace understudy::cartesia
