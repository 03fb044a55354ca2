// The watch over the hot folder: looks at the watched folders now and then, and has a job made of what was
// dropped into them once it has settled.
//
// What was taken is known by its Idempotency-Key, which the store keeps with the job in one commit: a kill at
// any moment neither loses a folder nor doubles it. All else is seen anew after a restart.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/clock.hpp"
#include "core/hot_folder.hpp"
#include "core/inbox.hpp"
#include "core/started_before.hpp"
#include "daemon/driver/desk.hpp"
#include "daemon/hot_folder/dropped.hpp"

namespace understudy::hot_folder {

constexpr std::size_t most_taken_a_look = 16;  ///< of one watched folder: the rest waits for its next look

/// What the watch works through. All outlive it.
struct World {
    HotFolders& folders;
    Desk& desk;
    Store& store;
    StartedBefore& before;
    Clock& clock;              ///< its own
    Inbox* inbox = nullptr;    ///< what is on its way into a folder there is waited for
    std::string inbox_path{};  ///< "" where there is none
    /// A line for the log; `trouble` when somebody should see to it.
    std::function<void(const std::string& words, bool trouble)> tell{};
};

/// On the I/O thread. Without watched folders it never wakes.
class Watch final : public HotFolderBoard {
  public:
    Watch(World world, HotFolderPlan plan);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// Once the desk is ready.
    void start();
    /// Asks nothing any more; what is asked already is answered into the void.
    void stop();
    void reconfigure(HotFolderPlan plan);
    [[nodiscard]] HotFolderReport report() const override;

  private:
    /// One watched folder. It is looked at by itself: a disk that hangs holds up no other.
    struct Place {
        WatchedFolder shown;
        std::map<std::string, Dropped> dropped;  ///< by path, links resolved
        bool looking = false, looked = false;
        Duration due{};                 ///< steady: of the next look
        std::deque<std::string> turns;  ///< paths that this look has yet to go into
        std::size_t taken = 0;          ///< tried in this look
    };
    /// `then`, unless the watch was stopped or told another plan meanwhile.
    template <class Answer>
    [[nodiscard]] std::function<void(Answer)> while_meant(std::function<void(Answer)> then);

    void set_out();
    void look(Place& place);
    void found(Place& place, Result<std::vector<DroppedFolder>, Problem> result);
    void see(Place& place, DroppedFolder seen);
    void read(Dropped& dropped, const std::string& text);
    void is_wrong(Dropped& dropped, const Wrong& wrong);
    void end_look(Place& place);
    void tell_of_early(Place& place);
    void rearm();
    void due();

    // taking.cpp: one folder after another, each from its voice.toml to its job.
    void next_turn(Place& place);
    void ask_store(Place& place, Dropped& dropped);
    void count(Place& place, Dropped& dropped);
    void counted(Place& place, Dropped& dropped, const FolderCensus& census);
    void ask_inbox(Place& place, Dropped& dropped);
    void submit(Place& place, Dropped& dropped);
    [[nodiscard]] HotFolderStart start_of(const VoiceSheet& sheet) const;
    void submitted(Dropped& dropped, const Submitted& made, const TakenFacts& facts);
    void not_submitted(Dropped& dropped, const Problem& problem);

    // starting.cpp: of those that were taken.
    using Labels = std::map<std::string, std::string>;
    [[nodiscard]] bool awaits_start(const Dropped& dropped) const;
    void see_to_start(Place& place, Dropped& dropped);
    void ask_what_was_started(Place& place, Dropped& dropped, Labels labels);
    void decide(Place& place, Dropped& dropped, Command command, const std::string& words);

    void wait(Dropped& dropped, const std::string& why);
    void refuse(Dropped& dropped, const std::string& why, const std::string& cure);
    void taken(Dropped& dropped, const std::string& job_id, const TakenFacts& facts);
    void tell(const Dropped& dropped, const std::string& words, bool trouble = false) const;
    bool become(Dropped& dropped, HotFolderEntry entry);
    [[nodiscard]] HotFolderEntry shown(const Dropped& dropped) const;

    World world_;
    HotFolderPlan plan_;
    bool started_ = false;
    std::shared_ptr<const int> meant_;     ///< another one whenever what was asked counts no more
    std::map<std::string, Place> places_;  ///< by path, as it is configured
};

template <class Answer>
std::function<void(Answer)> Watch::while_meant(std::function<void(Answer)> then) {
    return [meant = std::weak_ptr<const int>(meant_), then = std::move(then)](Answer answer) {
        if (!meant.expired()) then(std::move(answer));
    };
}

}  // namespace understudy::hot_folder
