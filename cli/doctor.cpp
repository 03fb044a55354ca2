#include "cli/checkup.hpp"
#include "cli/commands.hpp"
#include "cli/endpoint.hpp"
#include "cli/paint.hpp"
#include "cli/requests.hpp"

namespace understudy::cli {

namespace {

/// The daemon promises to answer within half a minute.
constexpr milliseconds checkup_patience{60'000};
constexpr milliseconds pause_between_tries{1'000};
constexpr int most_tries = 31;

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

/// A daemon that is restarted meanwhile is asked again. One that is silent is not: that is the finding.
Result<net::Response, Unreachable> ask(Session& session) {
    auto answer = session.daemon().call(check_up(), checkup_patience);
    bool was_there = false;
    for (int tries = 1; tries < most_tries && !answer; ++tries) {
        const Unreachable& trouble = answer.error();
        was_there = was_there || trouble.connected;
        if (!was_there || trouble.too_late || trouble.interrupted) break;
        if (!session.world().pause(pause_between_tries)) break;
        answer = session.daemon().call(check_up(), checkup_patience);
    }
    return answer;
}

ExitCode show_without(Session& session, const Unreachable& trouble) {
    World& world = session.world();
    if (trouble.interrupted || world.interrupted()) return session.interrupted("nothing was changed");
    const std::string address = session.daemon().address();
    std::optional<OutsideFacts> facts;
    // On another machine nothing can be seen of it, and what runs here says nothing about it.
    if (is_on_this_machine(address)) facts = world.look_around();
    return show(session, seen_from_outside(facts, address, trouble));
}

}  // namespace

ExitCode perform(Session& session, const DoctorCommand&) {
    World& world = session.world();
    if (world.err_facts().terminal) world.err("Looking at the daemon, the cloud and the machine …\n");
    auto answer = ask(session);
    if (!answer) return show_without(session, answer.error());
    const auto body = session.success_of(std::move(*answer));
    if (!body) return body.error();
    auto checkup = read_checkup(*body);
    if (!checkup) return session.complain(not_understood("a checkup was expected"));
    compare_versions(*checkup, UNDERSTUDY_VERSION);
    return show(session, *checkup);
}

}  // namespace understudy::cli
