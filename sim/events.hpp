// What happens in a run, and when: a list drawn from the seed, each entry after a pause of any size, from
// milliseconds to hours. Internal to sim/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/person.hpp"
#include "sim/season.hpp"
#include "sim/stage.hpp"

namespace understudy::simulated {

class Events {
  public:
    Events(Stage& stage, Season season, Weather& weather, Person& person, Chance& chance)
        : stage_(stage), season_(season), weather_(weather), person_(person), chance_(chance) {}

    /// Puts `count` of them before the loop, one after the other.
    void begin(int count) { left_ = count, schedule(); }
    [[nodiscard]] bool over() const { return left_ == 0; }
    /// Ends everything that they began.
    void make_peace();

  private:
    void schedule();
    void happen();
    void storm();
    void outage();
    void disk();
    void crash();
    void lag();
    [[nodiscard]] bool known_to_a_job(const std::string& fine_tune_id) const;
    void backup();
    void cloud_trouble();
    void clock_step();
    void in_a_while(Duration longest, std::function<void()> then);

    Stage& stage_;
    Season season_;
    Weather& weather_;
    Person& person_;
    Chance& chance_;
    int left_ = 0;
    std::uint64_t era_ = 0;  ///< what was to end later is ended by a peace
    std::vector<std::string> hidden_;
    std::optional<SimulatedStore::Backup> backup_;
};

}  // namespace understudy::simulated
