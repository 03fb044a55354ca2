#include "sim/person.hpp"

#include "core/marker.hpp"

namespace understudy::simulated {

namespace {
const char* word_of(const Command& command) {
    static constexpr const char* words[] = {"start",   "cancel", "retry", "hold",   "release",
                                            "resolve", "edit",   "move",  "approve"};
    return words[command.index()];
}
}  // namespace

void Person::plan_job() {
    const std::string number = std::to_string(plans_.size());
    Submission submission;
    submission.spec.name = "Voice " + number;
    submission.spec.description = chance_.happens(0.5) ? "[understudy:not a marker] take two" : "";
    submission.spec.language = "en";
    submission.spec.max_attempts = static_cast<int>(chance_.between(0, 3));
    submission.start = chance_.happens(0.8);
    if (chance_.happens(0.15)) {
        submission.dataset_id = world_.cloud.add_dataset("made in the playground");
        for (int i = 0; i < 2; ++i)
            world_.cloud.add_file(submission.dataset_id, "old-" + std::to_string(i) + ".wav", 100);
    } else {
        const std::string folder = "/srv/voice-" + number;
        const auto count = chance_.between(1, 4);
        const bool too_short = chance_.happens(0.1);
        for (std::int64_t i = 0; i < count; ++i) {
            SimulatedRecordings::File file;
            file.size = static_cast<std::uint64_t>(chance_.between(1'000, 1'003));
            file.length = too_short ? Duration{seconds{60}} : Duration{std::chrono::minutes{40}};
            world_.recordings.files[folder + "/" + std::to_string(i) + ".wav"] = file;
        }
        submission.spec.paths = {folder};
    }
    plan(std::move(submission));
}

void Person::plan(Submission submission) {
    plans_.push_back({std::move(submission), "key-" + std::to_string(plans_.size()), ""});
}

void Person::submit_some(bool all) {
    for (std::size_t i = 0; i < plans_.size(); ++i)
        if (plans_[i].job_id.empty() && (all || chance_.happens(0.5))) submit(plans_[i]);
}

void Person::submit(Planned& plan) {
    if (!world_.driver) return;
    const auto place = static_cast<std::size_t>(&plan - plans_.data());
    trace_.say(world_.loop.steady(), "person", "submits " + plan.submission.spec.name);
    world_.driver->submit(
        plan.submission, IdempotencyKey{plan.key, plan.key}, [this, place](Result<Submitted, Problem> made) {
            std::string& id = plans_[place].job_id;
            // The job of this key was made once, and a person removed it since.
            const bool gone = !made.ok() && made.error().status == 410 && !removed_.empty();
            if (gone && id.empty()) id = *removed_.begin();
            if (!made.ok()) return;
            const std::string& given = made->view.job.id;
            if (!id.empty() && id != given)
                checker_.violated("one Idempotency-Key made two jobs: " + id + " and " + given);
            id = given;
            if (!removed_.contains(id)) checker_.acknowledged(id);
        });
}

void Person::restored() {
    for (Planned& plan : plans_)
        if (!world_.store.jobs.contains(plan.job_id) && !removed_.contains(plan.job_id)) plan.job_id.clear();
}

void Person::tell(const std::string& job_id, Command command) {
    if (!world_.driver) return;
    trace_.say(world_.loop.steady(), "person", std::string(word_of(command)) + " " + job_id);
    world_.driver->command(job_id, command, [this, job_id, command](Result<JobView, Problem> result) {
        if (result.ok()) return checker_.acknowledged(job_id, command);
        trace_.say(world_.loop.steady(), "refused", result.error().detail);
    });
}

void Person::remove(const std::string& job_id) {
    if (!world_.driver) return;
    trace_.say(world_.loop.steady(), "person", "removes " + job_id);
    removed_.insert(job_id);
    checker_.removing(job_id);
    world_.driver->remove(job_id, [this, job_id](Result<Nothing, Problem> result) {
        if (result.ok()) checker_.removed(job_id);
    });
}

/// A question changes nothing, but it may be the first that reads the job after a start.
void Person::ask_why(const std::string& job_id) {
    if (!world_.driver) return;
    trace_.say(world_.loop.steady(), "person", "asks why " + job_id);
    world_.driver->explain(job_id, [](const Result<Explanation, Problem>&) {});
}

void Person::switch_all(ControlsChange change) {
    if (!world_.driver) return;
    trace_.say(world_.loop.steady(), "person", "switches for all jobs");
    const auto acknowledged =
        change.spending_paused ? checker_.switching(*change.spending_paused) : std::function<void()>([] {});
    world_.driver->change_controls(std::move(change),
                                   [acknowledged](const Result<ControlsView, Problem>& result) {
                                       if (result.ok()) acknowledged();
                                   });
}

ControlsChange Person::some_switch() {
    ControlsChange change;
    if (chance_.happens(0.7)) change.spending_paused = chance_.happens(0.5);
    if (chance_.happens(0.4)) change.uploading_paused = chance_.happens(0.5);
    if (chance_.happens(0.2)) change.bandwidth_limit.emplace(1'000'000);
    return change;
}

MoveCommand Person::some_place() {
    const Job* other = any_job();
    return {static_cast<MoveCommand::To>(chance_.between(0, 3)), other ? other->id : "", ""};
}

const Job* Person::any_job() {
    const auto& jobs = world_.store.jobs;
    if (jobs.empty()) return nullptr;
    auto job = jobs.begin();
    std::advance(job, chance_.between(0, static_cast<std::int64_t>(jobs.size()) - 1));
    return &job->second;
}

EditCommand Person::edit_of(const Job& job) {
    EditCommand edit;
    if (chance_.happens(0.5)) edit.name = job.spec.name + "'";
    if (chance_.happens(0.3)) edit.description = "another text";
    if (chance_.happens(0.3)) edit.max_attempts = static_cast<int>(chance_.between(1, 4));
    if (chance_.happens(0.3) && !job.spec.paths.empty()) edit.paths = job.spec.paths;
    if (chance_.happens(0.3)) edit.priority = static_cast<int>(chance_.between(-2, 2));
    return edit;
}

void Person::meddle() {
    const Job* job = any_job();
    if (!job) return submit_some(false);
    const std::string id = job->id;
    switch (chance_.between(0, 15)) {
        case 0:
        case 1:
            return tell(id, StartCommand{chance_.happens(0.3) ? "it will do" : ""});
        case 2:
            return chance_.happens(0.3) ? tell(id, CancelCommand{chance_.happens(0.3)}) : submit_some(false);
        case 3:
        case 4:
            return tell(id, RetryCommand{});
        case 5:
        case 6:
            return tell(id, HoldCommand{});
        case 7:
        case 8:
            return tell(id, ReleaseCommand{});
        case 9:
            return tell(id, edit_of(*job));
        case 10:
            return chance_.happens(0.2) ? remove(id) : help(*job);
        case 11:
            return tell(id, some_place());
        case 12:
            return switch_all(some_switch());
        case 13:
            return ask_why(id);
        case 14:
            return work_by_hand();
        default:
            return help(*job);
    }
}

bool Person::content() const {
    for (const Planned& plan : plans_)
        if (plan.job_id.empty()) return false;
    for (const auto& [id, job] : world_.store.jobs)
        if (!at_rest(job)) return false;
    return true;
}

}  // namespace understudy::simulated
