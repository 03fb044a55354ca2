// What stands in the cloud, held against what the database knows: which fine-tune is whose.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "core/checkup.hpp"
#include "daemon/api/cloud_asking.hpp"

namespace understudy::api {

/// Whose a fine-tune is, by what the store knows.
struct FineTuneOwner {
    bool known = false;              ///< a job has it, or had it
    std::optional<std::string> job;  ///< the one that has it by its mark or by adoption, where it is here
};
asio::awaitable<Asked<FineTuneOwner>> owner_of(Store& store, CloudFineTune fine_tune);

struct CloudFindings {
    CloudSight sight;
    std::map<std::string, std::string> adopters;  ///< the job, by the fine-tune that it adopted
};
/// Two complete listings and what the store says of all that they name.
asio::awaitable<Asked<CloudFindings>> look_at_cloud(CloudRoom& room);

}  // namespace understudy::api
