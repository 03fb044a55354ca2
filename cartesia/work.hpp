// What each call does, as one coroutine that returns its outcome.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "cartesia/bandwidth_limit.hpp"
#include "cartesia/calls.hpp"
#include "cartesia/exchange.hpp"
#include "core/cloud.hpp"

namespace understudy::cartesia {

using SharedCall = std::shared_ptr<Call>;

asio::awaitable<Outcome<CloudDataset>> create_dataset(Exchange& exchange, understudy::NewDataset dataset,
                                                      SharedCall call);
asio::awaitable<Outcome<CloudFineTune>> create_fine_tune(Exchange& exchange,
                                                         understudy::NewFineTune fine_tune, SharedCall call);
/// An answer about another fine-tune than the one that was asked for is garbage.
asio::awaitable<Outcome<CloudFineTune>> get_fine_tune(Exchange& exchange, std::string id, SharedCall call);
asio::awaitable<Outcome<Nothing>> delete_file(Exchange& exchange, std::string dataset_id, std::string file_id,
                                              SharedCall call);
/// A 404 is told as one: it may be that it does not show yet.
asio::awaitable<Outcome<Nothing>> delete_fine_tune(Exchange& exchange, std::string id, SharedCall call);
asio::awaitable<Outcome<Nothing>> probe_key(Exchange& exchange, SharedCall call);
/// `boundary` frames the file in the request's body.
asio::awaitable<Outcome<Nothing>> upload_file(Exchange& exchange, BandwidthLimit& limit,
                                              asio::any_io_executor executor, NewFile file,
                                              std::string boundary, SharedCall call);

}  // namespace understudy::cartesia
