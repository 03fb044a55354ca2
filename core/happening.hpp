// What can happen to a job: the outcomes of its actions, and what others see of it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/budget.hpp"
#include "core/cloud.hpp"
#include "core/job.hpp"

namespace understudy {

struct RecordingsLoaded {
    std::vector<Recording> recordings;
};
struct Measured {
    std::uint64_t position = 0;
    SelectedFile file;  ///< what was measured: the recordings may have been named again meanwhile
    Outcome<Measurement> outcome;
};
/// The intent to make a dataset is to be recorded; `nonce` is fresh.
struct DatasetIntended {
    std::string nonce;
};
struct DatasetCreated {
    Outcome<CloudDataset> outcome;
};
struct DatasetsListed {
    Outcome<std::vector<CloudDataset>> outcome;
};
struct FilesListed {
    Outcome<std::vector<CloudFile>> outcome;
    Duration begun{};  ///< steady: when the listing was asked for; what changed later it may not show
};
struct FileUploaded {
    std::uint64_t position = 0;
    std::string cloud_name;  ///< what was sent: the recordings may have been named again meanwhile
    Outcome<Nothing> outcome;
};
struct FileDeleted {
    std::string file_id;
    Outcome<Nothing> outcome;
};
/// Both listings that stand before money, and a fresh nonce for the intent that they may lead to.
/// `fine_tunes` was made after `files`.
struct Checked {
    Outcome<std::vector<CloudFile>> files;
    Outcome<std::vector<CloudFineTune>> fine_tunes;
    std::string nonce;
    Duration begun{};                 ///< steady: when the first listing was asked for
    std::optional<Shortfall> over{};  ///< of the budget, as the books stand now
};
/// The request that the open intent stands for, or that deletes a training, begins now.
struct CallBegun {};
struct FineTuneCreated {
    Outcome<CloudFineTune> outcome;
};
/// A look for an intent whose outcome is unknown.
struct Reconciled {
    Outcome<std::vector<CloudFineTune>> outcome;
};
/// The watched fine-tune as a listing or a get shows it.
struct FineTuneSeen {
    CloudFineTune fine_tune;
};
/// A get by id of the watched fine-tune failed.
struct FineTuneUnseen {
    Trouble trouble;
};
struct VoicesListed {
    Outcome<std::vector<CloudVoice>> outcome;
};
/// The fine-tune of a job that is to be canceled was to be deleted.
struct TrainingStopped {
    std::string fine_tune_id;
    Outcome<Nothing> outcome;             ///< of the deletion
    std::optional<CloudFineTune> seen{};  ///< it had ended when it was looked at, and was left alone
    bool not_shown = false;               ///< a look by id did not find it, and nothing was deleted
};
/// A fine-tune with the marker of an intent of this job that is void stands in the cloud, alive.
struct LateArrival {
    CloudFineTune fine_tune;
};
/// What a hold waited for is there again (the key works, credits may be there): the hold with this reason
/// ends.
struct CauseGone {
    HoldReason reason = HoldReason::credentials;
    std::string cause;
};
/// The driver did not even make the call: what every job's calls meet (a refused key) would have met this one
/// too.
struct Blocked {
    Trouble trouble;
};
/// The driver found an invariant broken.
struct Quarantined {
    std::string what;
};

using Happening =
    std::variant<RecordingsLoaded, Measured, DatasetIntended, DatasetCreated, DatasetsListed, FilesListed,
                 FileUploaded, FileDeleted, Checked, CallBegun, FineTuneCreated, Reconciled, FineTuneSeen,
                 FineTuneUnseen, VoicesListed, TrainingStopped, LateArrival, CauseGone, Blocked, Quarantined>;

}  // namespace understudy
