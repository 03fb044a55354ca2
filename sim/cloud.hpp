// A cloud in memory that keeps the true bill, and lies when it is told to.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "core/cloud.hpp"
#include "sim/loop.hpp"

namespace understudy::simulated {

/// What befalls one call.
struct Fault {
    bool executed = false;  ///< the cloud did it all the same
    Trouble trouble;        ///< what the caller learns
    Duration delay{};       ///< before the caller learns it
    static Fault lost_answer() {
        return {true,
                {Certainty::unknown,
                 TroubleKind::transient,
                 "connection_reset",
                 "the connection broke",
                 "",
                 {},
                 "",
                 {}},
                {}};
    }
    static Fault lost_request() { return {false, lost_answer().trouble, {}}; }
    static Fault not_connected() {
        return {false,
                {Certainty::refused, TroubleKind::transient, "connect", "no connection", "", {}, "", {}},
                {}};
    }
    static Fault status(int status, TroubleKind kind) {
        return {false,
                {Certainty::refused,
                 kind,
                 "http_" + std::to_string(status),
                 "status " + std::to_string(status),
                 "",
                 status,
                 "",
                 {}},
                {}};
    }
};

class SimulatedCloud : public Cloud {
  public:
    explicit SimulatedCloud(Loop& loop) : loop_(loop) {}

    struct Trained : CloudFineTune {
        Duration done_at{};
        bool fails = false;
    };

    std::map<std::string, std::deque<Fault>> faults;  ///< by call: "create_fine_tune", … taken from the front
    std::set<std::string> hanging;  ///< calls that are executed and never answer until cancelled
    std::map<std::string, int> calls;
    std::function<void(const std::string&)> on_call;  ///< told of each call as it is made; may be empty
    std::map<std::string, CloudDataset> datasets;
    std::map<std::string, std::vector<CloudFile>> files;
    std::vector<Trained> fine_tunes;
    Duration train_time = std::chrono::hours{3};
    std::deque<std::vector<std::string>> failing;  ///< the next trainings fail, each with these user_errors
    int hidden_listings = 0;                       ///< so many fine-tune listings lag: they are empty
    bool cuts_markers = false;
    bool key_good = true;
    int voiceless = 0;  ///< so many voice listings are empty
    int open_calls = 0, most_uploads = 0;

    [[nodiscard]] int bought(const std::string& job_id = "") const {
        return static_cast<int>(
            std::count_if(fine_tunes.begin(), fine_tunes.end(), [&](const Trained& fine_tune) {
                return fine_tune.name.find(job_id) != std::string::npos || job_id.empty();
            }));
    }

    CallId create_dataset(NewDataset request, Reply<CloudDataset> reply) override {
        return call<CloudDataset>("create_dataset", std::move(reply),
                                  [this, request]() -> Outcome<CloudDataset> {
                                      CloudDataset dataset{"dataset_" + std::to_string(++ids_), request.name,
                                                           cuts_markers ? "" : request.description};
                                      datasets[dataset.id] = dataset;
                                      return dataset;
                                  });
    }
    CallId list_datasets(Reply<std::vector<CloudDataset>> reply) override {
        return call<std::vector<CloudDataset>>("list_datasets", std::move(reply),
                                               [this]() -> Outcome<std::vector<CloudDataset>> {
                                                   std::vector<CloudDataset> all;
                                                   for (const auto& [id, dataset] : datasets)
                                                       all.push_back(dataset);
                                                   return all;
                                               });
    }
    CallId list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) override {
        return call<std::vector<CloudFile>>(
            "list_files", std::move(reply), [this, dataset_id]() -> Outcome<std::vector<CloudFile>> {
                if (!datasets.contains(dataset_id))
                    return failure(Fault::status(404, TroubleKind::refused).trouble);
                return files[dataset_id];
            });
    }
    CallId upload_file(NewFile file, Reply<Nothing> reply) override {
        const auto content = std::make_shared<NewFile>(std::move(file));
        uploads_ += 1;
        most_uploads = std::max(most_uploads, uploads_);
        auto counted = [this, reply = std::move(reply)](Outcome<Nothing> outcome) {
            uploads_ -= 1;
            reply(std::move(outcome));
        };
        return call<Nothing>("upload_file", std::move(counted), [this, content]() -> Outcome<Nothing> {
            files[content->dataset_id].push_back(
                {"file_" + std::to_string(++ids_), content->filename, content->content->size()});
            return Nothing{};
        });
    }
    CallId delete_file(std::string dataset_id, std::string file_id, Reply<Nothing> reply) override {
        return call<Nothing>(
            "delete_file", std::move(reply), [this, dataset_id, file_id]() -> Outcome<Nothing> {
                std::erase_if(files[dataset_id], [&](const CloudFile& file) { return file.id == file_id; });
                return Nothing{};
            });
    }
    CallId create_fine_tune(NewFineTune request, Reply<CloudFineTune> reply) override {
        return call<CloudFineTune>(
            "create_fine_tune", std::move(reply), [this, request]() -> Outcome<CloudFineTune> {
                Trained made;
                static_cast<CloudFineTune&>(made) = {"fine_tune_" + std::to_string(++ids_),
                                                     request.name,
                                                     cuts_markers ? "" : request.description,
                                                     request.language,
                                                     request.model_id,
                                                     request.dataset,
                                                     "created",
                                                     {}};
                made.done_at = loop_.steady() + train_time;
                if (!failing.empty())
                    made.fails = true, made.user_errors = failing.front(), failing.pop_front();
                fine_tunes.push_back(made);
                files_at_purchase[made.id] = files[request.dataset];
                return shown(made);
            });
    }
    CallId list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) override {
        return call<std::vector<CloudFineTune>>("list_fine_tunes", std::move(reply),
                                                [this]() -> Outcome<std::vector<CloudFineTune>> {
                                                    std::vector<CloudFineTune> all;
                                                    if (hidden_listings > 0) return --hidden_listings, all;
                                                    for (const Trained& fine_tune : fine_tunes)
                                                        all.push_back(shown(fine_tune));
                                                    return all;
                                                });
    }
    CallId get_fine_tune(std::string id, Reply<CloudFineTune> reply) override {
        return call<CloudFineTune>("get_fine_tune", std::move(reply), [this, id]() -> Outcome<CloudFineTune> {
            for (const Trained& fine_tune : fine_tunes)
                if (fine_tune.id == id) return shown(fine_tune);
            return failure(Fault::status(404, TroubleKind::refused).trouble);
        });
    }
    CallId list_voices(std::string fine_tune_id, Reply<std::vector<CloudVoice>> reply) override {
        return call<std::vector<CloudVoice>>(
            "list_voices", std::move(reply), [this, fine_tune_id]() -> Outcome<std::vector<CloudVoice>> {
                std::vector<CloudVoice> voices;
                if (voiceless > 0) return --voiceless, voices;
                for (int i = 1; i <= 4; ++i)
                    voices.push_back(
                        {fine_tune_id + "-voice-" + std::to_string(i), "Voice " + std::to_string(i)});
                return voices;
            });
    }
    CallId probe_key(Reply<Nothing> reply) override {
        return call<Nothing>("probe_key", std::move(reply), []() -> Outcome<Nothing> { return Nothing{}; });
    }
    void cancel(CallId id) override {
        const auto found = cancels_.find(id);
        if (found != cancels_.end()) loop_.post(found->second);
    }

    std::map<std::string, std::vector<CloudFile>> files_at_purchase;

    /// The process that asked is gone: nobody hears the answers.
    void forget_callers() { cancels_.clear(), uploads_ = 0, open_calls = 0; }

  private:
    CloudFineTune shown(const Trained& fine_tune) const {
        CloudFineTune seen = fine_tune;
        const bool done = loop_.steady() >= fine_tune.done_at;
        seen.status = done ? (fine_tune.fails ? "failed" : "completed") : "training";
        if (!done || !fine_tune.fails) seen.user_errors.clear();
        return seen;
    }

    template <class T>
    CallId call(const std::string& name, Reply<T> reply, std::function<Outcome<T>()> execute) {
        const CallId id = ++calls_made_;
        calls[name] += 1;
        if (on_call) on_call(name);
        open_calls += 1;
        auto answered = std::make_shared<bool>(false);
        auto answer = [this, id, answered, reply = std::move(reply)](Outcome<T> outcome) {
            if (std::exchange(*answered, true)) return;
            cancels_.erase(id);
            open_calls -= 1;
            reply(std::move(outcome));
        };
        cancels_[id] = [answer] {
            answer(failure(Trouble{
                Certainty::unknown, TroubleKind::cancelled, "cancelled", "given up", "", {}, "", {}}));
        };
        loop_.post_after(milliseconds{20}, [this, name, answer, execute = std::move(execute)] {
            if (!key_good) return answer(failure(Fault::status(401, TroubleKind::credentials).trouble));
            auto& queue = faults[name];
            if (!queue.empty()) {
                const Fault fault = queue.front();
                queue.pop_front();
                if (fault.executed) (void)execute();
                return loop_.post_after(fault.delay, [answer, fault] { answer(failure(fault.trouble)); });
            }
            auto outcome = execute();
            if (!hanging.contains(name)) answer(std::move(outcome));
        });
        return id;
    }

    Loop& loop_;
    int ids_ = 0, uploads_ = 0;
    CallId calls_made_ = 0;
    std::map<CallId, std::function<void()>> cancels_;
};

}  // namespace understudy::simulated
