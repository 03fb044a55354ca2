// The driver's inside. One class, split over files by what they do: seats (jobs come and go), pump (ask and
// begin), perform (actions through the ports), outbox (what is to be durable), and so on.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/apply.hpp"
#include "core/marker.hpp"
#include "daemon/driver/bandwidth.hpp"
#include "daemon/driver/driver.hpp"
#include "daemon/driver/ears.hpp"
#include "daemon/driver/end_search.hpp"
#include "daemon/driver/file_briefs.hpp"
#include "daemon/driver/gate.hpp"
#include "daemon/driver/preflights.hpp"
#include "daemon/driver/problems.hpp"
#include "daemon/driver/seat.hpp"
#include "daemon/driver/switchboard.hpp"
#include "daemon/driver/treasury.hpp"
#include "daemon/driver/upload_meter.hpp"
#include "daemon/driver/waiting_line.hpp"
#include "daemon/driver/wishes.hpp"

namespace understudy {

class Driver::Impl {
  public:
    Impl(Ports ports, Policy policy);

    // start_stop.cpp
    void start(std::function<void()> on_ready);
    void stop(Duration grace, std::function<void()> on_stopped);
    void reconfigure(Policy policy);
    [[nodiscard]] DriverStatus status() const;
    // census.cpp, attention.cpp
    [[nodiscard]] Census census() const;
    [[nodiscard]] Attention attention(const std::string& job_id) const;
    // desk*.cpp
    void submit(Submission submission, std::optional<IdempotencyKey> key, Answer<Submitted> answer);
    void command(const std::string& job_id, Command command, Answer<JobView> answer);
    void command_once(const std::string& job_id, Command command, IdempotencyKey key,
                      Answer<Submitted> answer);
    void remove(const std::string& job_id, Answer<Nothing> answer);
    void get(const std::string& job_id, Answer<JobView> answer);
    void list(JobQuery query, Answer<std::vector<JobView>> answer);
    void list_rows(JobQuery query, int readings_left, Answer<std::vector<JobView>> answer);
    void events(EventQuery query, Answer<std::vector<HistoryEvent>> answer);
    void explain(const std::string& job_id, Answer<Explanation> answer);
    [[nodiscard]] Pauses pauses() const { return switchboard_.pauses(); }
    void controls(Answer<ControlsView> answer);
    void change_controls(ControlsChange change, Answer<ControlsView> answer);
    void queue(std::size_t limit, Answer<QueueView> answer);
    // desk_money.cpp
    void ledger(MovementQuery query, Answer<LedgerPage> answer);
    void budget(Answer<BudgetView> answer);
    void quote(const std::string& job_id, Answer<Quote> answer);
    [[nodiscard]] BudgetView money() const { return treasury_.view(); }
    // lookouts.cpp
    void newest_event(Answer<std::int64_t> answer);
    [[nodiscard]] Lookout watch_changes(std::function<void(const Change&)> told);
    [[nodiscard]] std::optional<Edition> edition(std::string_view job_id) const;
    [[nodiscard]] std::optional<JobProgress> progress_of(std::string_view job_id) const;
    [[nodiscard]] std::vector<JobProgress> progress() const;
    void preflight(std::vector<std::string> paths, Answer<PreflightReport> answer);
    void begin_preflight(std::vector<std::string> paths, Answer<PreflightRun> answer);
    void preflight_run(const std::string& id, bool whole, Answer<PreflightRun> answer);
    void drop_preflight(const std::string& id, Answer<Nothing> answer);
    void job_preflight(const std::string& job_id, bool whole, Answer<PreflightReport> answer);

    // checkup.cpp
    void checkup(Answer<Checks> answer);

  private:
    [[nodiscard]] Now now() { return {ports_.clock.wall(), ports_.clock.steady(), ports_.entropy.dice()}; }

    // seats.cpp
    Seat& seat(Job job);
    [[nodiscard]] Seat* find(const std::string& job_id);
    void retire_if_at_rest(const std::string& job_id);
    void leave(const std::string& job_id);
    /// The job's seat, from the store where it has none now. `then` is called later or at once.
    void with_seat(const std::string& job_id, std::function<void(Result<Seat*, Problem>)> then);
    void seat_loaded(const std::string& job_id, Result<Job, StoreTrouble> job);
    void quarantine(const std::string& job_id, const std::string& what);
    void reload(const std::string& job_id);
    void forget_wishes(Seat& seat);
    void load_later(const std::string& job_id);
    void recover_seat(Seat& seat);
    [[nodiscard]] JobView view(const Seat& seat) const;

    // pump.cpp
    void happen(const std::string& job_id, Happening happening);  ///< and pumps
    void happen_to(Seat& seat, Happening happening);
    void take(Seat& seat, Step step);
    void pump(const std::string& job_id);
    void pump_all();
    void ask(Seat& seat);
    [[nodiscard]] Plan plan(Seat& seat);
    bool begin_local(Seat& seat, const Plan& plan);
    void begin(Seat& seat, const Plan& plan);
    void keep_books(Seat& seat, bool bought_before);
    [[nodiscard]] bool admit(Seat& seat, const Action& action);
    [[nodiscard]] bool paused(const Action& action) const;
    void cancel_sending(Seat& seat);
    // timer.cpp
    void wake_seat_at(Seat& seat, std::optional<Duration> at);
    void rearm();
    void due();

    // perform.cpp
    void perform(Seat& seat, const Action& action);
    /// Shows the outcome to the gate, ends the flight, makes it happen to the job.
    template <class T, class Make>
    [[nodiscard]] Reply<T> landing(const std::string& job_id, const std::string& key, Make make);
    void check_before_spend(Seat& seat, const std::string& key);
    void files_checked(const std::string& job_id, const std::string& key, Duration begun,
                       Outcome<std::vector<CloudFile>> files);
    void measure(Seat& seat, std::uint64_t position, const std::string& key);
    void stop_training(Seat& seat, const std::string& fine_tune_id, const std::string& key);
    void stop_if_it_trains(const std::string& job_id, const std::string& fine_tune_id, const std::string& key,
                           Outcome<CloudFineTune> seen);
    void fetch_recordings(Seat& seat, const std::string& key);
    void landed(const std::string& job_id, const std::string& key, Happening happening);

    // outbox.cpp
    void save(Seat& seat);
    void send_commit(Seat& seat);
    void saved(const std::string& job_id, Result<std::vector<std::int64_t>, StoreTrouble> result);
    void commit_landed(Seat& seat, const std::vector<std::int64_t>& event_ids);
    void commit_refused(Seat& seat, const StoreTrouble& trouble);
    void resolve_conflict(const std::string& job_id, const std::string& what);
    // lookouts.cpp
    /// Only ever after what changed is so, in memory or on the disk as Change says.
    void tell(Change::What what, std::string_view job_id);
    void search_newest(EndSearch search, Answer<std::int64_t> answer);
    // uploads.cpp
    void feed();
    void feed_uploads();
    void begin_upload(Seat& seat, std::uint64_t position);
    [[nodiscard]] int trainings_bought() const;
    void hand_out_slots();
    // watch.cpp
    void watch_round();
    void listed(Outcome<std::vector<CloudFineTune>> outcome);
    void compare_with_listing(const std::vector<CloudFineTune>& listing);
    void look_for_late_arrivals(const std::vector<CloudFineTune>& listing);
    void look_at_stranger(const CloudFineTune& fine_tune);
    void report_stranger(const std::string& fine_tune_id, const Marker& marker);
    void fetch_missing(Seat& seat, const std::string& fine_tune_id);

    // gatekeeper.cpp
    /// Shows an outcome to the gate; then hands it on. A 403 waits for the probe's word first.
    template <class T>
    void through_gate(Outcome<T> outcome, std::function<void(Outcome<T>)> then);
    void gate_saw(const Trouble* trouble);
    void probe_key();
    void release_all(HoldReason reason, const std::string& cause);
    void try_funds();
    void try_budget(const std::string& cause);
    void try_holds_anew(const std::string& cause);
    /// What a 403 becomes: credentials when the probe is refused too, else refused.
    void judge_forbidden(Trouble trouble, std::function<void(Trouble)> then);

    // desk.cpp
    void fulfil(const std::string& job_id, Wish wish);
    [[nodiscard]] Result<Step, Problem> attempt_command(Seat& seat, Command command);
    void run_command(Seat& seat, Wish wish);
    void when_saved(Seat& seat, Answer<JobView> answer);
    void run_command_on(const std::string& job_id, Wish wish);
    void check_adoption(const std::string& job_id, Wish wish);
    void adopt_if_ours(const std::string& job_id, Wish wish, const CloudFineTune& seen, bool known_to_a_job);
    void select_then_edit(const std::string& job_id, Wish wish);
    void tell_view(const std::string& job_id, Answer<JobView> answer);
    /// Answers never come from inside the call.
    void answer_later(std::function<void()> tell);
    void with_seat_later(const std::string& job_id, std::function<void(Result<Seat*, Problem>)> then);

    // desk_explain.cpp, desk_controls.cpp
    [[nodiscard]] Explanation explained(const Seat& seat);
    void add_shared_causes(const Seat& seat, Explanation& explanation) const;
    [[nodiscard]] bool waits_for_a_turn(const Seat& seat) const;
    [[nodiscard]] ControlsView controls_view() const;
    void say_what_turned(const Controls& before, const Controls& after);
    void turned();
    [[nodiscard]] std::optional<Problem> find_place(const Seat& seat, Command& command);

    // checkup.cpp
    struct Checkup;
    using CheckupRound = std::shared_ptr<Checkup>;
    void check_premises(const CheckupRound& round);
    void section_done(const CheckupRound& round, int section, Checks more);
    void end_checkup();
    void checkup_due(Duration steady);
    [[nodiscard]] std::optional<Duration> checkup_due_at() const;
    void checkup_times_out();
    void drop_checkup();
    // checkup_store.cpp
    void check_store(const CheckupRound& round);
    void store_heard(const CheckupRound& round);
    [[nodiscard]] Checks database_found(const Checkup& round) const;
    [[nodiscard]] Checks neglected(const std::vector<Job>& stored) const;
    void look_for_neglect(const CheckupRound& round, const std::vector<Job>& stored);
    void look_again_for_neglect(const CheckupRound& round);
    [[nodiscard]] Checks jobs_found(Checks checks) const;
    [[nodiscard]] Checks jobs_unseen() const;
    // checkup_cloud.cpp
    void check_cloud(const CheckupRound& round);
    template <class T, class Then>
    [[nodiscard]] Reply<T> for_checkup(const CheckupRound& round, Then then);
    void list_for_checkup(const CheckupRound& round);
    void look_up_owners(const CheckupRound& round);
    void look_up_job(const CheckupRound& round, const std::string& job_id);
    void owner_looked_up(const CheckupRound& round, bool known);
    void look_up_fine_tunes(const CheckupRound& round);
    [[nodiscard]] static Checks cloud_found_so_far(const Checkup& round);
    // desk_preflight.cpp
    void select_and_hear(std::vector<std::string> paths, Preflights::Ended ended,
                         std::function<void(Result<std::string, Problem>)> begun);
    void tell_with_files(JobView view, Answer<JobView> answer);
    void add_curves(PreflightReport report, Answer<PreflightReport> answer);

    // desk_submit.cpp
    void select_and_submit(Submission submission, std::optional<IdempotencyKey> key,
                           Answer<Submitted> answer);
    void create(Submission submission, Selection selection, std::optional<IdempotencyKey> key,
                Answer<Submitted> answer);
    void created(Made& made, const std::vector<std::int64_t>& event_ids);
    // desk_once.cpp
    void once(const IdempotencyKey& key, Answer<Submitted> answer,
              std::function<void(Answer<Submitted>)> act);
    void replay(const IdempotencyKey& key, const IdempotentAnswer& before, Answer<Submitted> answer);
    void wait_for_its_turn(Seat& seat, Wish wish);

    // start_stop.cpp
    void loaded(Result<Store::Active, StoreTrouble> active);
    void look_again(const std::string& job_id, const std::string& what);
    void seat_if_stored(const std::string& job_id);
    void stop_if_done();
    void grace_over();
    void load_again();
    void load_all();
    // store_watch.cpp
    void store_fails(const std::string& what);
    void store_works();
    [[nodiscard]] bool store_usable() const { return !outage_; }
    void store_due(Duration steady);
    [[nodiscard]] std::optional<Duration> store_due_at() const;
    void probe_store();
    /// Asks for an audit when the last one is not of now: false until it found everything sound.
    [[nodiscard]] bool found_sound();
    void audit_store();
    void audited(const Result<Nothing, StoreTrouble>& verdict);
    /// Why nobody is served while the store cannot be used.
    [[nodiscard]] Problem outage_problem() const;
    void outage_ends(const std::string& type, const std::string& words);

    Ports ports_;
    Policy policy_;
    Switchboard switchboard_;
    Bandwidth bandwidth_;
    Treasury treasury_;
    UploadMeter upload_meter_;
    Ears ears_;
    Preflights preflights_;
    FileBriefs briefs_;
    std::map<std::string, std::unique_ptr<Seat>, std::less<>> seats_;  ///< by id: the oldest first
    std::set<std::pair<Duration, std::string>> wakes_;                 ///< due jobs, from an index
    WaitingLine line_;       ///< the seats whose jobs are not at rest
    WaitingLine uploading_;  ///< those with something in to_upload
    std::map<std::string, std::vector<std::function<void(Result<Seat*, Problem>)>>> awaiting_seat_;
    std::set<std::string> keys_in_progress_;
    std::vector<std::weak_ptr<const std::function<void(const Change&)>>> lookouts_;
    std::int64_t newest_event_ = 0;     ///< at least as new as any event that this process knows of
    std::set<std::string> watching_;    ///< seats whose fine-tune is watched
    std::set<std::string> load_again_;  ///< jobs whose row could not be read
    std::unordered_set<std::string> seen_fine_tunes_;  ///< looked up, or reported, once in this process
    CloudGate gate_;
    std::optional<Cloud::CallId> probe_, round_;
    bool probe_anew_ = false;  ///< once the one under way has ended
    CheckupRound checkup_;     ///< the one that is under way
    int checkup_calls_ = 0;    ///< not answered, of rounds that have ended, too
    std::vector<std::function<void(const Trouble*)>> awaiting_probe_;
    Duration next_round_{};
    std::optional<Duration> funds_try_at_;
    int rounds_failed_ = 0, uploads_out_ = 0, checks_out_ = 0;
    bool credits_came_back_ = false, slot_freed_ = false, ready_ = false, stopping_ = false,
         auditing_ = false;
    std::optional<StoreOutage> outage_;
    std::optional<Duration> sound_until_, probe_store_at_, audit_at_;
    int probes_failed_ = 0, audits_failed_ = 0, loads_failed_ = 0;
    std::optional<Duration> load_again_at_, grace_ends_;
    std::function<void()> on_ready_, on_stopped_;
};

}  // namespace understudy
