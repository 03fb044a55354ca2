// From the history into the queue, a page at a time.
#include <algorithm>

#include "core/webhook.hpp"
#include "daemon/webhooks/courier.hpp"

namespace understudy {

namespace {

constexpr std::size_t page_size = 200;
constexpr seconds store_patience{5};

}  // namespace

/// A page of the history that becomes messages, job by job.
struct Courier::Page {
    std::uint64_t line = 0;
    bool full = false;
    std::vector<HistoryEvent> wanted;
    std::size_t place = 0;  ///< of the next one in `wanted`
    WebhookTaking taking;
};

void Courier::take(std::uint64_t id, Line& line) {
    if (!line.known || line.taking || !line.grew || line.take_at > steady()) return;
    line.taking = true;
    line.grew = false;
    world_.events({"", line.cursor, page_size}, [this, id](auto events) { came(id, std::move(events)); });
}

void Courier::take_later(std::uint64_t id) {
    Line* line = find(id);
    if (line == nullptr) return;
    line->taking = false;
    line->grew = true;
    line->take_at = steady() + store_patience;
    wake_soon();
}

void Courier::came(std::uint64_t id, Result<std::vector<HistoryEvent>, StoreTrouble> events) {
    Line* line = find(id);
    if (line == nullptr || stopping_) return;
    if (!events) return take_later(id);
    if (events->empty()) {
        line->taking = false;
        return wake_soon();
    }
    auto page = std::make_shared<Page>();
    page->line = id;
    page->full = events->size() == page_size;
    page->taking = {line->plan.name, line->cursor, events->back().id, {}};
    for (HistoryEvent& event : *events)
        if (!line->gone && webhook_wants(line->plan.events, event)) page->wanted.push_back(std::move(event));
    ask_next_job(std::move(page));
}

void Courier::ask_next_job(std::shared_ptr<Page> page) {
    if (page->place == page->wanted.size()) return queue_page(page);
    const std::string job_id = page->wanted[page->place].job_id;
    world_.job(job_id, [this, page](const Result<Job, StoreTrouble>& job) {
        if (stopping_) return;
        const bool away = !job && job.error().kind == StoreTrouble::Kind::unavailable;
        if (away) return take_later(page->line);
        add_message(*page, job ? &*job : nullptr);
        ask_next_job(page);
    });
}

void Courier::add_message(Page& page, const Job* job) {
    const HistoryEvent& event = page.wanted[page.place++];
    WebhookMessage message;
    message.webhook = page.taking.webhook;
    message.message_id = webhook_message_id(event);
    message.event_id = event.id;
    message.job_id = event.job_id;
    message.type = webhook_type_of(event);
    message.body = world_.body({message.type, event.at, message.webhook, &event, job});
    message.made_at = message.due_at = world_.clock.wall();
    page.taking.messages.push_back(std::move(message));
}

void Courier::queue_page(const std::shared_ptr<Page>& page) {
    world_.queue.take(page->taking, [this, page](const auto& done) { queued(*page, done); });
}

void Courier::queued(const Page& page, const Result<Nothing, StoreTrouble>& done) {
    Line* line = find(page.line);
    if (line == nullptr) return;
    if (!done && done.error().kind == StoreTrouble::Kind::conflict) {
        // Its place is another one than we thought: only the queue knows.
        world_.tell("webhook " + line->plan.name + ": " + done.error().what + "; looked up anew", true);
        line->known = false;
        name_at_ = steady() + store_patience;
    }
    if (!done) return take_later(page.line);
    line->taking = false;
    line->cursor = page.taking.to;
    line->grew = line->grew || page.full;
    if (!page.taking.messages.empty()) {
        line->look = true;
        look_at_standings();
    }
    wake_soon();
}

}  // namespace understudy
