// What is asked about money: the ledger, the budgets, what a job will take.
#include <algorithm>

#include "daemon/driver/impl.hpp"

namespace understudy {
namespace {

/// So many of the last trainings say how long the next one takes.
constexpr std::size_t trainings_looked_at = 100;

/// Nearest rank, of times that are sorted.
Duration percentile(const std::vector<Duration>& times, std::size_t hundredths) {
    const std::size_t rank = (times.size() * hundredths + 99) / 100;
    return times.at(std::max<std::size_t>(rank, 1) - 1);
}

void add_times(Quote& quote, std::vector<Duration> times) {
    std::sort(times.begin(), times.end());
    quote.trainings = times.size();
    if (times.empty()) return;
    quote.training = percentile(times, 50);
    quote.training_p90 = percentile(times, 90);
}

/// A training of this attempt is bought, or may be.
bool stands(const Job& job) {
    const auto* training = std::get_if<Training>(&job.state);
    return training && training->step != TrainingStep::checking;
}

Problem books_unread() {
    return {503, "store-unavailable", "The ledger is being read", "try again in a moment", ""};
}

bool narrows(const MovementQuery& query) {
    return query.since || query.until || !query.job_id.empty() || !query.labels.empty();
}

constexpr std::size_t movements_at_once = 1'000;

/// The sum of what fits, page by page: of all movements the store knows it, of some it has to look.
void sum_up(Store& store, MovementQuery query, Balance before, StoreReply<Balance> reply) {
    query.limit = movements_at_once;
    const MovementQuery asked = query;
    store.list_movements(asked, [&store, query = std::move(query), before, reply](auto movements) mutable {
        if (!movements.ok()) return reply(failure(movements.error()));
        for (const Movement& movement : movements.value()) before = after(before, movement);
        if (movements.value().size() < movements_at_once) return reply(before);
        query.after_id = movements.value().back().id;
        sum_up(store, std::move(query), before, std::move(reply));
    });
}

}  // namespace

void Driver::Impl::ledger(MovementQuery query, Answer<LedgerPage> answer) {
    MovementQuery all = query;
    all.after_id = 0;
    ports_.store.list_movements(std::move(query), [this, all, answer](auto movements) mutable {
        if (!movements.ok()) return answer(failure(problem_of(movements.error())));
        StoreReply<Balance> summed = [answer,
                                      movements = std::move(movements.value())](auto balance) mutable {
            if (!balance.ok()) return answer(failure(problem_of(balance.error())));
            answer(LedgerPage{std::move(movements), balance.value()});
        };
        if (!narrows(all)) return ports_.store.balance(std::move(summed));
        sum_up(ports_.store, std::move(all), {}, std::move(summed));
    });
}

void Driver::Impl::budget(Answer<BudgetView> answer) {
    answer_later([this, answer] {
        if (!treasury_.known()) return answer(failure(books_unread()));
        answer(treasury_.view());
    });
}

void Driver::Impl::quote(const std::string& job_id, Answer<Quote> answer) {
    with_seat_later(job_id, [this, answer](Result<Seat*, Problem> place) {
        if (!place.ok()) return answer(failure(place.error()));
        if (!treasury_.known()) return answer(failure(books_unread()));
        Quote quote;
        quote.job = without_recordings((*place)->job);
        const Tally& tally = quote.job.tally;
        const bool may_buy = !terminal(quote.job) && !stands(quote.job);
        quote.credits = may_buy ? credits_per_training : 0;
        if (quote.job.own_dataset && !terminal(quote.job))
            quote.bytes_to_upload = tally.bytes_total - std::min(tally.bytes_done, tally.bytes_total);
        quote.bytes_per_second = upload_meter_.rate();
        if (const auto limit = static_cast<double>(bandwidth_.now().limit); limit > 0)
            quote.bytes_per_second = std::min(quote.bytes_per_second.value_or(limit), limit);
        if (quote.bytes_per_second)
            quote.upload = Duration{static_cast<std::int64_t>(
                1e6 * static_cast<double>(quote.bytes_to_upload) / *quote.bytes_per_second)};
        if (may_buy) quote.shortfall = treasury_.shortfall(quote.job);
        quote.budget = treasury_.view();
        ports_.store.training_times(trainings_looked_at,
                                    [answer, quote = std::move(quote)](auto times) mutable {
                                        if (!times.ok()) return answer(failure(problem_of(times.error())));
                                        add_times(quote, std::move(times.value()));
                                        answer(std::move(quote));
                                    });
    });
}

}  // namespace understudy
