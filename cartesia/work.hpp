// What each call does, as one coroutine that returns its outcome.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "cartesia/answers.hpp"
#include "cartesia/bandwidth_limit.hpp"
#include "cartesia/calls.hpp"
#include "cartesia/classify.hpp"
#include "cartesia/exchange.hpp"
#include "core/cloud.hpp"

namespace understudy::cartesia {

using SharedCall = std::shared_ptr<Call>;

/// The object in a 2xx answer. One that cannot be understood may well have been made: unknown.
template <class T>
Outcome<T> object_in(const Outcome<net::Response>& answer, const Secret& key) {
    if (!answer) return failure(answer.error());
    Read<T> object = read_object<T>(answer->body);
    if (!object) return failure(garbage_answer(*answer, object.error(), key));
    return std::move(object).value();
}

asio::awaitable<Outcome<CloudDataset>> create_dataset(Exchange& exchange, understudy::NewDataset dataset,
                                                      SharedCall call);
asio::awaitable<Outcome<CloudFineTune>> create_fine_tune(Exchange& exchange,
                                                         understudy::NewFineTune fine_tune, SharedCall call);
/// An answer about another fine-tune than the one that was asked for is garbage.
asio::awaitable<Outcome<CloudFineTune>> get_fine_tune(Exchange& exchange, std::string id, SharedCall call);
asio::awaitable<Outcome<Nothing>> delete_file(Exchange& exchange, std::string dataset_id, std::string file_id,
                                              SharedCall call);
/// A request whose answer says nothing but that it was done. A 404 is told as one: it may be that what it is
/// about does not show yet.
asio::awaitable<Outcome<Nothing>> carry_out(Exchange& exchange, net::Request request, SharedCall call);
asio::awaitable<Outcome<CloudDataset>> get_dataset(Exchange& exchange, std::string id, SharedCall call);
asio::awaitable<Outcome<OwnedVoice>> get_voice(Exchange& exchange, std::string id, SharedCall call);
asio::awaitable<Outcome<OwnedVoice>> update_voice(Exchange& exchange, std::string id, VoiceChange change,
                                                  SharedCall call);
/// Speech that is no audio (a page of a proxy's) is garbage.
asio::awaitable<Outcome<Spoken>> say(Exchange& exchange, Utterance utterance, SharedCall call);
asio::awaitable<Outcome<Nothing>> probe_key(Exchange& exchange, SharedCall call);
/// `boundary` frames the file in the request's body.
asio::awaitable<Outcome<Nothing>> upload_file(Exchange& exchange, BandwidthLimit& limit,
                                              asio::any_io_executor executor, NewFile file,
                                              std::string boundary, SharedCall call);

}  // namespace understudy::cartesia
