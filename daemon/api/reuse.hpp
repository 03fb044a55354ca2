// Whether a dataset that this daemon filled before holds a draft's recordings already.
#pragma once

#include <optional>

#include "core/reuse.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/cloud_room.hpp"
#include "daemon/api/json.hpp"

namespace understudy::api {

/// `{dataset_id, job_id, files_wanted, files_held, further_files, words, cure}` of the dataset that holds
/// most of them; null where there is none, where `job` is no measured draft, and where the store cannot be
/// asked: it is an offer, and nobody's answer waits for it to work. Asks the store alone. `room` may be null.
[[nodiscard]] asio::awaitable<Json> reuse_for(const CloudRoom* room, const Job& job);

}  // namespace understudy::api
