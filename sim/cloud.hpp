// The Cloud port on the emulator's model of the cloud, which keeps the true bill. A call reaches the model
// half-way through its latency and is answered at the end of it; between the two, and instead of either, a
// fault may strike.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>

#include "core/cloud.hpp"
#include "emulator/model/cloud_model.hpp"
#include "sim/fault.hpp"
#include "sim/loop.hpp"

namespace understudy::simulated {

class SimulatedCloud : public Cloud {
  public:
    explicit SimulatedCloud(Loop& loop, std::uint64_t seed = 1);

    /// The cloud itself: settings (train_time, slots, credits, lags, description_limit …), hide(), the bill.
    emulator::CloudModel model;
    [[nodiscard]] Time now() const { return kEpoch + loop_.steady(); }

    // What is made to go wrong. Calls are named after their methods: "create_fine_tune", …
    std::map<std::string, std::deque<Fault>> faults;  ///< taken from the front
    /// Asked for each call that finds no fault in `faults`; may be empty. `call` is its number, from 1 on.
    std::function<std::optional<Fault>(const std::string& name, CallId call)> weather;
    std::set<std::string> hanging;  ///< calls that are executed and never answer until cancelled
    int hidden_listings = 0;        ///< so many fine-tune listings are empty
    int voiceless = 0;              ///< so many voice listings are empty
    bool key_good = true;
    Duration latency = milliseconds{20};
    Duration answer_timeout = seconds{60};  ///< after which a silent call is given up

    // What is seen of it.
    std::map<std::string, int> calls;
    std::function<void(const std::string&)> on_call;  ///< told of each call as it is made; may be empty
    /// Told of each paid request as it leaves; may be empty.
    std::function<void(const NewFineTune&)> on_paid_request;
    /// Told of each fault as it strikes; may be empty.
    std::function<void(const std::string& name, const Fault&)> on_fault;
    /// Told of each purchase as it is made, with what is in its dataset; may be empty.
    std::function<void(const emulator::Purchase&, const std::vector<CloudFile>&)> on_purchase;
    std::map<std::string, std::vector<CloudFile>> files_at_purchase;  ///< by fine-tune
    int open_calls = 0, most_uploads = 0;
    std::uint64_t upload_limit = 0;  ///< as it was set last

    /// Fine-tunes that were ever bought; of one job where its id is given.
    [[nodiscard]] int bought(const std::string& job_id = "") const;
    [[nodiscard]] const std::vector<emulator::Purchase>& purchases() const { return model.purchases(); }
    /// The next trainings fail, with these user_errors.
    void fail_trainings(unsigned count, std::vector<std::string> user_errors = {});
    /// What is really there, whatever lags or hides.
    [[nodiscard]] std::vector<std::string> dataset_ids() const { return model.dataset_ids(); }
    [[nodiscard]] std::vector<CloudFile> files_of(const std::string& dataset_id) const;
    /// Somebody at work in the playground. Ids are the cloud's.
    std::string add_dataset(const std::string& name);
    std::string add_file(const std::string& dataset_id, const std::string& filename, std::uint64_t size);
    /// Without our marker, and by nobody's intent: in `by_hand`, unless the cloud refuses it.
    void train_by_hand(const std::string& dataset_id);
    std::set<std::string> by_hand;
    /// Completed, and so paid for, in the moment between the last look and the deletion that a canceled job
    /// asked for: nobody can tell.
    std::set<std::string> ended_unseen;
    /// nullopt: it is not there, or not to be seen.
    [[nodiscard]] std::optional<CloudFineTune> look_up(const std::string& fine_tune_id);
    void delete_file(const std::string& dataset_id, const std::string& filename);
    void delete_dataset(const std::string& dataset_id);

    /// The process that asked is gone: nobody hears the answers. What had left arrives all the same, unless
    /// `cut_by_crash` says that its connection broke first.
    void forget_callers();
    std::function<bool()> cut_by_crash;  ///< asked for each call that had not arrived; may be empty

    CallId create_dataset(NewDataset request, Reply<CloudDataset> reply) override;
    CallId list_datasets(Reply<std::vector<CloudDataset>> reply) override;
    CallId list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) override;
    CallId upload_file(NewFile file, Reply<Nothing> reply) override;
    CallId delete_file(std::string dataset_id, std::string file_id, Reply<Nothing> reply) override;
    CallId create_fine_tune(NewFineTune request, Reply<CloudFineTune> reply) override;
    CallId list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) override;
    CallId get_fine_tune(std::string id, Reply<CloudFineTune> reply) override;
    CallId delete_fine_tune(std::string id, Reply<Nothing> reply) override;
    CallId list_voices(std::string fine_tune_id, Reply<std::vector<CloudVoice>> reply) override;
    CallId probe_key(Reply<Nothing> reply) override;
    void cancel(CallId id) override;
    void limit_uploads(std::uint64_t bytes_per_second) override { upload_limit = bytes_per_second; }

  private:
    static constexpr Time kEpoch{std::chrono::hours{24 * 365 * 56}};

    /// `execute` is given by how much the effect is late.
    template <class T>
    CallId call(const char* name, Reply<T> reply, std::function<Outcome<T>(Duration)> execute);
    template <class T, class Answer>
    void arrive(const std::string& name, CallId id, const Answer& answer,
                const std::function<Outcome<T>(Duration)>& execute);
    [[nodiscard]] std::optional<Fault> fault_for(const std::string& name, CallId id);
    void bought_now();
    void about_to_be_deleted(const std::string& fine_tune_id);

    Loop& loop_;
    CallId calls_made_ = 0;
    int uploads_ = 0;
    std::map<CallId, std::function<void()>> cancels_;
    std::set<CallId> leaving_;  ///< made, and not arrived
};

}  // namespace understudy::simulated
