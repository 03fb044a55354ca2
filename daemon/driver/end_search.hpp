// Finds the newest event with the one question that the store answers: what is the first event after this id?
//
// Ids rise, so "is there one after n?" is yes up to the newest event and no from there on: the steps double
// until the answer is no, then halve. Events that come meanwhile have higher ids and change no answer.
#pragma once

#include <cstdint>
#include <optional>

namespace understudy {

class EndSearch {
  public:
    /// `known`: an id that the newest event does not stand before, so 0 at worst. Where it is the newest
    /// one's, a single question is asked.
    explicit EndSearch(std::int64_t known) : low_(known) {}

    /// After which id to look; nullopt once end() is known.
    [[nodiscard]] std::optional<std::int64_t> question() const {
        if (!high_) return low_ + step_;
        if (low_ >= *high_) return std::nullopt;
        return low_ + (*high_ - low_) / 2;
    }
    /// The first event after question(); nullopt: there is none.
    void answered(std::optional<std::int64_t> first) {
        if (!first) {
            high_ = question();
        } else {
            low_ = *first;
            step_ = step_ == 0 ? 1 : step_ * 2;
        }
    }
    [[nodiscard]] std::int64_t end() const { return low_; }

  private:
    std::int64_t low_, step_ = 0;
    std::optional<std::int64_t> high_;  ///< nothing is after it
};

}  // namespace understudy
