// The requests about what stands in the cloud.
#pragma once

#include <string>
#include <string_view>

#include "net/http.hpp"

namespace understudy::cli {

/// `what`: "datasets", "fine-tunes" or "voices"; `id` "" for all of them; `below`: "files", "say".
[[nodiscard]] net::Request look_at(std::string_view what, std::string_view id = "",
                                   std::string_view below = "");
/// The datasets that hold a job's recordings.
[[nodiscard]] net::Request datasets_of_job(std::string_view job_id);
/// The same places with a body; none where `body` is "".
[[nodiscard]] net::Request change_at(const char* method, std::string_view what, std::string_view id,
                                     std::string_view below, std::string body);
[[nodiscard]] net::Request remove_file(std::string_view dataset_id, std::string_view file_id);

}  // namespace understudy::cli
