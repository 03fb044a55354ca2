#include "daemon/api/reuse.hpp"

#include <nlohmann/json.hpp>

namespace understudy::api {

namespace {

Json view_of(const Reuse& reuse) {
    return {{"dataset_id", reuse.dataset_id}, {"job_id", reuse.job_id},
            {"files_wanted", reuse.wanted},   {"files_held", reuse.held},
            {"further_files", reuse.further}, {"words", in_words(reuse)},
            {"cure", cure_of(reuse)}};
}

}  // namespace

asio::awaitable<Json> reuse_for(const CloudRoom* room, const Job& job) {
    if (room == nullptr || room->reusable == nullptr || !may_reuse(job)) co_return Json(nullptr);
    using Found = std::vector<Reuse>;
    Asking<Found> ask = [&](Answer<Found> answer) {
        room->reusable->datasets_holding(job.id, as_store_answer(std::move(answer)));
    };
    const Asked<Found> found = co_await answer_to<Found>(std::move(ask));
    if (!found || found->empty()) co_return Json(nullptr);
    co_return view_of(found->front());
}

}  // namespace understudy::api
