// What is asked for with an Idempotency-Key is done once, however often it is asked for.
#include "daemon/driver/impl.hpp"

namespace understudy {
namespace {

Problem in_progress() {
    return {409, "idempotency-key-in-progress", "This request is being answered already",
            "another request with this Idempotency-Key is under way; ask again in a moment", ""};
}

Problem reused() {
    return {422, "idempotency-key-reused", "This Idempotency-Key was used for another request",
            "send a new key with a new request, or the same request with the same key", ""};
}

Problem job_deleted(const std::string& job_id) {
    return {410, "job-deleted", "The job of this Idempotency-Key was deleted",
            job_id + " was deleted; send a new key if it is to be done once more", ""};
}

}  // namespace

/// Acts, unless the key was used before: then its job is shown. `act` answers through what it is given.
void Driver::Impl::once(const IdempotencyKey& key, Answer<Submitted> answer,
                        std::function<void(Answer<Submitted>)> act) {
    if (!keys_in_progress_.insert(key.key).second)
        return answer_later([answer] { answer(failure(in_progress())); });
    Answer<Submitted> done = [this, name = key.key,
                              answer = std::move(answer)](Result<Submitted, Problem> result) {
        keys_in_progress_.erase(name);
        answer(std::move(result));
    };
    ports_.store.find_answer(key.key, [this, key, done, act = std::move(act)](auto before) {
        if (!before.ok()) return done(failure(problem_of(before.error())));
        if (before.value()) return replay(key, *before.value(), done);
        act(done);
    });
}

void Driver::Impl::replay(const IdempotencyKey& key, const IdempotentAnswer& before,
                          Answer<Submitted> answer) {
    if (before.fingerprint != key.fingerprint) return answer(failure(reused()));
    tell_view(before.job_id, [answer, job_id = before.job_id](Result<JobView, Problem> view) {
        if (view.ok()) return answer(Submitted{std::move(view.value()), {}, true});
        answer(failure(view.error().status == 404 ? job_deleted(job_id) : view.error()));
    });
}

void Driver::Impl::command_once(const std::string& job_id, Command command, IdempotencyKey key,
                                Answer<Submitted> answer) {
    if (outage_) return answer_later([answer, problem = outage_problem()] { answer(failure(problem)); });
    once(key, std::move(answer), [this, job_id, command = std::move(command), key](Answer<Submitted> done) {
        Answer<JobView> tell = [done](Result<JobView, Problem> view) {
            if (!view.ok()) return done(failure(view.error()));
            done(Submitted{std::move(view.value()), {}, false});
        };
        fulfil(job_id, Wish{command, key, std::move(tell)});
    });
}

/// A commit has room for one key: the next one waits until that of the command before it is saved.
void Driver::Impl::wait_for_its_turn(Seat& seat, Wish wish) {
    seat.unsaved.saved.push_back([this, job_id = seat.job.id, wish = std::move(wish)](const Problem* lost) {
        if (lost) return wish.answer(failure(*lost));
        run_command_on(job_id, wish);
    });
}

}  // namespace understudy
