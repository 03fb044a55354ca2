// The playground's side of the client.
#include <utility>

#include "cartesia/cloud_calls.hpp"
#include "cartesia/requests.hpp"

namespace understudy::cartesia {

void CartesiaCloud::get_dataset(std::string id, Reply<CloudDataset> reply) {
    const auto call = call_to("get_dataset");
    impl_->begin(call, cartesia::get_dataset(impl_->exchange, std::move(id), call), std::move(reply));
}

void CartesiaCloud::update_dataset(CloudDataset dataset, Reply<Nothing> reply) {
    const auto call = call_to("update_dataset");
    impl_->begin(call, carry_out(impl_->exchange, update_request(dataset), call), std::move(reply));
}

void CartesiaCloud::delete_dataset(std::string id, Reply<Nothing> reply) {
    const auto call = call_to("delete_dataset");
    impl_->begin(call, carry_out(impl_->exchange, delete_request(dataset_path(id)), call), std::move(reply));
}

void CartesiaCloud::list_own_voices(Reply<std::vector<OwnedVoice>> reply) {
    impl_->begin_list("list_own_voices", std::string(all_voices_path), std::move(reply), "&is_owner=true");
}

void CartesiaCloud::get_voice(std::string id, Reply<OwnedVoice> reply) {
    const auto call = call_to("get_voice");
    impl_->begin(call, cartesia::get_voice(impl_->exchange, std::move(id), call), std::move(reply));
}

void CartesiaCloud::update_voice(std::string id, VoiceChange change, Reply<OwnedVoice> reply) {
    const auto call = call_to("update_voice");
    impl_->begin(call, cartesia::update_voice(impl_->exchange, std::move(id), std::move(change), call),
                 std::move(reply));
}

void CartesiaCloud::delete_voice(std::string id, Reply<Nothing> reply) {
    const auto call = call_to("delete_voice");
    impl_->begin(call, carry_out(impl_->exchange, delete_request(voice_path(id)), call), std::move(reply));
}

void CartesiaCloud::say(Utterance utterance, Reply<Spoken> reply) {
    const auto call = call_to("say");
    impl_->begin(call, cartesia::say(impl_->exchange, std::move(utterance), call), std::move(reply));
}

}  // namespace understudy::cartesia
