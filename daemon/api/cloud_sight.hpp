// What stands in the cloud, held against what the database knows: which fine-tune is whose.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "core/checkup.hpp"
#include "daemon/api/cloud_asking.hpp"

namespace understudy::api {

/// Two complete listings and what the store says of all that they name.
asio::awaitable<Asked<CloudSight>> look_at_cloud(CloudRoom& room);

}  // namespace understudy::api
