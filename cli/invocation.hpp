// What a command line asks for, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace understudy::cli {

using Labels = std::vector<std::pair<std::string, std::string>>;

struct Waiting {
    bool wait = false, through_holds = false;
};

struct SubmitCommand {
    std::vector<std::string> paths;  ///< absolute
    std::string name, language, model, accent, description, idempotency_key, override_preflight;
    std::string dataset;  ///< its id, in place of paths
    Labels labels;
    std::optional<int> max_attempts, priority;
    bool draft = false, yes = false;
    bool quote = false;  ///< before it is started: what its preflight found, and what it will take
    bool each = false;   ///< a job for each path; "{}" in the name is the path's last part
    Waiting waiting;
};
struct ListCommand {
    std::vector<std::string> states;
    std::string name, updated_since;
    Labels labels;
    std::size_t limit = 50;
};
struct ShowCommand {
    std::string id;
};
struct StartCommand {
    std::string id, override_preflight;
    bool yes = false;
    Waiting waiting;
};
struct RetryCommand {
    std::string id;
    bool yes = false;
    Waiting waiting;
};
struct WatchCommand {
    std::string id;
    bool through_holds = false;
};
/// hold or release.
struct SteerCommand {
    std::string id, action;
};
struct CancelCommand {
    std::string id;
    bool keep_training = false, yes = false;
};
/// pause or resume; `what` is spending, uploading or all.
struct SwitchCommand {
    bool pause = false;
    std::string what, reason;
};
struct LimitCommand {
    std::string speed;  ///< "2MiB", "off", "default"; "" shows it
};
struct ControlCommand {};
struct QueueCommand {
    std::size_t limit = 50;
};
/// One of the three.
struct MoveCommand {
    std::string id, to, before, after;
};
struct EditCommand {
    std::string id;
    std::optional<std::string> name, language, model, accent, description;
    std::vector<std::string> paths;  ///< absolute; empty: as they are
    std::optional<int> max_attempts, priority;
    Labels labels;
};
struct DeleteCommand {
    std::string id;
    bool yes = false;
};
struct ResolveCommand {
    std::string id, outcome, fine_tune_id, reason;
    bool yes = false;
};
struct ExplainCommand {
    std::string id;
};
struct EventsCommand {
    std::string id;         ///< "": of all jobs
    std::size_t limit = 0;  ///< 0: all
    std::size_t last = 0;   ///< only the newest so many; 0: not asked for
    bool follow = false;
    std::optional<std::uint64_t> since;  ///< go on behind this event
};
/// Of a job; of the account where `id` is "".
struct VoicesCommand {
    std::string id;
};
/// What stands in the cloud: see grammar_cloud.cpp for which deed takes what.
struct DatasetsCommand {
    std::string deed = "list", id;
    std::vector<std::string> things;  ///< files' ids, or paths
    std::vector<std::string> paths;   ///< absolute; of the deed add
    std::optional<std::string> name, description;
    bool yes = false;
};
struct FineTunesCommand {
    std::string deed = "list", id;
    std::optional<std::string> name;
    bool yes = false;
};
struct VoiceCommand {
    std::string deed, id;
    std::optional<std::string> name, description;
    bool yes = false;
};
struct SayCommand {
    std::vector<std::string> voices;                 ///< a job's id stands for all of its voices
    std::string text, out, model, language, format;  ///< `out` is absolute
};
/// Of paths, or of a job.
struct PreflightCommand {
    std::vector<std::string> paths;  ///< absolute
    std::string job, html;           ///< html: a file for the page, "" for none
    bool all = false;                ///< every file in the table, however many
};
/// Of the ledger: what moved, in a table or as CSV.
struct LedgerCommand {
    std::string job, since, until;  ///< "": not narrowed
    Labels labels;
    std::size_t limit = 100;
    bool csv = false;
};
struct BudgetCommand {};
struct QuoteCommand {
    std::string id;
};
struct ApproveCommand {
    std::string id, reason;
};
struct ForgetCommand {
    std::string id;
    bool with_dataset = false, yes = false;
};
/// One job, or all that are completed.
struct RetrainCommand {
    std::string id, model, name;
    std::optional<std::string> accent;
    Labels labels;  ///< with all: only jobs that have them
    bool all = false, draft = false, yes = false;
    Waiting waiting;
};
struct DoctorCommand {};
struct BackupCommand {
    std::string file;  ///< absolute
};
struct SendCommand {
    std::vector<std::string> paths;  ///< absolute, of this machine
    std::string to;                  ///< the inbox's folder
    bool replace = false;            ///< end uploads to the same places that are of other files
    bool submit = false;             ///< once all is there
    SubmitCommand submission{};      ///< of the folder; without paths
};
struct InboxCommand {
    std::string folder;  ///< "": all of them
    bool remove = false, yes = false;
};
struct WebhooksCommand {
    std::string deed = "list", name, message;
    std::string status;  ///< "": all messages
};
struct HotFolderCommand {};
struct OpenCommand {
    bool print = false;
};
struct SupportBundleCommand {
    std::string file;  ///< absolute; "": by the moment's name, where we are
    bool with_names = false;
    std::vector<std::string> config_files{};  ///< the daemon's, as far as they are known
};
struct TopCommand {};
struct CompletionCommand {
    std::string shell;  ///< bash, zsh or fish
};
struct VersionCommand {};

using Command =
    std::variant<SubmitCommand, ListCommand, ShowCommand, StartCommand, RetryCommand, WatchCommand,
                 SteerCommand, CancelCommand, SwitchCommand, LimitCommand, ControlCommand, QueueCommand,
                 MoveCommand, EditCommand, DeleteCommand, ResolveCommand, ExplainCommand, EventsCommand,
                 VoicesCommand, DatasetsCommand, FineTunesCommand, VoiceCommand, SayCommand, PreflightCommand,
                 LedgerCommand, BudgetCommand, QuoteCommand, ApproveCommand, RetrainCommand, ForgetCommand,
                 DoctorCommand, BackupCommand, SendCommand, InboxCommand, WebhooksCommand, HotFolderCommand,
                 OpenCommand, SupportBundleCommand, TopCommand, CompletionCommand, VersionCommand>;

struct Settings {
    std::string url;         ///< --url, else $UNDERSTUDY_URL, else the configuration's, else the default
    std::string token_file;  ///< --token-file, else $UNDERSTUDY_TOKEN_FILE, else as the address
    bool token_file_named = false;
    std::string ca_file;
    bool json = false;
};

struct Invocation {
    Settings settings;
    Command command;
};

}  // namespace understudy::cli
