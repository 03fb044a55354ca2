#include "cli/confirm.hpp"

#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

std::string spending_words(std::string_view job_name) {
    return "This starts a training of “" + visible(job_name) + "”: " + grouped(training_credits) +
           " credits when it succeeds.";
}

ExitCode confirm(Session& session, const std::string& statement, std::string_view question,
                 std::string_view otherwise) {
    World& world = session.world();
    const bool somebody = world.input_is_terminal() && world.err_facts().terminal;
    if (!somebody)
        return session.complain({ExitCode::not_confirmed,
                                 {"not-confirmed", "Nobody is at the terminal to say yes: " + statement,
                                  std::string(otherwise), "", "add --yes to say it beforehand", 0}});
    world.err(statement + " " + std::string(question) + " [y/N] ");
    const auto answer = world.read_line();
    if (world.interrupted()) {
        world.err("\n");
        return session.interrupted(otherwise);
    }
    if (answer == "y" || answer == "Y" || answer == "yes" || answer == "Yes") return ExitCode::done;
    world.err((answer ? "" : "\n") + std::string(otherwise) + "\n");
    return ExitCode::not_confirmed;
}

}  // namespace understudy::cli
