#include "cli/once.hpp"

namespace understudy::cli {

namespace {

/// The daemon's own answer that the cloud's was lost: its log has no more to say.
ExitCode lost_beyond(Session& session, const net::Response& answer, const std::string& look) {
    Complaint complaint = complaint_of(answer);
    complaint.cure = "it was sent once; look before you ask again: " + look;
    return session.complain({ExitCode::refused, std::move(complaint)});
}

ExitCode lost(Session& session, const Unreachable& trouble, const std::string& look) {
    const bool by_user = trouble.interrupted;
    return session.complain({by_user ? ExitCode::interrupted : ExitCode::unreachable,
                             {by_user ? "interrupted" : "answer-lost", "Whether it was done is not known",
                              trouble.what, "", "it was sent once; look before you ask again: " + look, 0}});
}

}  // namespace

Result<net::Response, ExitCode> ask_once(Session& session, net::Request request, milliseconds patience,
                                         const std::string& look, int good_too) {
    auto answer = session.daemon().call(std::move(request), patience);
    if (!answer && !answer.error().connected)
        return failure(session.complain(not_running(session.daemon().address(), answer.error().what)));
    if (!answer) return failure(lost(session, answer.error(), look));
    if (answer->status / 100 == 2 || answer->status == good_too) return std::move(answer).value();
    if (complaint_of(*answer).type.ends_with("cloud-outcome-unknown"))
        return failure(lost_beyond(session, *answer, look));
    return failure(session.success_of(std::move(answer).value()).error());
}

}  // namespace understudy::cli
