#include "core/controls.hpp"

namespace understudy {
namespace {

void turn(std::optional<Pause>& pause, std::optional<bool> wanted, const ControlsChange& change, Time now) {
    if (!wanted) return;
    if (!*wanted)
        pause.reset();
    else if (!pause)
        pause = Pause{now, change.reason, change.by};
    else if (!change.reason.empty())
        pause->reason = change.reason, pause->by = change.by;
}

}  // namespace

Controls changed(Controls controls, const ControlsChange& change, Time now) {
    turn(controls.spending, change.spending_paused, change, now);
    turn(controls.uploading, change.uploading_paused, change, now);
    if (change.bandwidth_limit) controls.bandwidth_limit = *change.bandwidth_limit;
    return controls;
}

Controls paused_by(Controls controls, const ControlsChange& change, Time now) {
    if (change.spending_paused == true) turn(controls.spending, true, change, now);
    if (change.uploading_paused == true) turn(controls.uploading, true, change, now);
    return controls;
}

std::string in_words(const Pause& pause, const std::string& what) {
    return what + " is paused since " + to_rfc3339(pause.since) +
           (pause.by.empty() ? "" : " by " + pause.by) + (pause.reason.empty() ? "" : ": " + pause.reason);
}

}  // namespace understudy
