#include "daemon/api/cloud_sight.hpp"

#include "core/adoption.hpp"
#include "core/marker.hpp"

namespace understudy::api {

namespace {

using FoundIntent = std::optional<std::pair<std::string, Intent>>;

asio::awaitable<Asked<FoundIntent>> intent_with(Store& store, std::string nonce) {
    Asking<FoundIntent> ask = [&](Answer<FoundIntent> answer) {
        store.find_intent(nonce, as_store_answer(std::move(answer)));
    };
    co_return co_await answer_to<FoundIntent>(std::move(ask));
}

/// A row that does not make sense is a job's all the same.
asio::awaitable<Asked<bool>> is_here(Store& store, std::string job_id) {
    Asking<bool> ask = [&](Answer<bool> answer) {
        store.load_job(job_id, [answer = std::move(answer)](Result<Job, StoreTrouble> job) {
            using Kind = StoreTrouble::Kind;
            if (job || job.error().kind == Kind::corrupt) return answer(true);
            if (job.error().kind == Kind::not_found) return answer(false);
            as_store_answer<bool>(answer)(failure(job.error()));
        });
    };
    co_return co_await answer_to<bool>(std::move(ask));
}

asio::awaitable<Asked<std::vector<std::string>>> known_of(Store& store, std::vector<std::string> ids) {
    using Ids = std::vector<std::string>;
    Asking<Ids> ask = [&](Answer<Ids> answer) {
        store.known_fine_tunes(std::move(ids), as_store_answer(std::move(answer)));
    };
    co_return co_await answer_to<Ids>(std::move(ask));
}

asio::awaitable<Asked<Nothing>> look_up_owner(Store& store, const Marker& marker, CloudSight& sight) {
    auto intent = co_await intent_with(store, marker.nonce);
    if (!intent) co_return failure(intent.error());
    if (*intent) {
        sight.intents[marker.nonce] = std::move((*intent)->second);
        co_return Nothing();
    }
    const Asked<bool> here = co_await is_here(store, marker.job_id);
    if (!here) co_return failure(here.error());
    if (*here) sight.jobs.insert(marker.job_id);
    co_return Nothing();
}

/// The job of an intent with this nonce.
asio::awaitable<Asked<std::optional<std::string>>> job_with(Store& store, std::string nonce) {
    auto intent = co_await intent_with(store, std::move(nonce));
    if (!intent) co_return failure(intent.error());
    std::optional<std::string> job;
    if (*intent) job = (*intent)->first;
    co_return std::move(job);
}

std::vector<Marker> markers_in(const CloudSight& sight) {
    std::map<std::string, Marker> by_nonce;
    const auto note = [&](const std::string& description) {
        if (auto marker = marker_of(description)) by_nonce.emplace(marker->nonce, *marker);
    };
    for (const CloudFineTune& fine_tune : sight.fine_tunes) note(fine_tune.description);
    for (const CloudDataset& dataset : sight.datasets) note(dataset.description);
    std::vector<Marker> markers;
    for (auto& [nonce, marker] : by_nonce) markers.push_back(std::move(marker));
    return markers;
}

}  // namespace

asio::awaitable<Asked<FineTuneOwner>> owner_of(Store& store, CloudFineTune fine_tune) {
    FineTuneOwner owner;
    std::vector<std::string> ids{fine_tune.id};
    const auto known = co_await known_of(store, std::move(ids));
    if (!known) co_return failure(known.error());
    owner.known = !known->empty();
    std::string nonce = adopted_nonce(fine_tune.id);
    auto adopter = co_await job_with(store, std::move(nonce));
    if (!adopter) co_return failure(adopter.error());
    owner.job = std::move(*adopter);
    const auto marker = marker_of(fine_tune.description);
    if (owner.job || !marker) co_return std::move(owner);
    const Asked<bool> here = co_await is_here(store, marker->job_id);
    if (!here) co_return failure(here.error());
    if (*here) owner.job = marker->job_id;
    co_return std::move(owner);
}

asio::awaitable<Asked<CloudFindings>> look_at_cloud(CloudRoom& room) {
    CloudFindings findings;
    CloudSight& sight = findings.sight;
    auto fine_tunes = co_await fine_tunes_in_cloud(room);
    if (!fine_tunes) co_return failure(fine_tunes.error());
    sight.fine_tunes = std::move(*fine_tunes);
    auto datasets = co_await datasets_in_cloud(room);
    if (!datasets) co_return failure(datasets.error());
    sight.datasets = std::move(*datasets);
    for (const Marker& marker : markers_in(sight)) {
        const Asked<Nothing> looked_up = co_await look_up_owner(room.store, marker, sight);
        if (!looked_up) co_return failure(looked_up.error());
    }
    std::vector<std::string> ids;
    for (const CloudFineTune& fine_tune : sight.fine_tunes) ids.push_back(fine_tune.id);
    const auto known = co_await known_of(room.store, std::move(ids));
    if (!known) co_return failure(known.error());
    sight.known_fine_tunes = {known->begin(), known->end()};
    for (const CloudFineTune& fine_tune : sight.fine_tunes) {
        if (!sight.known_fine_tunes.contains(fine_tune.id) || marker_of(fine_tune.description)) continue;
        std::string nonce = adopted_nonce(fine_tune.id);
        const auto job = co_await job_with(room.store, std::move(nonce));
        if (!job) co_return failure(job.error());
        if (*job) findings.adopters[fine_tune.id] = **job;
    }
    co_return std::move(findings);
}

}  // namespace understudy::api
