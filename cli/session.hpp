// One run of the command line: how every command asks the daemon, and how it says what went wrong.
#pragma once

#include <string>
#include <string_view>

#include "cli/complaint.hpp"
#include "cli/daemon.hpp"
#include "cli/job.hpp"
#include "cli/world.hpp"

namespace understudy::cli {

inline constexpr milliseconds usual_patience{30'000};
/// Paths are checked before a submission is answered, and they may lie on a slow disk.
inline constexpr milliseconds submission_patience{300'000};
inline constexpr milliseconds hearing_patience{6 * 3'600'000};

struct Answered {
    net::Response response;
    bool resent =
        false;  ///< an earlier answer was lost: what was asked for may have happened before this one
};

/// Where a function returns an ExitCode as its error, the message has been printed already.
class Session {
  public:
    /// `token_trouble`: why there is no token, "" when there is one. All must outlive the session.
    Session(World& world, Daemon& daemon, bool json, std::string token_trouble);

    [[nodiscard]] World& world() { return world_; }
    [[nodiscard]] Daemon& daemon() { return daemon_; }
    [[nodiscard]] bool json() const { return json_; }

    /// Any answer, whatever its status. Only for requests that may be sent twice: reads, and what carries an
    /// Idempotency-Key. A daemon that was never reached is unreachable at once; after a lost answer the same
    /// request is sent again for half a minute (the daemon restarts in less).
    Result<Answered, ExitCode> ask(net::Request request, milliseconds patience = usual_patience);
    /// The body of a success.
    Result<std::string, ExitCode> ask_for_success(net::Request request,
                                                  milliseconds patience = usual_patience);
    Result<Job, ExitCode> ask_for_job(net::Request request, milliseconds patience = usual_patience);
    /// The full id of the job that is meant: a full id, or a beginning of one that only one job has.
    Result<std::string, ExitCode> full_id(std::string_view given);

    /// Success, or complains about what the answer says.
    Result<std::string, ExitCode> success_of(net::Response response);
    Result<Job, ExitCode> job_of(std::string_view body);
    ExitCode complain(const Refusal& refusal);
    ExitCode interrupted(std::string_view what_now);
    /// Prints a JSON document as the run's one document.
    ExitCode print_json(std::string_view json);
    void say(std::string_view line);  ///< a line on standard output

    /// What to do where the answer to a submission is lost, in place of naming its key.
    void after_a_lost_submission(std::string cure) { submission_cure_ = std::move(cure); }

    /// Notes what an answer says of pauses; ask() has done so.
    void heed(const net::Response& response);
    /// What is paused for all jobs by the last answer, and the cure; "" when nothing is.
    [[nodiscard]] const std::string& paused() const { return paused_; }
    /// Says that on standard error, once, and once when it is over; nothing with --json.
    void tell_pause();

  private:
    Result<net::Response, ExitCode> ask_again(const net::Request& request, milliseconds patience);
    Result<std::string, ExitCode> id_beginning_with(const std::string& beginning);
    ExitCode give_up(const net::Request& request, const std::string& what);

    World& world_;
    Daemon& daemon_;
    bool json_;
    std::string token_trouble_;
    std::string submission_cure_;
    std::string paused_, paused_told_;
};

/// Does it have the form of a job's id: "job_" and 26 letters and digits? Letters are made upper-case.
[[nodiscard]] std::optional<std::string> as_full_id(std::string_view given);

}  // namespace understudy::cli
