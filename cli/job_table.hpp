// Jobs and their histories as people read them. Pure.
#pragma once

#include <string>
#include <vector>

#include "cli/documents.hpp"
#include "cli/job.hpp"
#include "cli/table.hpp"

namespace understudy::cli {

/// A row a job: id, name, language, state, attempt, progress, when it changed last.
[[nodiscard]] Table job_table(const std::vector<Job>& jobs, Now now);
/// Everything about one job, a line a member.
[[nodiscard]] std::vector<std::string> job_card(const Job& job, Now now, bool colours);
/// A line an event: when, what, and the rest of it.
[[nodiscard]] std::vector<std::string> event_lines(const std::vector<Event>& events, bool with_jobs = false);
/// One of them, its type filled up to `type_width`.
[[nodiscard]] std::string event_line(const Event& event, std::size_t type_width, bool with_job);
/// "5 files ignored, not a recording's extension: a.txt, b.pdf, c.doc, …"
[[nodiscard]] std::string ignored_words(const std::vector<std::string>& ignored);

}  // namespace understudy::cli
