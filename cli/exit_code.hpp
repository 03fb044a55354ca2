// What the command line's exit status says. Scripts build on these numbers: they never change meaning.
// The table for people is in docs/cli.md and at the end of `understudy --help`.
#pragma once

namespace understudy::cli {

enum class ExitCode {
    done = 0,           ///< it worked; a job that was waited for is completed
    failed = 1,         ///< the job that was waited for failed for good, or was canceled; a checkup failed;
                        ///< the recordings of a job are not all measured yet
    usage = 2,          ///< the command line is not good; nothing was sent
    refused = 3,        ///< the daemon refused (a problem document), or preflight blocks the recordings
    unreachable = 4,    ///< the daemon could not be reached, or its answer was lost or not understood
    not_confirmed = 5,  ///< a question was answered with no, or nobody was there to answer it
    needs_person = 6,   ///< the job that is waited for is held until a person decides
    output_lost = 7,    ///< what was to be printed could not be written (a full disk)
    interrupted = 130,  ///< SIGINT, SIGTERM or SIGHUP; the job goes on in the daemon
};

}  // namespace understudy::cli
