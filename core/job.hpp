// A clone job as a value: what was asked for, where it stands, what was sent to the cloud in its name.
// Everything here is stored, except `Job::run`, which is what this process alone has seen of the job.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/cloud.hpp"
#include "core/finding.hpp"
#include "core/recordings.hpp"
#include "core/thresholds.hpp"
#include "core/time.hpp"

namespace understudy {

// ---- What was asked for
// -------------------------------------------------------------------------------------------

struct Spec {
    std::string name, description, language, model_id;
    int max_attempts = 3;  ///< trainings that one allowance may begin
    std::map<std::string, std::string> labels;
    std::vector<std::string>
        paths;             ///< the recordings as they were named, files and folders; empty on a named dataset
    int priority = 0;      ///< who goes first to what all jobs share; see queue_place.hpp
    std::string accent{};  ///< as the cloud names it; "" where nothing is said of it
    bool operator==(const Spec&) const = default;
};

// ---- The manifest
// -------------------------------------------------------------------------------------------------

/// What we know of a recording's copy in the dataset.
enum class Delivery {
    pending,    ///< not there, as far as we know
    uncertain,  ///< an upload's outcome is unknown: the dataset is listed before it is sent again
    sent,       ///< the cloud said yes
    listed,     ///< seen in the dataset's listing, with its id
};

struct Recording {
    SelectedFile
        file;  ///< of a job on an existing dataset: only `relative` (the cloud's file name) and the size
    std::optional<Measurement> measurement;
    std::string cloud_name;  ///< ASCII, unique in the job; "" until measured
    Delivery delivery = Delivery::pending;
    std::string file_id;  ///< the cloud's, once listed
    bool operator==(const Recording&) const = default;
};

/// The recordings in a few numbers, kept with the job so that nobody has to load them to show it.
struct Tally {
    std::uint64_t files_total = 0, files_measured = 0, files_done = 0;  ///< done: sent or listed
    std::uint64_t bytes_total = 0, bytes_done = 0;
    std::int64_t duration_us = 0;  ///< decoded, of what is measured
    bool operator==(const Tally&) const = default;
};

/// Preflight's judgement of all recordings in a few sentences, likewise.
struct JobPreflight {
    FileVerdict verdict = FileVerdict::pass;
    std::int64_t duration_us = 0;  ///< decoded; what is there twice counts once
    std::int64_t speech_us = 0;    ///< of that; 0 where it was not measured
    std::vector<FindingGroup> reasons;
    Thresholds judged_by;  ///< a draft is judged anew when they have changed
    int meters = 0;        ///< version of the meters that it was heard by; the same
    bool operator==(const JobPreflight&) const = default;
};

// ---- What was sent in the job's name
// ------------------------------------------------------------------------------

enum class IntentKind { dataset, fine_tune };
enum class IntentStatus {
    open,       ///< recorded; the request may be on its way
    unknown,    ///< its outcome is not known; being settled
    confirmed,  ///< it made `remote_id`
    voided,     ///< proven, or settled, not to have happened
};

/// What is known of the credits of a training.
enum class Charge {
    none,      ///< not bought, or ended without being paid for; a dataset costs nothing
    reserved,  ///< bought, or perhaps, and not known to have ended
    spent,     ///< it completed
    presumed,  ///< nobody follows it to its end: it is counted as spent
    foreign,   ///< somebody else began it: it is never in our ledger
};

/// Written durably before the first byte of a create leaves.
struct Intent {
    IntentKind kind = IntentKind::fine_tune;
    int attempt = 0;     ///< of a fine-tune: which training; of a dataset: 0
    std::string nonce;   ///< 13 Crockford base32 digits, never used twice
    std::string digest;  ///< of the request's fields
    IntentStatus status = IntentStatus::open;
    std::string remote_id;
    Time opened_at{};
    std::optional<Time> closed_at;
    Charge charge = Charge::none;
    bool operator==(const Intent&) const = default;
};

// ---- Where it stands: one struct a state, with just that state's data
// -----------------------------------------------

struct Draft {
    bool start_wished = false;    ///< goes on by itself when preflight lets it
    std::string override_reason;  ///< why a person overruled a blocking preflight
    bool operator==(const Draft&) const = default;
};

/// The dataset's and the fine-tune's creation go through the same three positions.
enum class UploadingStep { needs_dataset, creating_dataset, settling_dataset, sending_files };
struct Uploading {
    UploadingStep step = UploadingStep::needs_dataset;
    bool operator==(const Uploading&) const = default;
};

enum class TrainingStep {
    checking,    ///< before money: is the dataset as the manifest says, and has nobody bought this attempt
                 ///< already?
    buying,      ///< the intent is durable; the paid call is on its way
    settling,    ///< the paid call's outcome is unknown
    watching,    ///< bought; the cloud trains
    collecting,  ///< trained; the voices are being fetched
};
struct Training {
    TrainingStep step = TrainingStep::checking;
    std::string fine_tune_id;  ///< while watching and collecting
    std::string cloud_status;  ///< the cloud's last word
    std::optional<Time> bought_at;
    std::vector<std::string> standing;  ///< fine-tunes that stood on the dataset when the intent was opened,
                                        ///< or that a person was asked about: none of them may be ours
    bool operator==(const Training&) const = default;
};

struct Completed {
    std::string fine_tune_id;
    std::vector<CloudVoice> voices;
    std::string deleted_dataset_id{};  ///< that was made for it, once it is gone from the cloud
    bool operator==(const Completed&) const = default;
};

struct Failed {
    bool in_uploading = false;     ///< else in training
    std::optional<Time> retry_at;  ///< the daemon re-attempts by itself then
    Duration retry_delay{};        ///< what retry_at was made with: bounds the wait when the clock steps back
    std::vector<std::string> standing;  ///< what the training knew: see Training
    bool operator==(const Failed&) const = default;
};

struct Canceled {
    bool operator==(const Canceled&) const = default;
};

using State = std::variant<Draft, Uploading, Training, Completed, Failed, Canceled>;

enum class HoldReason {
    paused,
    preflight,
    credentials,
    funds,
    budget,
    unknown_outcome,
    vanished,
    recordings_changed,
    quarantined,
};

struct Hold {
    HoldReason reason = HoldReason::paused;
    Time since{};
    std::string needs;  ///< for people: what would end it
    bool operator==(const Hold&) const = default;
};

/// The last error, kept until the next success.
struct JobError {
    std::string type, title, detail;
    std::optional<int> http_status;
    std::string request_id;
    Time at{};
    bool operator==(const JobError&) const = default;
};

/// What this process has seen of the job; never stored, so a restart begins with an empty one.
struct Run {
    int tries = 0;            ///< transient failures in a row
    Duration not_before{};    ///< steady: the job's next call waits until then
    bool listed = false;      ///< the dataset was listed whole in this process
    int listings_behind = 0;  ///< complete listings in a row that lacked files which the cloud had accepted
    int sightings = 0;        ///< complete listings without the marker while settling
    Duration settling_since{}, last_sighting{};    ///< steady
    int missing = 0;                               ///< 404s by id in a row
    int voiceless = 0;                             ///< voice listings in a row that were empty
    std::map<std::uint64_t, Duration> changed_at;  ///< by position: when an upload's outcome came, steady
    std::map<std::uint64_t, int> resets;  ///< by position: broken connections in a row at one recording
    bool call_out = false;                ///< the open intent's create, or a deletion, has begun
    bool deletion_sent = false;           ///< of the fine-tune, when it was seen in training
    Duration checked_at{};                ///< steady: when the listings before the open intent were complete
    std::vector<CloudFile> surplus;       ///< our own duplicates in the dataset, to be deleted
    std::map<std::uint64_t, int> unread;  ///< by position: failures in a row to read it for measuring
    Duration read_again{};                ///< steady: those are tried again then
};

/// All of a job that its own row holds.
struct JobRecord {
    std::string id;             ///< "job_" + ULID
    std::int64_t revision = 0;  ///< of the stored row: one more at every commit
    Spec spec;
    State state = Draft{};
    std::optional<Hold> hold;
    bool cancel_wished = false;
    bool own_dataset = true;    ///< false: the dataset was named by the user and is never deleted from
    std::string dataset_id;     ///< "" until made or named
    int attempt = 0;            ///< trainings begun
    bool attempt_open = false;  ///< the current attempt has an intent and has not ended
    int allowance_from = 0;     ///< the attempt before which the present allowance began
    int voids = 0;              ///< intents voided in this attempt
    bool echo_lost = false;  ///< the cloud once did not give our marker back: unknown outcomes need a person
    std::optional<JobError> error;
    std::string parent_id;
    Tally tally;
    std::optional<JobPreflight> preflight;  ///< once all recordings are measured
    std::vector<Intent> intents;            ///< all, oldest first
    Time created_at{}, updated_at{};
    std::string queue_key;       ///< where it was moved to in the line; "": it stands by its age
    bool keep_training = false;  ///< a cancellation leaves the fine-tune in the cloud alone
    bool approved = false;       ///< a person let it spend beyond what needs that
};

struct Job : JobRecord {
    /// By position; loaded only while they are needed (see needs_recordings).
    std::vector<Recording> recordings;
    bool recordings_loaded = false;
    Run run;
};

/// The state's word: "draft", "uploading", "training", "completed", "failed", "canceled".
[[nodiscard]] const char* state_word(const State& state);
/// At rest: nothing happens without a person (completed, canceled, failed without retry_at).
[[nodiscard]] bool at_rest(const Job& job);
/// completed or canceled: for ever.
[[nodiscard]] bool terminal(const Job& job);
/// A recording that could not be read when it was to be measured is looked at again by itself.
[[nodiscard]] bool is_unreadable(const Recording& recording);
/// Canceled with a training under way that was not to be kept: its fine-tune is deleted first.
[[nodiscard]] bool to_be_stopped(const Job& job);
[[nodiscard]] bool has_unreadable(const Job& job);
/// Does the next step read or write Job::recordings?
[[nodiscard]] bool needs_recordings(const Job& job);
[[nodiscard]] Tally tally_of(const std::vector<Recording>& recordings);
/// The fine-tune that the present or last attempt bought, "" when none.
[[nodiscard]] std::string fine_tune_of(const Job& job);

}  // namespace understudy
