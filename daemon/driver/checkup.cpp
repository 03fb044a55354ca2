// The checkup: what the driver sees itself (store, jobs, cloud), beside what the premises say. Nothing is
// changed, neither here nor in the cloud. Who asks while one is under way hears what that one finds.
#include "daemon/driver/checkup.hpp"

#include <algorithm>
#include <iterator>

namespace understudy {
namespace {

/// The cloud, the disk or a NAS may never answer, but who asks waits.
constexpr seconds kPatience{30};

Problem stopping_problem() {
    return {503, "stopping", "The daemon is stopping", "nothing was looked at; try again in a moment", ""};
}

Check machine_unseen(const std::string& why) {
    return {"service", "", CheckVerdict::fail, "The machine could not be looked at: " + why + ".",
            "see what the machine is busy with, and the daemon's log: journalctl -u understudyd"};
}

}  // namespace

void Driver::Impl::checkup(Answer<Checks> answer) {
    if (stopping_) return answer_later([answer] { answer(failure(stopping_problem())); });
    if (checkup_) return checkup_->askers.push_back(std::move(answer));
    const auto round = std::make_shared<Checkup>();
    round->askers.push_back(std::move(answer));
    round->ends = ports_.clock.steady() + kPatience;
    checkup_ = round;
    check_premises(round);
    check_store(round);
    check_cloud(round);
    rearm();
}

void Driver::Impl::check_premises(const CheckupRound& round) {
    if (!ports_.premises) return section_done(round, Checkup::premises, {});
    try {
        ports_.premises->examine(
            [this, round](Checks checks) { section_done(round, Checkup::premises, std::move(checks)); });
    } catch (const std::exception& error) {
        section_done(round, Checkup::premises, {machine_unseen(error.what())});
    }
}

void Driver::Impl::section_done(const CheckupRound& round, int section, Checks more) {
    const auto at = static_cast<std::size_t>(section);
    if (round != checkup_ || std::exchange(round->done.at(at), true)) return;
    std::move(more.begin(), more.end(), std::back_inserter(round->found.at(at)));
    if (std::all_of(round->done.begin(), round->done.end(), [](bool done) { return done; })) end_checkup();
}

void Driver::Impl::end_checkup() {
    const CheckupRound round = std::exchange(checkup_, nullptr);
    if (ports_.premises)
        round->found[Checkup::cloud].push_back(
            judge_clock(ports_.premises->cloud_ahead(), round->tls_failed));
    Checks all;
    for (Checks& section : round->found) std::move(section.begin(), section.end(), std::back_inserter(all));
    for (const auto& answer : round->askers) answer(Checks(all));
    rearm();
}

std::optional<Duration> Driver::Impl::checkup_due_at() const {
    if (!checkup_) return std::nullopt;
    return std::min(checkup_->ends, checkup_->look_again_at.value_or(checkup_->ends));
}

void Driver::Impl::checkup_due(Duration steady) {
    if (!checkup_) return;
    if (checkup_->ends <= steady) return checkup_times_out();
    if (!checkup_->look_again_at || *checkup_->look_again_at > steady) return;
    checkup_->look_again_at.reset();
    look_again_for_neglect(checkup_);
}

/// Each part that is still awaited says so. A call that is under way is given up; nobody waits for its reply.
void Driver::Impl::checkup_times_out() {
    const CheckupRound round = checkup_;
    section_done(round, Checkup::premises, {machine_unseen("it did not answer in time")});
    section_done(round, Checkup::database, database_found(*round));
    section_done(round, Checkup::jobs, jobs_unseen());
    section_done(round, Checkup::cloud, cloud_found_so_far(*round));
    if (round->call) ports_.cloud.cancel(*round->call);
}

/// Who waits for a checkup does not hold up a stop.
void Driver::Impl::drop_checkup() {
    const CheckupRound round = std::exchange(checkup_, nullptr);
    if (!round) return;
    if (round->call) ports_.cloud.cancel(*round->call);
    for (const auto& answer : round->askers) answer(failure(stopping_problem()));
}

}  // namespace understudy
