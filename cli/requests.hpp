// The requests of the REST API that the commands make.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/invocation.hpp"
#include "net/http.hpp"

namespace understudy::cli {

[[nodiscard]] net::Request get_job(std::string_view id);
/// One page. `states` may be empty, `cursor` too.
[[nodiscard]] net::Request list_jobs(const std::vector<std::string>& states, std::size_t limit,
                                     std::string_view cursor);
/// One page of those that a person asked for.
[[nodiscard]] net::Request list_jobs(const ListCommand& wanted, std::size_t limit, std::string_view cursor);
[[nodiscard]] net::Request list_events(std::string_view id, std::size_t limit, std::string_view cursor);
/// The newest of a job's, of all jobs' where `id` is "".
[[nodiscard]] net::Request last_events(std::string_view id, std::size_t count);
/// The stream of a job's events, of all jobs' where `id` is "". `after`: behind which event; "" for where it
/// begins by itself.
[[nodiscard]] net::Request stream_events(std::string_view id, std::string_view after);
[[nodiscard]] net::Request explain_job(std::string_view id);
/// Asks what a submission would be refused for: makes nothing, and may be repeated.
[[nodiscard]] net::Request check_job(std::string body);
[[nodiscard]] net::Request submit_job(std::string body, std::string_view key);
/// POST /v1/jobs/{id}/{action}; `body` may be empty.
[[nodiscard]] net::Request act_on_job(std::string_view id, std::string_view action, std::string body,
                                      std::string_view key);
[[nodiscard]] net::Request get_controls();
[[nodiscard]] net::Request change_controls(std::string body);
[[nodiscard]] net::Request get_queue(std::size_t limit);
[[nodiscard]] net::Request get_budget();
[[nodiscard]] net::Request get_quote(std::string_view id);
/// One page of what was asked for; all of it as CSV where that is wanted. `wanted.job` is a whole id or "".
[[nodiscard]] net::Request list_movements(const LedgerCommand& wanted, std::size_t limit,
                                          std::string_view cursor);
[[nodiscard]] net::Request edit_job(std::string_view id, std::string body);
[[nodiscard]] net::Request delete_job(std::string_view id);
[[nodiscard]] net::Request check_up();
[[nodiscard]] net::Request fetch_backup();
[[nodiscard]] net::Request make_sign_in_link();
/// Answered at once, measured in the background.
[[nodiscard]] net::Request begin_preflight(std::string body);
/// `location`: where the answer to that says it is. Without the curves where `brief`.
[[nodiscard]] net::Request get_preflight(std::string location, bool brief);
[[nodiscard]] net::Request drop_preflight(std::string location);
[[nodiscard]] net::Request job_preflight(std::string_view id, bool brief);

}  // namespace understudy::cli
