// Everything of a speaker goes: the jobs on one dataset, what they made in the cloud, and what is known of
// them here. What it will be is shown first. The jobs go last, so that the same command goes on where one
// broke off.
#include <algorithm>
#include <array>

#include "cli/cloud_requests.hpp"
#include "cli/commands.hpp"
#include "cli/confirm.hpp"
#include "cli/documents.hpp"
#include "cli/every_job.hpp"
#include "cli/json_reading.hpp"
#include "cli/once.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {
namespace {

struct Thing {
    const char* kind;  ///< as its place in the API is called: "voices", "fine-tunes", "datasets"
    std::string id, name;
};

struct Plan {
    std::vector<Thing> in_the_cloud;  ///< in the order in which they go
    std::vector<Job> jobs;
    std::string left_dataset;  ///< that none of the jobs made
};

bool is_over(const Job& job) {
    return job.state == "completed" || job.state == "canceled" || job.state == "draft" ||
           (job.state == "failed" && !job.retry_at);
}

ExitCode at_work(Session& session, const Job& job) {
    return session.complain({ExitCode::refused,
                             {"at-work", "A job on this dataset is at work",
                              job.id + " is " + job.state + ". Nothing was removed.", "",
                              "understudy cancel " + job.id + ", and then this again", 0}});
}

/// The answer's body; nullopt where there is no such thing (any more).
Result<std::optional<std::string>, ExitCode> look(Session& session, net::Request request) {
    auto answer = session.ask(std::move(request), submission_patience);
    if (!answer) return failure(answer.error());
    if (answer->response.status == 404) return std::optional<std::string>();
    auto body = session.success_of(std::move(answer->response));
    if (!body) return failure(body.error());
    return std::optional(*std::move(body));
}

/// A job and all that were trained on the dataset that it stands on, or stood on before that was deleted.
std::vector<Job> of_one_speaker(const std::vector<Job>& jobs, const Job& meant) {
    const std::string& dataset = meant.dataset_id.empty() ? meant.deleted_dataset_id : meant.dataset_id;
    const auto belongs = [&](const Job& job) {
        const bool shares = job.dataset_id == dataset || job.deleted_dataset_id == dataset;
        return job.id == meant.id || (!dataset.empty() && shares);
    };
    std::vector<Job> found;
    std::copy_if(jobs.begin(), jobs.end(), std::back_inserter(found), belongs);
    return found;
}

bool has_job(const Plan& plan, const std::string& id) {
    return std::any_of(plan.jobs.begin(), plan.jobs.end(), [&](const Job& job) { return job.id == id; });
}

/// Of a list that must be read whole: who cannot see what there is must not say that all of it is gone.
Result<Json, ExitCode> listed(Session& session, net::Request request) {
    const auto body = session.ask_for_success(std::move(request), submission_patience);
    if (!body) return failure(body.error());
    auto json = parsed_json(*body);
    if (!json || member(*json, "data") == nullptr)
        return failure(session.complain(not_understood("a list was expected")));
    return *std::move(json);
}

/// Those that bear a mark of one of the jobs, or that one of them adopted, and before each its voices, which
/// a job that did not complete knows nothing of.
Result<Nothing, ExitCode> add_fine_tunes(Session& session, Plan& plan) {
    const auto all = listed(session, look_at("fine-tunes"));
    if (!all) return failure(all.error());
    for (const Json& fine_tune : array_in(*all, "data")) {
        if (!has_job(plan, text_in(fine_tune, "job_id"))) continue;
        const std::string id = text_in(fine_tune, "id");
        const auto voices = listed(session, look_at("fine-tunes", id, "voices"));
        if (!voices) return failure(voices.error());
        for (const Json& voice : array_in(*voices, "data"))
            plan.in_the_cloud.push_back({"voices", text_in(voice, "id"), text_in(voice, "name")});
        plan.in_the_cloud.push_back({"fine-tunes", id, text_in(fine_tune, "name")});
    }
    return Nothing{};
}

/// Those that bear a mark of one of the jobs; the one that they stand on, too, where that is wanted.
Result<Nothing, ExitCode> add_datasets(Session& session, Plan& plan, const std::string& stood_on,
                                       bool wanted) {
    const auto all = listed(session, look_at("datasets"));
    if (!all) return failure(all.error());
    for (const Json& dataset : array_in(*all, "data")) {
        const std::string id = text_in(dataset, "id");
        if (has_job(plan, text_in(dataset, "job_id")) || (wanted && id == stood_on))
            plan.in_the_cloud.push_back({"datasets", id, text_in(dataset, "name")});
        else if (id == stood_on)
            plan.left_dataset = id;
    }
    return Nothing{};
}

Result<Plan, ExitCode> plan_of(Session& session, const ForgetCommand& command, const Job& meant) {
    Plan plan;
    const auto jobs = every_job(session);
    if (!jobs) return failure(jobs.error());
    plan.jobs = of_one_speaker(*jobs, meant);
    for (const Job& job : plan.jobs) {
        if (!is_over(job)) return failure(at_work(session, job));
    }
    if (const auto added = add_fine_tunes(session, plan); !added) return failure(added.error());
    if (const auto added = add_datasets(session, plan, meant.dataset_id, command.with_dataset); !added)
        return failure(added.error());
    return plan;
}

void show(Session& session, const Plan& plan) {
    World& world = session.world();
    world.err("In the cloud:\n");
    for (const Thing& thing : plan.in_the_cloud)
        world.err(std::string("  ") + thing.kind + "  " + visible(thing.id) + "  " + visible(thing.name) +
                  "\n");
    if (plan.in_the_cloud.empty()) world.err("  nothing\n");
    world.err("Here, with history and findings:\n");
    for (const Job& job : plan.jobs)
        world.err("  job  " + visible(job.id) + "  " + visible(job.name) + "  " + visible(job.state) + "\n");
    if (!plan.left_dataset.empty())
        world.err("The dataset " + visible(plan.left_dataset) +
                  " bears no mark of these jobs, and stays; --with-dataset removes it, too.\n");
}

/// What is gone already is as good.
ExitCode remove(Session& session, const Thing& thing) {
    const auto there = look(session, look_at(thing.kind, thing.id));
    if (!there) return there.error();
    if (!*there) return ExitCode::done;
    const auto answer = ask_once(session, change_at("DELETE", thing.kind, thing.id, "", ""), usual_patience,
                                 "the same command again goes on");
    return answer ? ExitCode::done : answer.error();
}

ExitCode remove(Session& session, const Job& job) {
    auto answered = session.ask(delete_job(job.id));
    if (!answered) return answered.error();
    if (answered->response.status == 404) return ExitCode::done;
    const auto success = session.success_of(std::move(answered->response));
    return success ? ExitCode::done : success.error();
}

/// Drafts first: they would go on using what they stand on. The other jobs last.
ExitCode carry_out(Session& session, const Plan& plan) {
    for (const Job& job : plan.jobs)
        if (job.state == "draft")
            if (const ExitCode code = remove(session, job); code != ExitCode::done) return code;
    for (const Thing& thing : plan.in_the_cloud)
        if (const ExitCode code = remove(session, thing); code != ExitCode::done) return code;
    for (const Job& job : plan.jobs)
        if (const ExitCode code = remove(session, job); code != ExitCode::done) return code;
    return ExitCode::done;
}

std::string document_of(const Plan& plan) {
    Body body;
    for (const char* kind : {"voices", "fine-tunes", "datasets"}) {
        std::vector<std::string> ids;
        for (const Thing& thing : plan.in_the_cloud)
            if (std::string_view(thing.kind) == kind) ids.push_back(thing.id);
        body.texts(kind == std::string_view("fine-tunes") ? "fine_tunes" : kind, ids);
    }
    std::vector<std::string> jobs;
    for (const Job& job : plan.jobs) jobs.push_back(job.id);
    body.texts("jobs", jobs);
    return body.to_string();
}

}  // namespace

ExitCode perform(Session& session, const ForgetCommand& command) {
    const auto id = session.full_id(command.id);
    if (!id) return id.error();
    const auto job = session.ask_for_job(get_job(*id));
    if (!job) return job.error();
    const auto plan = plan_of(session, command, *job);
    if (!plan) return plan.error();
    if (!command.yes || !session.json()) show(session, *plan);
    if (!command.yes) {
        const ExitCode agreed =
            confirm(session, "Nothing brings it back; the recordings themselves are not touched.",
                    "Forget it?", "Nothing was removed.");
        if (agreed != ExitCode::done) return agreed;
    }
    if (const ExitCode code = carry_out(session, *plan); code != ExitCode::done) return code;
    if (session.json()) return session.print_json(document_of(*plan));
    session.say("Gone: " + counted(plan->in_the_cloud.size(), "thing") + " in the cloud and " +
                counted(plan->jobs.size(), "job") + " here.");
    return ExitCode::done;
}

}  // namespace understudy::cli
