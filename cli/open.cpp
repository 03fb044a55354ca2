// Signs a browser in on the page that the daemon serves.
#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/endpoint.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

/// Whatever the daemon says: nothing but a page is opened.
bool is_web_address(const std::string& url) {
    return url.starts_with("http://") || url.starts_with("https://");
}

}  // namespace

ExitCode perform(Session& session, const OpenCommand& command) {
    // A link that was made and lost does no harm: nobody knows it, and it is void within a minute.
    const auto body = session.ask_for_success(make_sign_in_link());
    if (!body) return body.error();
    const std::string url = read_sign_in_link(*body);
    if (!is_web_address(url)) return session.complain(not_understood("no link"));
    if (session.json()) return session.print_json(*body);
    session.say(visible(url));
    if (command.print) return ExitCode::done;
    const bool opened =
        is_on_this_machine(session.daemon().address()) && session.world().open_in_browser(url);
    session.say(opened ? "The browser opens it. It works once, within a minute."
                       : "Open it in a browser: it works once, within a minute.");
    return ExitCode::done;
}

}  // namespace understudy::cli
