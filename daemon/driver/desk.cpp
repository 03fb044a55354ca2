// What people ask of one job. Everything that changes it answers only once it is durable.
#include <algorithm>

#include "core/check.hpp"
#include "core/marker.hpp"
#include "core/stepper.hpp"
#include "daemon/driver/landing.hpp"

namespace understudy {
namespace {

std::string in_words_of(const Trouble& trouble) {
    return trouble.detail.empty() ? trouble.title : trouble.title + ": " + trouble.detail;
}

Problem cloud_unreachable(const Trouble& trouble) {
    return {503, "cloud-unreachable", "The cloud could not be asked",
            in_words_of(trouble) + "; nothing was changed, try again", ""};
}

/// Only what stands on the job's dataset and is nobody else's.
std::optional<Problem> forbids_adoption(const Job& job, const CloudFineTune& seen, bool known_to_a_job) {
    const auto marker = marker_of(seen.description);
    const bool ours = std::any_of(job.intents.begin(), job.intents.end(),
                                  [&](const Intent& intent) { return intent.remote_id == seen.id; });
    if (seen.dataset != job.dataset_id)
        return invalid_field("/fine_tune_id",
                             seen.id + " stands on dataset " + seen.dataset + ", not on this job's");
    if ((marker && marker->job_id != job.id) || (known_to_a_job && !ours))
        return invalid_field("/fine_tune_id", seen.id + " belongs to another job");
    return std::nullopt;
}

}  // namespace

void Driver::Impl::answer_later(std::function<void()> tell) { ports_.clock.soon(std::move(tell)); }

void Driver::Impl::with_seat_later(const std::string& job_id,
                                   std::function<void(Result<Seat*, Problem>)> then) {
    answer_later([this, job_id, then = std::move(then)]() mutable { with_seat(job_id, std::move(then)); });
}

void Driver::Impl::command(const std::string& job_id, Command command, Answer<JobView> answer) {
    if (outage_) return answer_later([answer, problem = outage_problem()] { answer(failure(problem)); });
    fulfil(job_id, Wish{std::move(command), std::nullopt, std::move(answer)});
}

void Driver::Impl::fulfil(const std::string& job_id, Wish wish) {
    const auto* edit = std::get_if<EditCommand>(&wish.command);
    const auto* resolve = std::get_if<ResolveCommand>(&wish.command);
    if (edit && edit->paths) return select_then_edit(job_id, std::move(wish));
    if (resolve && resolve->adopt && !resolve->fine_tune_id.empty())
        return check_adoption(job_id, std::move(wish));
    answer_later(
        [this, job_id, wish = std::move(wish)]() mutable { run_command_on(job_id, std::move(wish)); });
}

void Driver::Impl::run_command_on(const std::string& job_id, Wish wish) {
    with_seat(job_id, [this, wish = std::move(wish)](Result<Seat*, Problem> place) mutable {
        if (!place.ok()) return wish.answer(failure(place.error()));
        run_command(**place, std::move(wish));
    });
}

/// A command that breaks an invariant is a refusal too: the job stays as it was.
Result<Step, Problem> Driver::Impl::attempt_command(Seat& seat, Command command) {
    try {
        return understudy::command(std::move(seat.job), std::move(command), policy_, now());
    } catch (const BrokenInvariant& broken) {
        ports_.notifier.noticed("invariant_broken", std::string("a command was refused: ") + broken.what());
        return failure(Problem{500, "invariant-broken", "The job contradicts itself", broken.what(), ""});
    }
}

void Driver::Impl::run_command(Seat& seat, Wish wish) {
    if (wish.key && seat.unsaved.idempotent_answer) return wait_for_its_turn(seat, std::move(wish));
    const Answer<JobView> answer = std::move(wish.answer);
    const std::string job_id = seat.job.id;
    const bool bought_before = bought(seat.job);
    if (const auto problem = find_place(seat, wish.command)) return answer(failure(*problem));
    Job before = seat.job;
    auto result = attempt_command(seat, std::move(wish.command));
    if (!result.ok()) {
        seat.job = std::move(before);
        answer(failure(result.error()));
        return pump(job_id);
    }
    seat.job = std::move(result->job);
    if (wish.key) {
        seat.unsaved.idempotent_answer =
            IdempotentAnswer{wish.key->key, wish.key->fingerprint, job_id, 200, now().wall};
        result->changed = true;  // what changes nothing is done once, too
    }
    take(seat, std::move(result.value()));
    keep_books(seat, bought_before);
    // Before anything else can happen to the seat: what loses the change tells this, too.
    const bool durable = seat.durable();
    if (!durable) when_saved(seat, answer);
    pump(job_id);
    if (durable) tell_view(job_id, answer);
}

void Driver::Impl::when_saved(Seat& seat, Answer<JobView> answer) {
    Saved tell = [this, job_id = seat.job.id, answer = std::move(answer)](const Problem* lost) {
        if (lost) return answer(failure(*lost));
        tell_view(job_id, answer);
    };
    (seat.unsaved.any ? seat.unsaved.saved : seat.saving_then).push_back(std::move(tell));
}

/// Of a job that may just have left its seat.
void Driver::Impl::tell_view(const std::string& job_id, Answer<JobView> answer) {
    const Seat* place = find(job_id);
    if (place && place->reloading)
        return with_seat(job_id, [this, answer](Result<Seat*, Problem> loaded) {
            if (!loaded.ok()) return answer(failure(loaded.error()));
            answer(view(**loaded));
        });
    if (place) return answer(view(*place));
    ports_.store.load_job(job_id, [answer](Result<Job, StoreTrouble> job) {
        if (!job.ok()) return answer(failure(problem_of(job.error())));
        answer(JobView{std::move(job.value()), 0});
    });
}

void Driver::Impl::select_then_edit(const std::string& job_id, Wish wish) {
    std::vector<std::string> paths = *std::get<EditCommand>(wish.command).paths;
    ports_.recordings.select(std::move(paths),
                             [this, job_id, wish = std::move(wish)](auto selection) mutable {
                                 if (!selection.ok()) return wish.answer(failure(selection.error()));
                                 if (auto refusal = check_selection(*selection))
                                     return wish.answer(failure(*std::move(refusal)));
                                 std::get<EditCommand>(wish.command).selection = std::move(selection.value());
                                 run_command_on(job_id, std::move(wish));
                             });
}

/// What a person names must be there, and be nobody else's.
void Driver::Impl::check_adoption(const std::string& job_id, Wish wish) {
    const std::string fine_tune_id = std::get<ResolveCommand>(wish.command).fine_tune_id;
    ports_.cloud.get_fine_tune(fine_tune_id, [this, job_id, wish = std::move(wish),
                                              fine_tune_id](auto fine_tune) mutable {
        if (!fine_tune.ok()) {
            const bool missing = fine_tune.error().http_status == 404;
            return wish.answer(
                failure(missing ? invalid_field("/fine_tune_id", "the cloud has no fine-tune " + fine_tune_id)
                                : cloud_unreachable(fine_tune.error())));
        }
        ports_.store.known_fine_tunes(
            {fine_tune_id},
            [this, job_id, wish = std::move(wish), seen = std::move(fine_tune.value())](auto known) mutable {
                if (!known.ok()) return wish.answer(failure(problem_of(known.error())));
                adopt_if_ours(job_id, std::move(wish), seen, !known->empty());
            });
    });
}

void Driver::Impl::adopt_if_ours(const std::string& job_id, Wish wish, const CloudFineTune& seen,
                                 bool known_to_a_job) {
    with_seat(job_id,
              [this, wish = std::move(wish), seen, known_to_a_job](Result<Seat*, Problem> place) mutable {
                  if (!place.ok()) return wish.answer(failure(place.error()));
                  if (const auto problem = forbids_adoption((*place)->job, seen, known_to_a_job))
                      return wish.answer(failure(*problem));
                  run_command(**place, std::move(wish));
              });
}

void Driver::Impl::remove(const std::string& job_id, Answer<Nothing> answer) {
    with_seat_later(job_id, [this, job_id, answer](Result<Seat*, Problem> result) {
        if (!result.ok()) return answer(failure(result.error()));
        Seat& place = **result;
        if (auto problem = forbids_deletion(place.job)) return answer(failure(*problem));
        if (!place.idle() || !store_usable())
            return answer(failure(Problem{409, "busy", "The job is busy",
                                          "something is under way for it; try again in a moment", ""}));
        const std::int64_t revision = place.stored_revision;
        place.reloading = true;  // nothing may begin for it now
        forget_wishes(place);
        ports_.store.remove(job_id, revision, [this, job_id, answer](Result<Nothing, StoreTrouble> removed) {
            if (!removed.ok()) {
                answer(failure(problem_of(removed.error())));
                return reload(job_id);  // it may have reached the disk all the same: what stands there counts
            }
            leave(job_id);
            tell(Change::What::removed, job_id);
            answer(Nothing{});
            seat_loaded(job_id, failure(StoreTrouble{StoreTrouble::Kind::not_found,
                                                     job_id}));  // who waited meanwhile
        });
    });
}

void Driver::Impl::get(const std::string& job_id, Answer<JobView> answer) {
    answer_later([this, job_id, answer] {
        tell_view(job_id, [this, answer](Result<JobView, Problem> view) {
            if (!view.ok()) return answer(failure(view.error()));
            tell_with_files(std::move(view.value()), answer);
        });
    });
}

void Driver::Impl::list(JobQuery query, Answer<std::vector<JobView>> answer) {
    constexpr int kReadings = 3;
    list_rows(std::move(query), kReadings, std::move(answer));
}

/// Rows may be older than the jobs in their seats, which are shown instead. A job that came to rest while the
/// rows were read has given up its seat already: they are read again, or it would seem to be at work again.
void Driver::Impl::list_rows(JobQuery query, int readings_left, Answer<std::vector<JobView>> answer) {
    ports_.store.list_jobs(query, [this, query, readings_left, answer](auto jobs) {
        if (!jobs.ok()) return answer(failure(problem_of(jobs.error())));
        const bool outrun = ready_ && std::any_of(jobs->begin(), jobs->end(), [this](const Job& job) {
                                return !at_rest(job) && !find(job.id);
                            });
        if (outrun && readings_left > 1) return list_rows(query, readings_left - 1, answer);
        std::vector<JobView> views;
        views.reserve(jobs->size());
        for (Job& job : *jobs) {
            const Seat* place = find(job.id);
            if (place && !place->reloading)
                views.push_back(view(*place));
            else
                views.push_back({std::move(job), 0});
        }
        answer(std::move(views));
    });
}

void Driver::Impl::events(EventQuery query, Answer<std::vector<HistoryEvent>> answer) {
    const auto read = [this, query, answer] {
        ports_.store.list_events(query, [answer](Result<std::vector<HistoryEvent>, StoreTrouble> events) {
            if (!events.ok()) return answer(failure(problem_of(events.error())));
            answer(std::move(events.value()));
        });
    };
    if (query.job_id.empty()) return read();
    ports_.store.load_job(query.job_id, [answer, read](Result<Job, StoreTrouble> job) {
        if (!job.ok()) return answer(failure(problem_of(job.error())));
        read();
    });
}

}  // namespace understudy
