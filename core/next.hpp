// next: what a job needs now. Pure: no I/O, no clock, no threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/job.hpp"
#include "core/policy.hpp"

namespace understudy {

struct LoadRecordings {};
struct Measure {
    std::uint64_t position = 0;
};
struct IntendDataset {};
struct CreateDataset {
    NewDataset request;
};
struct FindDataset {};
struct ListFiles {};
struct UploadFile {
    std::uint64_t position = 0;
};
struct DeleteFile {
    std::string file_id;
};
struct CheckBeforeSpend {};
struct CreateFineTune {
    NewFineTune request;
};
struct Reconcile {};
struct Watch {
    std::string fine_tune_id;
};
struct ListVoices {
    std::string fine_tune_id;
};
/// Deletes the fine-tune of a job that is to be canceled, unless a look at it shows that it has ended.
struct StopTraining {
    std::string fine_tune_id;
};

using Action =
    std::variant<LoadRecordings, Measure, IntendDataset, CreateDataset, FindDataset, ListFiles, UploadFile,
                 DeleteFile, CheckBeforeSpend, CreateFineTune, Reconcile, Watch, ListVoices, StopTraining>;

struct Plan {
    std::vector<Action> actions;      ///< wanted now; the driver leaves out what is under way
    std::optional<Duration> wake_at;  ///< steady: ask again then at the latest
};

/// The plan for a job in its present position. Of measures and uploads, at most `policy.parallel_…` times two
/// are named.
[[nodiscard]] Plan next(const Job& job, const Policy& policy, Now now);

/// Makes or removes something in the cloud that must not be begun before the job's last step is durable.
[[nodiscard]] bool needs_durable(const Action& action);
/// Makes or changes something in a dataset's cause: what a pause of all uploading stops.
[[nodiscard]] bool uploads(const Action& action);
/// Sends something: a hold or a wish to cancel stops it, but for StopTraining, which is that wish. The others
/// only look.
[[nodiscard]] bool sends(const Action& action);
/// Buys, or decides to: not before all that is stored was found sound.
[[nodiscard]] bool spends(const Action& action);

}  // namespace understudy
