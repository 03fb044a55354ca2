#include "daemon/api/cloud_asking.hpp"

#include "core/in_use.hpp"
#include "daemon/api/pages.hpp"

namespace understudy::api {

CloudWish about_dataset(const std::string& id, std::string deed) {
    return {"the dataset " + id, std::move(deed), "understudy datasets"};
}

CloudWish about_fine_tune(const std::string& id, std::string deed) {
    return {"the fine-tune " + id, std::move(deed), "understudy fine-tunes"};
}

CloudWish about_voice(const std::string& id, std::string deed) {
    return {"the voice " + id, std::move(deed), "understudy voices"};
}

asio::awaitable<Asked<CloudDataset>> dataset_in_cloud(CloudRoom& room, std::string id) {
    Asking<CloudDataset> ask = [&](Answer<CloudDataset> answer) {
        room.playground.get_dataset(id, as_cloud_answer(std::move(answer), about_dataset(id)));
    };
    co_return co_await answer_to<CloudDataset>(std::move(ask));
}

asio::awaitable<Asked<std::vector<CloudDataset>>> datasets_in_cloud(CloudRoom& room) {
    using Datasets = std::vector<CloudDataset>;
    Asking<Datasets> ask = [&](Answer<Datasets> answer) {
        room.cloud.list_datasets(as_cloud_answer(std::move(answer), CloudWish{"the datasets", "", ""}));
    };
    co_return co_await answer_to<Datasets>(std::move(ask));
}

asio::awaitable<Asked<std::vector<CloudFile>>> files_in_cloud(CloudRoom& room, std::string dataset_id) {
    using Files = std::vector<CloudFile>;
    Asking<Files> ask = [&](Answer<Files> answer) {
        room.cloud.list_files(dataset_id, as_cloud_answer(std::move(answer), about_dataset(dataset_id)));
    };
    co_return co_await answer_to<Files>(std::move(ask));
}

asio::awaitable<Asked<std::vector<CloudFineTune>>> fine_tunes_in_cloud(CloudRoom& room) {
    using FineTunes = std::vector<CloudFineTune>;
    Asking<FineTunes> ask = [&](Answer<FineTunes> answer) {
        room.cloud.list_fine_tunes(as_cloud_answer(std::move(answer), CloudWish{"the fine-tunes", "", ""}));
    };
    co_return co_await answer_to<FineTunes>(std::move(ask));
}

asio::awaitable<Asked<CloudFineTune>> fine_tune_in_cloud(CloudRoom& room, std::string id) {
    Asking<CloudFineTune> ask = [&](Answer<CloudFineTune> answer) {
        room.cloud.get_fine_tune(id, as_cloud_answer(std::move(answer), about_fine_tune(id)));
    };
    co_return co_await answer_to<CloudFineTune>(std::move(ask));
}

namespace {

using Wanted = std::function<bool(const Job&)>;

asio::awaitable<Asked<std::vector<Job>>> jobs_that(Desk& desk, std::vector<std::string> states,
                                                   Wanted wanted) {
    std::vector<Job> jobs;
    JobQuery query;
    query.states = std::move(states);
    query.limit = largest_read;
    for (;;) {
        Asking<std::vector<JobView>> ask = [&](Answer<std::vector<JobView>> answer) {
            desk.list(query, std::move(answer));
        };
        Asked<std::vector<JobView>> page = co_await answer_to<std::vector<JobView>>(std::move(ask));
        if (!page) co_return failure(page.error());
        const bool last = page->size() < largest_read;
        if (!page->empty()) query.before_id = page->back().job.id;
        for (JobView& view : *page)
            if (wanted(view.job)) jobs.push_back(std::move(view.job));
        if (last) co_return std::move(jobs);
    }
}

}  // namespace

asio::awaitable<Asked<std::vector<Job>>> jobs_at_work(Desk& desk) {
    std::vector<std::string> states{"draft", "uploading", "training", "failed"};
    Wanted at_work = [](const Job& job) { return !at_rest(job); };
    co_return co_await jobs_that(desk, std::move(states), std::move(at_work));
}

asio::awaitable<Asked<std::vector<Job>>> jobs_with_voice(Desk& desk, std::string voice_id) {
    std::vector<std::string> states{"completed"};
    Wanted has_it = [voice_id](const Job& job) { return has_voice(job, voice_id); };
    co_return co_await jobs_that(desk, std::move(states), std::move(has_it));
}

std::optional<Problem> is_being_filled(const CloudRoom* room, const std::string& dataset_id) {
    if (room == nullptr || dataset_id.empty() || !room->taken.contains(dataset_id)) return std::nullopt;
    return Problem{409, "in-use", "Something uses it",
                   "Another request is at work on the dataset " + dataset_id +
                       ". Nothing was changed; ask again when that is done.",
                   ""};
}

namespace {

template <class T>
asio::awaitable<Asked<Nothing>> no_job_uses(Desk& desk, const T& object, std::string what) {
    const Asked<std::vector<Job>> jobs = co_await jobs_at_work(desk);
    if (!jobs) co_return failure(jobs.error());
    for (const Job& job : *jobs)
        if (uses(job, object)) co_return failure(in_use(what + " " + object.id, job));
    co_return Nothing();
}

}  // namespace

asio::awaitable<Asked<Nothing>> nobody_uses(Desk& desk, CloudDataset dataset) {
    std::string what = "The dataset";
    co_return co_await no_job_uses(desk, dataset, std::move(what));
}

asio::awaitable<Asked<Nothing>> nobody_uses(Desk& desk, CloudFineTune fine_tune) {
    std::string what = "The fine-tune";
    co_return co_await no_job_uses(desk, fine_tune, std::move(what));
}

}  // namespace understudy::api
