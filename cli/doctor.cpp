#include "cli/checkup.hpp"
#include "cli/commands.hpp"
#include "cli/paint.hpp"
#include "cli/requests.hpp"

namespace understudy::cli {

namespace {

/// The daemon gives the cloud half a minute.
constexpr milliseconds checkup_patience{120'000};

ExitCode show(Session& session, const Checkup& checkup) {
    World& world = session.world();
    if (session.json()) {
        const ExitCode printed = session.print_json(checkup_document(checkup));
        if (printed != ExitCode::done) return printed;
    } else {
        const StreamFacts facts = world.out_facts();
        for (const std::string& line :
             checkup_lines(checkup, facts.terminal ? world.width() : unlimited, facts.colours))
            session.say(line);
    }
    if (!checkup.reached) return ExitCode::unreachable;
    return verdict_of(checkup) == "fail" ? ExitCode::failed : ExitCode::done;
}

}  // namespace

ExitCode perform(Session& session, const DoctorCommand&) {
    World& world = session.world();
    if (world.err_facts().terminal) world.err("Looking at the daemon, the cloud and the machine …\n");
    auto answer = session.daemon().call(check_up(), checkup_patience);
    if (!answer && !answer.error().connected && !answer.error().interrupted)
        return show(session,
                    seen_from_outside(world.look_around(), session.daemon().address(), answer.error().what));
    const auto body = answer ? session.success_of(std::move(*answer))
                             : session.ask_for_success(check_up(), checkup_patience);
    if (!body) return body.error();
    auto checkup = read_checkup(*body);
    if (!checkup) return session.complain(not_understood("a checkup was expected"));
    compare_versions(*checkup, UNDERSTUDY_VERSION);
    return show(session, *checkup);
}

}  // namespace understudy::cli
