// What a person or a script may ask of a job, and what becomes of the job then. Pure.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/policy.hpp"
#include "core/problem.hpp"
#include "core/step.hpp"

namespace understudy {

/// A new job, as it is asked for: one of `spec.paths`, `dataset_id` and `adopted`.
struct Submission {
    Spec spec;
    std::string dataset_id;
    bool start = false;
    /// As the cloud shows it, begun by somebody else and nobody's job: the new one follows it. See
    /// adoption.hpp.
    std::optional<CloudFineTune> adopted{};
    /// It comes from this job: see retraining.hpp.
    struct Parent {
        std::string id;
        Spec spec;
    };
    std::optional<Parent> parent{};
    /// The folder of a hot folder that it was made of, "" where somebody asked for it: for the history.
    std::string hot_folder{};
};

struct StartCommand {
    std::string override_preflight;  ///< a reason, when a blocking preflight is to be overruled
    std::string by{};                ///< who asks, for the history: "user 1000 on this machine"
};
struct CancelCommand {
    bool keep_training = false;  ///< leave a fine-tune in training alone; else it is deleted in the cloud
};
struct RetryCommand {};
struct HoldCommand {};
struct ReleaseCommand {};
struct ResolveCommand {
    bool adopt = false;  ///< else: void
    std::string fine_tune_id, reason;
};
/// Absent members stay as they are. `selection` is what `paths` came to.
struct EditCommand {
    std::optional<std::string> name, description, language, model_id, accent;
    std::optional<std::vector<std::string>> paths;
    std::optional<int> max_attempts, priority;
    std::optional<std::map<std::string, std::string>> labels;
    std::optional<Selection> selection;
};
/// To another place in the line of the jobs of its priority. `key` is what the place came to.
struct MoveCommand {
    enum class To { top, bottom, before, after } to = To::top;
    std::string other;  ///< the job that it is to stand before or after
    std::string key{};
};
/// Lets it spend beyond [budget] approval_above, in this allowance.
struct ApproveCommand {
    std::string reason, by;  ///< "user 1000 on this machine"
};
/// Of a completed job: the dataset that was made for it is no more in the cloud.
struct DatasetDeletedCommand {
    std::string reason;  ///< why it was deleted, for the history
};
using Command = std::variant<StartCommand, CancelCommand, RetryCommand, HoldCommand, ReleaseCommand,
                             ResolveCommand, EditCommand, MoveCommand, ApproveCommand, DatasetDeletedCommand>;

/// Checks every member and names the first that is wrong; fills in the defaults (model, attempts).
[[nodiscard]] Result<Submission, Problem> check_submission(Submission submission, const Policy& policy);

/// The new job, in draft. `selection` is empty for a named dataset.
[[nodiscard]] Step submit(std::string job_id, Submission submission, Selection selection, Now now);

/// What the command makes of the job (recordings loaded), or why the state forbids it: 409 "state-forbids",
/// 422 "invalid-field".
[[nodiscard]] Result<Step, Problem> command(Job job, Command command, const Policy& policy, Now now);

/// May this job's row be deleted? A problem when not.
[[nodiscard]] std::optional<Problem> forbids_deletion(const Job& job);

}  // namespace understudy
