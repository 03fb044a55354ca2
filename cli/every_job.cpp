#include "cli/every_job.hpp"

#include <iterator>

#include "cli/documents.hpp"
#include "cli/requests.hpp"

namespace understudy::cli {

Result<std::vector<Job>, ExitCode> every_job(Session& session) {
    constexpr std::size_t page_size = 500;
    std::vector<Job> jobs;
    std::string cursor;
    do {
        const auto body = session.ask_for_success(list_jobs(std::vector<std::string>{}, page_size, cursor));
        if (!body) return failure(body.error());
        auto page = read_job_page(*body);
        if (!page) return failure(session.complain(not_understood("a list of jobs was expected")));
        cursor = page->jobs.empty() ? "" : page->next_cursor;
        std::move(page->jobs.begin(), page->jobs.end(), std::back_inserter(jobs));
    } while (!cursor.empty());
    return jobs;
}

}  // namespace understudy::cli
