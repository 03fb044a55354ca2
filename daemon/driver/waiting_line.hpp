// Jobs in the order in which they come to their turn.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "core/explain.hpp"
#include "core/queue_place.hpp"

namespace understudy {

class WaitingLine {
  public:
    /// Joins the line, or moves to where the job belongs now.
    void stand(const Job& job);
    void leave(const std::string& job_id);
    [[nodiscard]] bool has(const std::string& job_id) const { return places_.contains(job_id); }
    [[nodiscard]] bool empty() const { return line_.empty(); }
    [[nodiscard]] std::size_t size() const { return line_.size(); }

    [[nodiscard]] const std::set<QueuePlace>& in_order() const { return line_; }
    [[nodiscard]] std::vector<std::string> ids() const;
    [[nodiscard]] std::optional<Position> position_of(const std::string& job_id) const;

    /// The key by which the job stands where the command says, in the line of its priority. `by_age` is the
    /// key of a job that came now.
    [[nodiscard]] Result<std::string, Problem> key_for(const Job& job, const MoveCommand& move,
                                                       const std::string& by_age) const;

  private:
    using Spot = std::set<QueuePlace>::const_iterator;
    [[nodiscard]] Spot before(Spot spot, const QueuePlace& its) const;
    [[nodiscard]] Spot after(Spot spot, const QueuePlace& its) const;

    std::set<QueuePlace> line_;
    std::map<std::string, QueuePlace> places_;  ///< by job
    mutable std::map<std::string, std::size_t>
        numbers_;  ///< made when they are asked for; empty when out of date
};

}  // namespace understudy
