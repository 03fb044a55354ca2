#include "cli/complete_words.hpp"

#include <exception>

#include "cli/completion_guess.hpp"
#include "cli/documents.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr milliseconds typing_patience{1'000};
constexpr std::size_t most_jobs = 500;

std::vector<Job> jobs_of(const Settings& settings, const Reach& reach) {
    auto endpoint = parse_endpoint(settings.url);
    if (!endpoint) return {};
    const auto token = read_token(settings.token_file);
    const auto daemon = reach(*std::move(endpoint), token ? *token : "", settings.ca_file);
    const auto answer = daemon->call(list_jobs(ListCommand{}, most_jobs, ""), typing_patience);
    if (!answer || answer->status != 200) return {};
    auto page = read_job_page(answer->body);
    return page ? std::move(page->jobs) : std::vector<Job>{};
}

void add_jobs(Guess& guess, const std::vector<Job>& jobs) {
    for (const Job& job : jobs) {
        // "job_" may be left out, and then it is not put back in front of what is typed.
        const bool short_form = !guess.beginning.empty() &&
                                !std::string("job_").starts_with(guess.beginning) &&
                                !guess.beginning.starts_with("job_");
        const std::string id = short_form && job.id.starts_with("job_") ? job.id.substr(4) : job.id;
        if (id.starts_with(guess.beginning)) guess.candidates.push_back({id, job.name + ", " + job.state});
    }
}

}  // namespace

ExitCode complete_words(std::vector<std::string> words, const Environment& environment, World& world,
                        const Reach& reach) {
    Guess guess = guess_next(std::move(words));
    try {
        use_environment(guess.settings, environment);
        if (guess.jobs) add_jobs(guess, jobs_of(guess.settings, reach));
    } catch (const std::exception&) {
        // a CA file that cannot be read: then no ids are offered
    }
    std::string lines;
    for (const Candidate& candidate : guess.candidates)
        lines += visible(candidate.text) + "\t" + visible(candidate.description) + "\n";
    world.out(lines + (guess.files ? "\tfiles\n" : ""));
    return ExitCode::done;
}

}  // namespace understudy::cli
