// A new job: checked, its paths resolved, made durable, then answered. With an Idempotency-Key, once.
#include <algorithm>
#include <memory>

#include "core/check.hpp"
#include "core/marker.hpp"
#include "daemon/driver/impl.hpp"

namespace understudy {
namespace {

Problem may_be_there(const std::string& job_id) {
    return {503, "store-unavailable", "The database cannot be written",
            "whether " + job_id +
                " was made is known once the disk is back: send the same request with the same "
                "Idempotency-Key then, or look at the list before you submit it again",
            ""};
}

}  // namespace

void Driver::Impl::submit(Submission submission, std::optional<IdempotencyKey> key,
                          Answer<Submitted> answer) {
    if (outage_ && outage_->damaged)
        return answer_later([answer, problem = outage_problem()] { answer(failure(problem)); });
    auto checked = check_submission(std::move(submission), policy_);
    if (!checked.ok()) return answer_later([answer, problem = checked.error()] { answer(failure(problem)); });
    if (!key) return select_and_submit(std::move(checked.value()), std::nullopt, std::move(answer));
    once(*key, std::move(answer),
         [this, submission = std::move(checked.value()), key = *key](Answer<Submitted> done) mutable {
             select_and_submit(std::move(submission), std::move(key), std::move(done));
         });
}

void Driver::Impl::select_and_submit(Submission submission, std::optional<IdempotencyKey> key,
                                     Answer<Submitted> answer) {
    if (submission.spec.paths.empty())
        return answer_later(
            [this, submission = std::move(submission), key = std::move(key), answer]() mutable {
                create(std::move(submission), {}, std::move(key), std::move(answer));
            });
    std::vector<std::string> paths = submission.spec.paths;
    ports_.recordings.select(std::move(paths), [this, submission = std::move(submission),
                                                key = std::move(key), answer](auto selection) mutable {
        if (!selection.ok()) return answer(failure(selection.error()));
        if (auto refusal = check_selection(*selection)) return answer(failure(*std::move(refusal)));
        create(std::move(submission), std::move(selection.value()), std::move(key), std::move(answer));
    });
}

void Driver::Impl::create(Submission submission, Selection selection, std::optional<IdempotencyKey> key,
                          Answer<Submitted> answer) {
    if (stopping_)
        return answer(failure(Problem{503, "stopping", "The daemon is stopping",
                                      "nothing was made; try again in a moment", ""}));
    const Now moment = now();
    const std::string job_id = make_job_id(moment.wall, ports_.entropy.bits(), ports_.entropy.bits());
    if (!submission.hot_folder.empty())  // its own voice.toml was not overlooked
        std::erase(selection.ignored, submission.hot_folder + "/voice.toml");
    std::vector<std::string> ignored = selection.ignored;
    Step step = understudy::submit(job_id, std::move(submission), std::move(selection), moment);
    Commit commit;
    commit.job = without_recordings(step.job);
    commit.job.revision = 1;
    commit.replace_recordings = true;
    for (std::uint64_t position = 0; position < step.job.recordings.size(); ++position)
        commit.recordings.emplace_back(position, step.job.recordings[position]);
    commit.events = step.events;
    if (key)
        commit.idempotent_answer = IdempotentAnswer{key->key, key->fingerprint, job_id, 201, moment.wall};
    auto made = std::make_shared<Made>(
        Made{std::move(step.job), std::move(step.events), std::move(ignored), std::move(answer)});
    ports_.store.commit(
        std::move(commit), [this, made](Result<std::vector<std::int64_t>, StoreTrouble> result) {
            if (result.ok()) return created(*made, result.value());
            // A commit whose fsync failed may be on the disk all the same: only its row tells.
            ports_.store.load_job(
                made->job.id, [this, made, trouble = result.error()](Result<Job, StoreTrouble> stored) {
                    if (stored.ok()) return created(*made, {});
                    if (stored.error().kind == StoreTrouble::Kind::unavailable) load_later(made->job.id);
                    if (trouble.kind == StoreTrouble::Kind::unavailable)
                        store_fails("the database cannot be written: " + trouble.what), rearm();
                    const bool nobody_knows = stored.error().kind == StoreTrouble::Kind::unavailable;
                    made->answer(failure(nobody_knows ? may_be_there(made->job.id) : problem_of(trouble)));
                });
        });
}

void Driver::Impl::created(Made& made, const std::vector<std::int64_t>& event_ids) {
    made.job.revision = 1;
    const std::string job_id = made.job.id;
    Seat* loaded = find(job_id);  // where the start's reading of all jobs was quicker than this answer
    Seat& place = loaded ? *loaded : seat(std::move(made.job));
    for (std::size_t i = 0; i < made.events.size(); ++i) {
        made.events[i].id = i < event_ids.size() ? event_ids[i] : 0;
        newest_event_ = std::max(newest_event_, made.events[i].id);
        ports_.notifier.happened(place.job, made.events[i]);
    }
    tell(Change::What::history, job_id);
    made.answer(Submitted{view(place), std::move(made.ignored), false});
    pump(job_id);
}

}  // namespace understudy
