#include "storage/write/write_thread.hpp"

#include <algorithm>

namespace understudy {
namespace {

struct Told {
    std::function<void(ChangeAnswer)> tell;
    ChangeAnswer answer;
};

}  // namespace

WriteThread::WriteThread(GroupCommit group, std::size_t most_in_a_group, Post post)
    : group_(std::move(group)),
      most_in_a_group_(std::max<std::size_t>(most_in_a_group, 1)),
      post_(std::move(post)),
      thread_([this] { run(); }) {}

void WriteThread::stop() {
    requests_.close();
    if (thread_.joinable()) thread_.join();
}

void WriteThread::run() {
    for (auto waiting = requests_.take(); !waiting.empty(); waiting = requests_.take())
        while (!waiting.empty()) commit_together(waiting);
    group_->checkpoint();
    group_.reset();
}

// As many as fit one transaction, from the front. All are answered by one message: the I/O thread is woken
// once, and who hears of it and has more to say says it in time for the same next transaction.
void WriteThread::commit_together(std::deque<WriteRequest>& waiting) {
    const std::size_t size = std::min(waiting.size(), most_in_a_group_);
    std::vector<const Change*> changes;
    changes.reserve(size);
    for (std::size_t i = 0; i < size; ++i)
        if (waiting[i].change) changes.push_back(&*waiting[i].change);
    std::vector<ChangeAnswer> answers;
    if (!changes.empty()) answers = group_->write(changes);
    auto written = answers.begin();
    std::vector<Told> replies;
    replies.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
        WriteRequest& request = waiting.front();
        ChangeAnswer answer = request.change ? std::move(*written++) : std::vector<std::int64_t>{};
        replies.push_back({std::move(request.answer), std::move(answer)});
        waiting.pop_front();
    }
    post_([replies = std::move(replies)]() mutable {
        for (Told& reply : replies) reply.tell(std::move(reply.answer));
    });
}

}  // namespace understudy
