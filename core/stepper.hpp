// Builds a step: changes the job and writes the history of it in one breath. For the files of core/ that
// decide.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/policy.hpp"
#include "core/step.hpp"

namespace understudy {

class Stepper {
  public:
    Stepper(Job job, const Policy& rules, Now moment) : policy(rules), now(moment) {
        step_.job = std::move(job);
    }

    using Data = std::vector<std::pair<std::string, std::string>>;

    [[nodiscard]] Job& job() { return step_.job; }
    /// Adds to the history.
    void say(std::string type, std::string cause, Data data = {});
    /// A transition: the state becomes `state`, the history says why.
    void become(State state, std::string cause, Data data = {});
    /// A new position within the same state; what happened is said apart, where it matters.
    void move_to(State state);
    /// Takes the place of another hold, but for those that must not give way: see stays().
    void hold(HoldReason reason, std::string needs, std::string cause);
    void release(std::string cause);
    /// Something that is stored changed.
    void touch() { step_.changed = true; }
    void touch_recording(std::uint64_t position);
    void touch_all_recordings();

    /// A failure that a wait cures: counts it, sets the wait, remembers the error.
    void wait(const Trouble& trouble, std::string what_failed);
    /// The last call worked: no wait, no error.
    void worked();
    void remember(const Trouble& trouble, const std::string& what_failed);
    /// What the history says from here on follows from this answer: it gets the cloud's id of the request.
    void follows_from(const Trouble& trouble) { request_id_ = trouble.request_id; }
    void follows_from(const CloudFineTune& made) { request_id_ = made.request_id; }
    /// To failed, at rest: no automatic re-attempt.
    void fail(const Trouble& trouble, const std::string& what_failed);

    [[nodiscard]] Intent* last_intent(IntentKind kind);
    void open_intent(IntentKind kind, int attempt, std::string nonce, std::string digest);
    /// Of a training that we learn of when it stands in the cloud: its outcome is to be told next. Ends the
    /// validity of other references to intents.
    Intent& add_intent(int attempt, std::string nonce);
    void close_intent(Intent& intent, IntentStatus status, std::string remote_id, const std::string& cause);

    /// What is known of the intent's credits: entered in the ledger where they move.
    void charge(Intent& intent, Charge charge);
    /// What is known of the credits of the training that made this fine-tune.
    void charge_for(const std::string& fine_tune_id, Charge charge);

    [[nodiscard]] Step finish() &&;

    const Policy& policy;
    const Now now;

  private:
    void presume();
    Step step_;
    std::string request_id_;
};

/// "a, b, c"
[[nodiscard]] std::string joined(const std::vector<std::string>& texts, const char* between);
/// "the dataset could not be made: Payment Required (402): out of credits"
[[nodiscard]] std::string in_words(const std::string& what_failed, const Trouble& trouble);

}  // namespace understudy
