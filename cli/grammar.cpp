#include "cli/grammar.hpp"

#include "cli/endpoint.hpp"
#include "cli/subcommand.hpp"

namespace understudy::cli {

namespace {

constexpr const char* closing_words = R"(Exit codes:
  0    it worked; a job that was waited for is completed
  1    the job that was waited for failed for good, or was canceled; doctor: something failed
  2    the command line is not good; nothing was sent
  3    the daemon refused, or preflight blocks the recordings
  4    the daemon could not be reached, or its answer was lost
  5    not confirmed: somebody said no, or nobody was there to say yes (--yes)
  6    the job that is waited for is held until a person decides
  7    the output could not be written
  130  interrupted; a job goes on

Wherever an ID is wanted, a beginning of it is enough if only one job has it.
Examples:
  understudy submit /srv/recordings/anna --name Anna --language en --yes --wait
  understudy list --state training
  understudy top
  understudy explain 01JD)";

void add_spending(CLI::App& app, Invocation& invocation) {
    Subcommand<StartCommand> start(app, invocation, "start", "Start a draft: this spends credits",
                                   "understudy start job_01JD9Z0V6Q8X5T7R2M4K3N1P0A --yes --wait");
    start.id();
    start
        ->add_option("--override-preflight", start.command().override_preflight,
                     "Start even if preflight blocks; the reason is kept with the job")
        ->check(empty_text);
    start.yes("Do not ask before spending");
    start.waiting();
    Subcommand<RetryCommand> retry(app, invocation, "retry",
                                   "Re-attempt a failed job now: this spends credits",
                                   "understudy retry 01JD9Z --yes");
    retry.id();
    retry.yes("Do not ask before spending");
    retry.waiting();
}

void add_events(CLI::App& app, Invocation& invocation) {
    Subcommand<EventsCommand> events(app, invocation, "events",
                                     "What happened to a job, or to all, oldest first",
                                     "understudy events 01JD9Z\n"
                                     "  understudy events --follow\n"
                                     "  understudy events 01JD9Z --follow --json | jq -c .state");
    EventsCommand& command = events.command();
    events.id()->required(false)->description("The job: its id or a beginning of it (default: all jobs)");
    events->add_option("--limit", command.limit, "Only the first so many (default: all of a job)");
    events->add_option("--last", command.last, "Only the newest so many (of all jobs 50 unless told)")
        ->check(CLI::Range(1, 1'000));
    events->add_flag(
        "--follow,-f", command.follow,
        "Go on, a line for each event as it happens: of a job from its first on, of all from now on");
    events->add_option("--since", command.since, "With --follow: from behind the event with this number on")
        ->type_name("EVENT")
        ->check([](const std::string& value) {
            const bool digits = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
            return digits && value.size() < 19 ? ""
                                               : "is the number of an event, as its id says it; 0 for all";
        });
}

void add_queries(CLI::App& app, Invocation& invocation) {
    Subcommand<ListCommand> list(app, invocation, "list", "List jobs",
                                 "understudy list --state failed --json");
    list->add_option("--state", list.command().states, "Only jobs in these states, separated by commas")
        ->delimiter(',')
        ->check(CLI::IsMember({"draft", "uploading", "training", "completed", "failed", "canceled"}));
    list->add_option("--name", list.command().name, "Only jobs with this in their name");
    list.labels();
    list->add_option("--updated-since", list.command().updated_since,
                     "Only jobs that changed since then: 2026-11-23T05:43:18Z");
    list->add_option("--limit", list.command().limit, "No more than this many")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    Subcommand<ShowCommand>(app, invocation, "show", "Show one job", "understudy show 01JD9Z").id();
    Subcommand<WatchCommand> watch(app, invocation, "watch", "Show a job's progress until it ends",
                                   "understudy watch 01JD9Z");
    watch.id();
    watch.through_holds(watch.command().through_holds);
    Subcommand<ExplainCommand>(app, invocation, "explain", "Why a job is where it is, and what happens next",
                               "understudy explain 01JD9Z")
        .id();
    add_events(app, invocation);
}

void add_steering(CLI::App& app, Invocation& invocation, const char* action, const char* what) {
    Subcommand<SteerCommand> sub(app, invocation, action, what,
                                 std::string("understudy ") + action + " 01JD9Z");
    sub.id();
    sub.command().action = action;
}

void add_edit(CLI::App& app, Invocation& invocation) {
    Subcommand<EditCommand> sub(app, invocation, "edit",
                                "Change a draft or failed job; the priority, alone, of any job at work",
                                "understudy edit 01JD9Z --name Anna --recordings /srv/recordings/anna-2");
    EditCommand& command = sub.command();
    sub.id();
    sub->add_option("--name", command.name, "The voice's name");
    sub->add_option("--language", command.language, "Its language")->type_name("LANGUAGE");
    sub->add_option("--model", command.model, "The model to train");
    sub->add_option("--accent", command.accent, "The accent, as the cloud names it");
    sub->add_option("--description", command.description, "Words that go with the voice");
    sub.many("--recordings", command.paths, "Other recordings in place of all; may be given many times")
        ->type_name("FILE")
        ->check(empty_text);
    sub.max_attempts();
    sub.labels();
    sub.priority();
}

void add_decisions(CLI::App& app, Invocation& invocation) {
    Subcommand<DeleteCommand> remove(app, invocation, "delete",
                                     "Delete a draft or a job at rest, with its history",
                                     "understudy delete 01JD9Z");
    remove.id();
    remove.yes("Do not ask");
    Subcommand<ResolveCommand> resolve(
        app, invocation, "resolve", "Say what became of a paid call whose outcome is unknown",
        "understudy resolve 01JD9Z adopt fine_tune_abc --reason 'seen in the playground'");
    ResolveCommand& command = resolve.command();
    resolve.id();
    resolve->add_option("OUTCOME", command.outcome, "adopt: it made this fine-tune; void: it made none")
        ->required()
        ->check(CLI::IsMember({"adopt", "void"}));
    resolve->add_option("FINE_TUNE_ID", command.fine_tune_id, "The fine-tune to adopt");
    resolve->add_option("--reason", command.reason, "How you know; kept with the job")->required();
    resolve.yes("Do not ask where it may spend again");
}

void add_preflight(CLI::App& app, Invocation& invocation) {
    Subcommand<PreflightCommand> sub(app, invocation, "preflight",
                                     "Hear what the cloud would hear: nothing is sent or spent",
                                     "understudy preflight /srv/recordings/anna --html report.html");
    PreflightCommand& command = sub.command();
    sub->add_option("PATH", command.paths, "Recordings: files or folders")
        ->type_name("FILE")
        ->check(empty_text);
    sub->add_option("--job", command.job, "The recordings of this job, as they were measured")
        ->type_name("JOB");
    sub->add_option("--html", command.html, "Write the report as a page that needs no network")
        ->type_name("FILE")
        ->check(empty_text);
    sub->add_flag("--all", command.all, "Every recording in the table, however many there are");
}

void add_support_bundle(CLI::App& app, Invocation& invocation) {
    Subcommand<SupportBundleCommand> sub(
        app, invocation, "support-bundle",
        "Write a file with what a maintainer needs to help; nothing is sent",
        "understudy support-bundle\n  understudy support-bundle report.json --with-names");
    sub->add_option("FILE", sub.command().file, "Where to; never over a file that is there")
        ->type_name("FILE")
        ->check(empty_text);
    sub->add_flag("--with-names", sub.command().with_names,
                  "Leave names and recordings' paths as they are, in place of digests");
}

}  // namespace

void build_grammar(CLI::App& app, Invocation& invocation) {
    Settings& settings = invocation.settings;
    app.name("understudy");
    app.description("Recordings in, Cartesia Pro Voice Clones out: steers the daemon understudyd.");
    app.footer(closing_words);
    app.require_subcommand(1);
    app.set_version_flag("--version", "understudy " UNDERSTUDY_VERSION);
    app.add_flag("--json", settings.json,
                 "Print one JSON document (watch, events --follow: a line each time)");
    app.add_option("--url", settings.url,
                   std::string("The daemon: http://HOST:PORT, https://… or unix:/PATH (else $UNDERSTUDY_URL, "
                               "else by the daemon's configuration, else ") +
                       default_url + ")");
    app.add_option("--token-file", settings.token_file,
                   std::string("The daemon's token (else $UNDERSTUDY_TOKEN_FILE, else by the daemon's "
                               "configuration, else ") +
                       default_token_file + ")")
        ->type_name("FILE");
    app.add_option("--ca-file", settings.ca_file, "Trust this CA, too (PEM)")->type_name("FILE");
    add_submit(app, invocation);
    add_spending(app, invocation);
    add_queries(app, invocation);
    add_steering(app, invocation, "hold", "Hold a job: it sends nothing until it is released");
    add_steering(app, invocation, "release", "Let a held job go on");
    add_edit(app, invocation);
    add_decisions(app, invocation);
    add_control(app, invocation);
    add_money(app, invocation);
    add_cloud(app, invocation);
    add_preflight(app, invocation);
    add_inbox(app, invocation);
    add_webhooks(app, invocation);
    add_page(app, invocation);
    Subcommand<BackupCommand> backup(app, invocation, "backup",
                                     "Fetch a copy of the daemon's database, made while work goes on",
                                     "understudy backup understudy-$(date +%F).db");
    backup->add_option("FILE", backup.command().file, "Where to; nothing may be there yet")
        ->required()
        ->check(empty_text)
        ->type_name("FILE");
    Subcommand<DoctorCommand>(app, invocation, "doctor",
                              "Check the installation: database, jobs, cloud, key, disk, recordings",
                              "understudy doctor --json");
    add_support_bundle(app, invocation);
    Subcommand<TopCommand>(app, invocation, "top", "All jobs, live, on the whole terminal (q quits)",
                           "understudy top");
    Subcommand<CompletionCommand> completion(
        app, invocation, "completion", "Print what makes a shell complete commands, options and job ids",
        "source <(understudy completion bash)");
    completion->add_option("SHELL", completion.command().shell, "Whose")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    Subcommand<VersionCommand>(app, invocation, "version", "Print this program's version",
                               "understudy version --json");
}

}  // namespace understudy::cli
