// /v1/voices: those that the account owns, and what they sound like.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/catalogue.hpp"
#include "core/in_use.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/cloud_asking.hpp"
#include "daemon/api/cloud_views.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/request_cloud.hpp"
#include "daemon/api/views.hpp"

namespace understudy::api {

namespace {

asio::awaitable<Asked<OwnedVoice>> voice_in_cloud(CloudRoom& room, std::string id) {
    Asking<OwnedVoice> ask = [&](Answer<OwnedVoice> answer) {
        room.playground.get_voice(id, as_cloud_answer(std::move(answer), about_voice(id)));
    };
    co_return co_await answer_to<OwnedVoice>(std::move(ask));
}

/// Every sentence costs credits, though few.
Problem spending_paused() {
    return {409, "paused", "This is paused",
            "All spending is paused, and what a voice says costs credits. It goes on with: understudy resume "
            "spending.",
            ""};
}

std::optional<Problem> refuse_model(const std::string& model_id, const std::string& usual) {
    if (standing_of(model_id, usual) != ModelStanding::alias) return std::nullopt;
    return invalid_field(
        "/model_id", "A professional voice needs a dated model, this is an alias; use \"" + usual + "\".");
}

asio::awaitable<Asked<Spoken>> spoken(CloudRoom& room, Utterance utterance) {
    CloudWish wish{"the sentence", "spoken, and charged,", "ask for it again if it is worth its credits"};
    Asking<Spoken> ask = [&](Answer<Spoken> answer) {
        room.playground.say(std::move(utterance), as_cloud_answer(std::move(answer), std::move(wish)));
    };
    co_return co_await answer_to<Spoken>(std::move(ask));
}

net::Response audio_answer(Spoken speech, const std::string& model_id) {
    net::Response response = empty_answer(200);
    response.headers.set("Content-Type", speech.content_type);
    response.headers.set("Understudy-Model", model_id);
    response.body = std::move(speech.bytes);
    return response;
}

using CloudVoices = std::vector<CloudVoice>;

/// What a fine-tune has made so far; none where the cloud has no answer to that yet.
asio::awaitable<Asked<CloudVoices>> voices_made_by(CloudRoom& room, std::string fine_tune_id) {
    Asking<CloudVoices> ask = [&](Answer<CloudVoices> answer) {
        room.cloud.list_voices(fine_tune_id,
                               as_cloud_answer(std::move(answer), about_fine_tune(fine_tune_id)));
    };
    Asked<CloudVoices> voices = co_await answer_to<CloudVoices>(std::move(ask));
    const bool refused = !voices && voices.error().status != 503;
    if (refused) co_return CloudVoices();
    co_return std::move(voices);
}

/// A job that is training is about to collect what its fine-tune made. No other job at work has voices.
asio::awaitable<Asked<Nothing>> nobody_collects(Desk& desk, CloudRoom& room, std::string voice_id) {
    const Asked<std::vector<Job>> jobs = co_await jobs_at_work(desk);
    if (!jobs) co_return failure(jobs.error());
    for (const Job& job : *jobs) {
        const auto* training = std::get_if<Training>(&job.state);
        if (training == nullptr || training->fine_tune_id.empty()) continue;
        const Asked<CloudVoices> voices = co_await voices_made_by(room, training->fine_tune_id);
        if (!voices) co_return failure(voices.error());
        const bool its = std::any_of(voices->begin(), voices->end(),
                                     [&](const CloudVoice& voice) { return voice.id == voice_id; });
        if (its) co_return failure(in_use("The voice " + voice_id, job));
    }
    co_return Nothing();
}

}  // namespace

asio::awaitable<net::Response> list_voices(Desk&, Call call) {
    using Voices = std::vector<OwnedVoice>;
    CloudRoom& room = *call.shared.cloud;
    Asking<Voices> ask = [&](Answer<Voices> answer) {
        room.playground.list_own_voices(as_cloud_answer(std::move(answer), CloudWish{"the voices", "", ""}));
    };
    const Asked<Voices> voices = co_await answer_to<Voices>(std::move(ask));
    if (!voices) co_return to_response(voices.error());
    Json data = Json::array();
    for (const OwnedVoice& voice : *voices)
        if (voice.is_owner) data.push_back(voice_view(voice));
    co_return json_answer(200, page_view(std::move(data), ""));
}

asio::awaitable<net::Response> show_voice(Desk& desk, Call call) {
    const Asked<OwnedVoice> voice = co_await voice_in_cloud(*call.shared.cloud, call.job_id);
    if (!voice) co_return to_response(voice.error());
    const auto jobs = co_await jobs_with_voice(desk, call.job_id);
    co_return jobs ? json_answer(200, voice_view(*voice, *jobs)) : to_response(jobs.error());
}

asio::awaitable<net::Response> change_voice(Desk&, Call call) {
    const auto change = read_new_words(call.body);
    if (!change) co_return to_response(change.error());
    CloudRoom& room = *call.shared.cloud;
    Asking<OwnedVoice> ask = [&](Answer<OwnedVoice> answer) {
        room.playground.update_voice(call.job_id, *change,
                                     as_cloud_answer(std::move(answer), about_voice(call.job_id, "changed")));
    };
    const Asked<OwnedVoice> voice = co_await answer_to<OwnedVoice>(std::move(ask));
    co_return voice ? json_answer(200, voice_view(*voice)) : to_response(voice.error());
}

asio::awaitable<net::Response> delete_voice(Desk& desk, Call call) {
    CloudRoom& room = *call.shared.cloud;
    const Asked<Nothing> free = co_await nobody_collects(desk, room, call.job_id);
    if (!free) co_return to_response(free.error());
    Asking<Nothing> ask = [&](Answer<Nothing> answer) {
        room.playground.delete_voice(call.job_id,
                                     as_cloud_answer(std::move(answer), about_voice(call.job_id, "deleted")));
    };
    const Asked<Nothing> deleted = co_await answer_to<Nothing>(std::move(ask));
    co_return deleted ? empty_answer(204) : to_response(deleted.error());
}

asio::awaitable<net::Response> say(Desk& desk, Call call) {
    auto utterance = read_utterance(call.body);
    if (!utterance) co_return to_response(utterance.error());
    CloudRoom& room = *call.shared.cloud;
    if (utterance->model_id.empty()) utterance->model_id = room.model_id;
    if (const auto problem = refuse_model(utterance->model_id, room.model_id))
        co_return to_response(*problem);
    if (desk.pauses().spending) co_return to_response(spending_paused());
    const Asked<OwnedVoice> voice = co_await voice_in_cloud(room, call.job_id);
    if (!voice) co_return to_response(voice.error());
    utterance->voice_id = voice->id;
    if (utterance->language.empty()) utterance->language = voice->language;
    if (desk.pauses().spending) co_return to_response(spending_paused());  // meanwhile
    Asked<Spoken> speech = co_await spoken(room, *utterance);
    if (!speech) co_return to_response(speech.error());
    co_return audio_answer(std::move(*speech), utterance->model_id);
}

}  // namespace understudy::api
