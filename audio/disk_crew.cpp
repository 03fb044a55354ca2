#include "audio/disk_crew.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "audio/all_signals_blocked.hpp"

namespace understudy {
namespace {

using Clock = std::chrono::steady_clock;

struct Asked {
    DiskCrew::Task task;
    std::function<void()> when_silent;
};

struct Member {
    enum class At { rest, work, lost, end };
    At at = At::rest;
    Clock::time_point since{};  ///< at work: when the disk was last asked
    std::shared_ptr<Asked> asked{};
    bool told = false;  ///< nobody waits for it any more
    std::thread thread{};
};

}  // namespace

// All of it is guarded by the mutex.
struct DiskCrew::Shared : std::enable_shared_from_this<Shared> {
    explicit Shared(Options o) : options(o) {}

    [[nodiscard]] std::size_t count(Member::At at) const;
    [[nodiscard]] std::size_t fit() const { return count(Member::At::rest) + count(Member::At::work); }
    [[nodiscard]] bool may_begin_another() const;
    [[nodiscard]] bool accepts() const;
    void begin_another();
    void run(Member& member);
    [[nodiscard]] std::shared_ptr<Asked> next(std::unique_lock<std::mutex>& lock);
    void begin_work(Member& member, const std::shared_ptr<Asked>& asked);
    bool answered(Member& member);
    void watch();
    [[nodiscard]] std::optional<Clock::time_point> first_due() const;
    [[nodiscard]] std::deque<std::shared_ptr<Asked>> take_silent();

    const Options options;
    std::mutex mutex;
    std::condition_variable work_or_stop, watch_or_stop, member_ended;
    std::deque<std::shared_ptr<Asked>> queue;
    std::list<Member> members;
    bool silent = false, stopping = false, nothing_to_watch = false;
    std::thread watcher;
};

std::size_t DiskCrew::Shared::count(Member::At at) const {
    return static_cast<std::size_t>(std::count_if(members.begin(), members.end(),
                                                  [at](const Member& member) { return member.at == at; }));
}

bool DiskCrew::Shared::may_begin_another() const {
    return fit() < options.threads && count(Member::At::lost) < options.most_lost;
}

bool DiskCrew::Shared::accepts() const {
    if (silent && (count(Member::At::work) > 0 || !queue.empty())) return false;
    return fit() > 0 || may_begin_another();
}

/// Those that ended by themselves go; the watcher comes with the first.
void DiskCrew::Shared::begin_another() {
    for (auto member = members.begin(); member != members.end();) {
        const bool gone = member->at == Member::At::end;
        if (gone) member->thread.join();
        member = gone ? members.erase(member) : std::next(member);
    }
    const AllSignalsBlocked blocked;
    Member& member = members.emplace_back();
    member.thread = std::thread([self = shared_from_this(), &member] { self->run(member); });
    if (!watcher.joinable()) watcher = std::thread([self = shared_from_this()] { self->watch(); });
}

/// None when the thread is to end: at the stop, or when it was lost and its place has been taken.
std::shared_ptr<Asked> DiskCrew::Shared::next(std::unique_lock<std::mutex>& lock) {
    const auto to_end = [&] { return stopping || fit() > options.threads; };
    work_or_stop.wait(lock, [&] { return to_end() || !queue.empty(); });
    if (to_end()) return nullptr;
    auto asked = std::move(queue.front());
    queue.pop_front();
    return asked;
}

void DiskCrew::Shared::begin_work(Member& member, const std::shared_ptr<Asked>& asked) {
    member.at = Member::At::work;
    member.since = Clock::now();
    member.asked = asked;
    member.told = false;
    if (nothing_to_watch) watch_or_stop.notify_one();
}

void DiskCrew::Shared::run(Member& member) {
    const GoesOn goes_on = [this, &member] {
        const std::lock_guard lock(mutex);
        return answered(member);
    };
    std::unique_lock lock(mutex);
    while (auto asked = next(lock)) {
        begin_work(member, asked);
        lock.unlock();
        asked->task(goes_on);
        asked->task = nullptr;  // it may close a file, which asks the disk, too
        lock.lock();
        answered(member);
        member.at = Member::At::rest;
        member.asked.reset();
        lock.unlock();
        asked.reset();
        lock.lock();
    }
    member.at = Member::At::end;
    work_or_stop.notify_one();  // in case that this one was woken for work
    member_ended.notify_all();
}

/// The disk has just come back to this member. False: nobody waits for more.
bool DiskCrew::Shared::answered(Member& member) {
    member.at = Member::At::work;
    member.since = Clock::now();
    silent = false;
    return !member.told && !stopping;
}

std::optional<Clock::time_point> DiskCrew::Shared::first_due() const {
    std::optional<Clock::time_point> due;
    for (const Member& member : members)
        if (member.at == Member::At::work && (!due || member.since + options.patience < *due))
            due = member.since + options.patience;
    return due;
}

/// What takes too long, and everything that would wait behind it.
std::deque<std::shared_ptr<Asked>> DiskCrew::Shared::take_silent() {
    std::deque<std::shared_ptr<Asked>> taken;
    const auto now = Clock::now();
    bool found = false;
    for (Member& member : members) {
        if (member.at != Member::At::work || member.since + options.patience > now) continue;
        member.at = Member::At::lost;
        found = true;
        if (!std::exchange(member.told, true)) taken.push_back(member.asked);
    }
    if (!found) return taken;
    silent = true;
    std::move(queue.begin(), queue.end(), std::back_inserter(taken));
    queue.clear();
    return taken;
}

void DiskCrew::Shared::watch() {
    std::unique_lock lock(mutex);
    while (!stopping) {
        const auto due = first_due();
        nothing_to_watch = !due;
        if (due)
            watch_or_stop.wait_until(lock, *due);
        else
            watch_or_stop.wait(lock);
        auto taken = take_silent();
        lock.unlock();
        for (const auto& asked : taken) asked->when_silent();
        taken.clear();
        lock.lock();
    }
}

DiskCrew::DiskCrew(Options options) : shared_(std::make_shared<Shared>(options)) {}

DiskCrew::~DiskCrew() { stop(Clock::now()); }

void DiskCrew::submit(Task task, std::function<void()> when_silent) {
    auto asked = std::make_shared<Asked>(Asked{std::move(task), std::move(when_silent)});
    {
        const std::lock_guard lock(shared_->mutex);
        if (shared_->stopping) return;
        if (shared_->accepts()) {
            shared_->queue.push_back(std::move(asked));
            if (shared_->count(Member::At::rest) < shared_->queue.size() && shared_->may_begin_another())
                shared_->begin_another();
            return shared_->work_or_stop.notify_one();
        }
    }
    asked->when_silent();
}

void DiskCrew::begin_stop() {
    std::deque<std::shared_ptr<Asked>> dropped;  // destroyed without the lock
    const std::lock_guard lock(shared_->mutex);
    shared_->stopping = true;
    dropped.swap(shared_->queue);
    shared_->work_or_stop.notify_all();
    shared_->watch_or_stop.notify_all();
}

bool DiskCrew::stop(Clock::time_point until) {
    begin_stop();
    if (shared_->watcher.joinable()) shared_->watcher.join();
    std::unique_lock lock(shared_->mutex);
    const auto all_ended = [&] { return shared_->count(Member::At::end) == shared_->members.size(); };
    const bool none_stuck = shared_->member_ended.wait_until(lock, until, all_ended);
    for (Member& member : shared_->members) {
        if (!member.thread.joinable()) continue;
        if (member.at == Member::At::end)
            member.thread.join();
        else
            member.thread.detach();
    }
    return none_stuck;
}

}  // namespace understudy
