#include "sim/cloud.hpp"

#include <algorithm>

#include "core/marker.hpp"
#include "sim/cloud_answers.hpp"

namespace understudy::simulated {

namespace {
emulator::CloudSettings settings() {
    emulator::CloudSettings settings;
    settings.train_time = std::chrono::hours{3};
    return settings;
}
}  // namespace

SimulatedCloud::SimulatedCloud(Loop& loop, std::uint64_t seed) : model(settings(), seed), loop_(loop) {}

std::optional<Fault> SimulatedCloud::fault_for(const std::string& name, CallId id) {
    if (!key_good) return Fault::status(401, TroubleKind::credentials);
    if (const auto queue = faults.find(name); queue != faults.end() && !queue->second.empty()) {
        Fault fault = std::move(queue->second.front());
        queue->second.pop_front();
        return fault;
    }
    if (hanging.contains(name)) {
        Fault fault = Fault::lost_answer();
        fault.silent = true;
        return fault;
    }
    return weather ? weather(name, id) : std::nullopt;
}

template <class T, class Answer>
void SimulatedCloud::arrive(const std::string& name, CallId id, const Answer& answer,
                            const std::function<Outcome<T>(Duration)>& execute) {
    if (leaving_.erase(id) == 0) return;
    const auto fault = fault_for(name, id);
    if (fault && on_fault) on_fault(name, *fault);
    const bool executed = !fault || fault->executed;
    std::optional<Outcome<T>> outcome;
    if (executed) outcome = execute(fault ? fault->commit_after : Duration{});
    if (fault && !fault->right) outcome = failure(fault->trouble);
    const Duration delay = fault ? fault->delay + (fault->silent ? answer_timeout : Duration{}) : Duration{};
    loop_.post_after(latency / 2 + delay,
                     [answer, outcome = std::move(*outcome)]() mutable { answer(std::move(outcome)); });
}

template <class T>
Cloud::CallId SimulatedCloud::call(const char* name, Reply<T> reply,
                                   std::function<Outcome<T>(Duration)> execute) {
    const CallId id = ++calls_made_;
    calls[name] += 1;
    if (on_call) on_call(name);
    open_calls += 1;
    auto answer = [this, id, reply = std::move(reply)](Outcome<T> outcome) {
        if (cancels_.erase(id) == 0) return;
        open_calls -= 1;
        reply(std::move(outcome));
    };
    cancels_[id] = [answer] {
        answer(failure(
            Trouble{Certainty::unknown, TroubleKind::cancelled, "cancelled", "given up", "", {}, "", {}}));
    };
    leaving_.insert(id);
    const auto arriving = [this, name = std::string(name), id, answer, execute = std::move(execute)] {
        arrive<T>(name, id, answer, execute);
    };
    loop_.post_after(latency / 2, arriving, Whose::world);
    return id;
}

void SimulatedCloud::cancel(CallId id) {
    const auto found = cancels_.find(id);
    if (found != cancels_.end()) loop_.post(found->second);
}

void SimulatedCloud::forget_callers() {
    cancels_.clear(), uploads_ = 0, open_calls = 0;
    std::erase_if(leaving_, [this](CallId) { return cut_by_crash && cut_by_crash(); });
}

Cloud::CallId SimulatedCloud::create_dataset(NewDataset request, Reply<CloudDataset> reply) {
    return call<CloudDataset>("create_dataset", std::move(reply),
                              [this, request = std::move(request)](Duration late) {
                                  return answer_of<CloudDataset>(
                                      model.create_dataset({request.name, request.description}, now(), late));
                              });
}

Cloud::CallId SimulatedCloud::list_datasets(Reply<std::vector<CloudDataset>> reply) {
    return call<std::vector<CloudDataset>>("list_datasets", std::move(reply), [this](Duration) {
        return all_pages<CloudDataset>(
            [this](const emulator::PageRequest& page) { return model.list_datasets(page, now()); });
    });
}

Cloud::CallId SimulatedCloud::list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) {
    return call<std::vector<CloudFile>>(
        "list_files", std::move(reply), [this, dataset_id = std::move(dataset_id)](Duration) {
            return all_pages<CloudFile>(
                [&](const emulator::PageRequest& page) { return model.list_files(dataset_id, page, now()); });
        });
}

Cloud::CallId SimulatedCloud::upload_file(NewFile file, Reply<Nothing> reply) {
    uploads_ += 1;
    most_uploads = std::max(most_uploads, uploads_);
    auto counted = [this, reply = std::move(reply)](Outcome<Nothing> outcome) {
        uploads_ -= 1;
        reply(std::move(outcome));
    };
    emulator::NewDatasetFile stored{file.filename, file.content->size(), ""};
    return call<Nothing>("upload_file", std::move(counted),
                         [this, dataset = file.dataset_id, stored](Duration late) {
                             return answer_of<Nothing>(model.add_file(dataset, stored, now(), late));
                         });
}

Cloud::CallId SimulatedCloud::delete_file(std::string dataset_id, std::string file_id, Reply<Nothing> reply) {
    return call<Nothing>("delete_file", std::move(reply), [this, dataset_id, file_id](Duration) {
        return answer_of<Nothing>(model.delete_file(dataset_id, file_id, now()));
    });
}

Cloud::CallId SimulatedCloud::create_fine_tune(NewFineTune request, Reply<CloudFineTune> reply) {
    if (on_paid_request) on_paid_request(request);
    return call<CloudFineTune>(
        "create_fine_tune", std::move(reply), [this, request = std::move(request)](Duration late) {
            auto made = model.create_fine_tune({request.name, request.description, request.language,
                                                request.model_id, request.dataset, std::nullopt},
                                               now(), late);
            if (made) bought_now();
            return answer_of<CloudFineTune>(std::move(made));
        });
}

Cloud::CallId SimulatedCloud::list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) {
    return call<std::vector<CloudFineTune>>(
        "list_fine_tunes", std::move(reply), [this](Duration) -> Outcome<std::vector<CloudFineTune>> {
            if (hidden_listings > 0) return --hidden_listings, std::vector<CloudFineTune>{};
            return all_pages<CloudFineTune>(
                [this](const emulator::PageRequest& page) { return model.list_fine_tunes(page, now()); });
        });
}

Cloud::CallId SimulatedCloud::get_fine_tune(std::string id, Reply<CloudFineTune> reply) {
    return call<CloudFineTune>("get_fine_tune", std::move(reply), [this, id = std::move(id)](Duration) {
        return answer_of<CloudFineTune>(model.get_fine_tune(id, now()));
    });
}

Cloud::CallId SimulatedCloud::delete_fine_tune(std::string id, Reply<Nothing> reply) {
    return call<Nothing>("delete_fine_tune", std::move(reply), [this, id = std::move(id)](Duration) {
        about_to_be_deleted(id);
        return answer_of<Nothing>(model.delete_fine_tune(id, now()));
    });
}

Cloud::CallId SimulatedCloud::list_voices(std::string fine_tune_id, Reply<std::vector<CloudVoice>> reply) {
    return call<std::vector<CloudVoice>>(
        "list_voices", std::move(reply),
        [this, fine_tune_id = std::move(fine_tune_id)](Duration) -> Outcome<std::vector<CloudVoice>> {
            if (voiceless > 0) return --voiceless, std::vector<CloudVoice>{};
            return all_pages<CloudVoice>([&](const emulator::PageRequest& page) {
                return model.list_voices_of(fine_tune_id, page, now());
            });
        });
}

Cloud::CallId SimulatedCloud::probe_key(Reply<Nothing> reply) {
    return call<Nothing>("probe_key", std::move(reply),
                         [](Duration) -> Outcome<Nothing> { return Nothing{}; });
}

}  // namespace understudy::simulated
