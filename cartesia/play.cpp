// What the calls of the playground do.
#include <utility>

#include "cartesia/requests.hpp"
#include "cartesia/work.hpp"

namespace understudy::cartesia {
namespace {

/// An answer about another one than was asked for is garbage.
template <class T>
Outcome<T> about(const std::string& id, const Outcome<net::Response>& answer, const Secret& key) {
    Outcome<T> object = object_in<T>(answer, key);
    if (object && object->id != id)
        return failure(garbage_answer(*answer, "it is about another object", key));
    return object;
}

bool is_audio(std::string_view content_type) { return content_type.starts_with("audio/"); }

}  // namespace

asio::awaitable<Outcome<CloudDataset>> get_dataset(Exchange& exchange, std::string id, SharedCall call) {
    net::Request request = get_request(dataset_path(id));
    const auto answer = co_await exchange.send(std::move(request), Lane::read, std::move(call));
    co_return about<CloudDataset>(id, answer, exchange.api_key());
}

asio::awaitable<Outcome<OwnedVoice>> get_voice(Exchange& exchange, std::string id, SharedCall call) {
    net::Request request = get_request(voice_path(id));
    const auto answer = co_await exchange.send(std::move(request), Lane::read, std::move(call));
    co_return about<OwnedVoice>(id, answer, exchange.api_key());
}

asio::awaitable<Outcome<OwnedVoice>> update_voice(Exchange& exchange, std::string id, VoiceChange change,
                                                  SharedCall call) {
    net::Request request = update_request(id, change);
    const auto answer = co_await exchange.send(std::move(request), Lane::write, std::move(call));
    co_return about<OwnedVoice>(id, answer, exchange.api_key());
}

asio::awaitable<Outcome<Spoken>> say(Exchange& exchange, Utterance utterance, SharedCall call) {
    net::Request request = say_request(utterance);
    auto answer = co_await exchange.send(std::move(request), Lane::write, std::move(call));
    if (!answer) co_return failure(std::move(answer).error());
    const std::string content_type(answer->headers.find("Content-Type").value_or(""));
    if (!is_audio(content_type) || answer->body.empty())
        co_return failure(garbage_answer(*answer, "it is no audio", exchange.api_key()));
    Spoken spoken{content_type, std::move(answer->body)};
    co_return std::move(spoken);
}

}  // namespace understudy::cartesia
