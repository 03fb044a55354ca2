#include "daemon/driver/switchboard.hpp"

#include "daemon/driver/problems.hpp"

namespace understudy {
namespace {

bool pauses(const ControlsChange& change) {
    return change.spending_paused == true || change.uploading_paused == true;
}

Problem not_kept(const StoreTrouble& trouble, const ControlsChange& change) {
    Problem problem = problem_of(trouble);
    if (pauses(change))
        problem.detail =
            trouble.what +
            "; it is paused now, and written as soon as the disk is back, but a restart before that "
            "forgets it: ask again then";
    return problem;
}

}  // namespace

void Switchboard::loaded(Controls controls) {
    known_ = true;
    settled_ = in_force_ = std::move(controls);
    if (!wishes_.empty()) keep_next();
    reckon();
}

void Switchboard::change(ControlsChange change, Answer<Controls> answer) {
    wishes_.push_back({std::move(change), clock_.wall(), std::move(answer)});
    if (!known_) return;
    if (wishes_.size() == 1) keep_next();
    reckon();
}

void Switchboard::keep_next() {
    Controls wanted = changed(settled_, wishes_.front().change, wishes_.front().at);
    store_.keep_controls(wanted, [this, wanted](Result<Nothing, StoreTrouble> result) mutable {
        kept(std::move(wanted), result);
    });
}

void Switchboard::kept(Controls wanted, const Result<Nothing, StoreTrouble>& result) {
    const Wish wish = std::move(wishes_.front());
    wishes_.pop_front();
    if (result.ok())
        settled_ = std::move(wanted);
    else
        refused(wish, result.error());
    if (!wishes_.empty()) keep_next();
    reckon();
    if (result.ok()) return wish.answer(in_force_);
    wish.answer(failure(not_kept(result.error(), wish.change)));
}

void Switchboard::refused(const Wish& wish, const StoreTrouble& trouble) {
    settled_ = paused_by(std::move(settled_), wish.change, wish.at);
    doubtful_ = true;
    store_failed_("the switches cannot be kept: " + trouble.what);
}

void Switchboard::store_works() {
    if (!doubtful_ || !wishes_.empty()) return;
    doubtful_ = false;
    store_.keep_controls(settled_, [this](const Result<Nothing, StoreTrouble>& result) {
        if (result.ok()) return;
        doubtful_ = true;
        store_failed_("the switches cannot be kept: " + result.error().what);
    });
}

void Switchboard::reckon() {
    Controls now = settled_;
    for (const Wish& wish : wishes_) now = paused_by(std::move(now), wish.change, wish.at);
    if (now == in_force_) return;
    in_force_ = std::move(now);
    turned_();
}

}  // namespace understudy
