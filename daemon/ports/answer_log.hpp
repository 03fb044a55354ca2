// Tells the log which of the cloud's requests was which: for a trace, and for the cloud's support.
#pragma once

#include "cartesia/observer.hpp"

namespace understudy {

/// An answer about what was to be made in the cloud is told always, everything else where details are wanted.
class AnswerLog final : public cartesia::Observer {
  public:
    /// `next` is told of everything, too, and outlives it.
    explicit AnswerLog(cartesia::Observer& next) : next_(next) {}
    void exchanged(const cartesia::Exchanged& exchange) override;

  private:
    cartesia::Observer& next_;
};

}  // namespace understudy
