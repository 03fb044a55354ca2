#include "audio/deliveries.hpp"

#include <utility>

namespace understudy {

Deliveries::Ticket Deliveries::expect(std::function<void()> when_stopped) {
    const std::lock_guard lock(mutex_);
    const Ticket ticket = ++last_;
    if (stopped_) {
        post_(std::move(when_stopped));
    } else {
        owed_.emplace(ticket, std::move(when_stopped));
    }
    return ticket;
}

void Deliveries::deliver(Ticket ticket, std::function<void()> reply) {
    const std::lock_guard lock(mutex_);
    if (owed_.erase(ticket) > 0) post_(std::move(reply));
}

void Deliveries::post(std::function<void()> work) {
    const std::lock_guard lock(mutex_);
    if (!stopped_) post_(std::move(work));
}

bool Deliveries::stopped() {
    const std::lock_guard lock(mutex_);
    return stopped_;
}

void Deliveries::forget(Ticket ticket) {
    const std::lock_guard lock(mutex_);
    owed_.erase(ticket);
}

void Deliveries::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (auto& [ticket, when_stopped] : owed_) post_(std::move(when_stopped));
    owed_.clear();
}

}  // namespace understudy
