// The questions to the cloud that several endpoints ask, each a coroutine that waits for its answer.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "daemon/api/awaiting.hpp"
#include "daemon/api/cloud_room.hpp"

namespace understudy::api {

[[nodiscard]] CloudWish about_dataset(const std::string& id, std::string deed = "");
[[nodiscard]] CloudWish about_fine_tune(const std::string& id, std::string deed = "");
[[nodiscard]] CloudWish about_voice(const std::string& id, std::string deed = "");

asio::awaitable<Asked<CloudDataset>> dataset_in_cloud(CloudRoom& room, std::string id);
asio::awaitable<Asked<std::vector<CloudDataset>>> datasets_in_cloud(CloudRoom& room);
asio::awaitable<Asked<std::vector<CloudFile>>> files_in_cloud(CloudRoom& room, std::string dataset_id);
asio::awaitable<Asked<std::vector<CloudFineTune>>> fine_tunes_in_cloud(CloudRoom& room);
asio::awaitable<Asked<CloudFineTune>> fine_tune_in_cloud(CloudRoom& room, std::string id);

/// Every job that is not at rest.
asio::awaitable<Asked<std::vector<Job>>> jobs_at_work(Desk& desk);
/// Every completed job that has this voice. Reads them all: for a person's direct wish.
asio::awaitable<Asked<std::vector<Job>>> jobs_with_voice(Desk& desk, std::string voice_id);
/// "in-use" where one of them stands on it.
asio::awaitable<Asked<Nothing>> nobody_uses(Desk& desk, CloudDataset dataset);
asio::awaitable<Asked<Nothing>> nobody_uses(Desk& desk, CloudFineTune fine_tune);

/// 409 "in-use" while recordings are being added to this dataset: who buys on it now buys on a part of them.
[[nodiscard]] std::optional<Problem> is_being_filled(const CloudRoom* room, const std::string& dataset_id);

}  // namespace understudy::api
