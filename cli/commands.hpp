// The commands. Each asks the daemon, prints what it says, and returns the exit code.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

[[nodiscard]] ExitCode perform(Session& session, const SubmitCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const ListCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const ShowCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const StartCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const RetryCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const WatchCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const SteerCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const CancelCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const SwitchCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const LimitCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const ControlCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const QueueCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const MoveCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const EditCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const DeleteCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const ResolveCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const LedgerCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const BudgetCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const QuoteCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const ApproveCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const RetrainCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const ForgetCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const ExplainCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const EventsCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const VoicesCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const DatasetsCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const FineTunesCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const VoiceCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const SayCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const PreflightCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const DoctorCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const BackupCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const SendCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const InboxCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const WebhooksCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const HotFolderCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const OpenCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const SupportBundleCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const TopCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const CompletionCommand& command);
[[nodiscard]] ExitCode perform(Session& session, const VersionCommand& command);

}  // namespace understudy::cli
