// A cloud before the cloud: hands every call on, and lets a test change what is asked and what is answered.
#pragma once

#include "core/cloud.hpp"
#include "world.hpp"

namespace understudy::simulated {

class BentCloud : public Cloud {
  public:
    explicit BentCloud(Cloud& straight) : straight_(straight) {}

    CallId create_dataset(NewDataset request, Reply<CloudDataset> reply) override {
        return straight_.create_dataset(std::move(request), std::move(reply));
    }
    CallId list_datasets(Reply<std::vector<CloudDataset>> reply) override {
        return straight_.list_datasets(std::move(reply));
    }
    CallId list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) override {
        return straight_.list_files(std::move(dataset_id), std::move(reply));
    }
    CallId upload_file(NewFile file, Reply<Nothing> reply) override {
        return straight_.upload_file(std::move(file), std::move(reply));
    }
    CallId delete_file(std::string dataset_id, std::string file_id, Reply<Nothing> reply) override {
        return straight_.delete_file(std::move(dataset_id), std::move(file_id), std::move(reply));
    }
    CallId create_fine_tune(NewFineTune request, Reply<CloudFineTune> reply) override {
        return straight_.create_fine_tune(std::move(request), std::move(reply));
    }
    CallId list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) override {
        return straight_.list_fine_tunes(std::move(reply));
    }
    CallId get_fine_tune(std::string id, Reply<CloudFineTune> reply) override {
        return straight_.get_fine_tune(std::move(id), std::move(reply));
    }
    CallId delete_fine_tune(std::string id, Reply<Nothing> reply) override {
        return straight_.delete_fine_tune(std::move(id), std::move(reply));
    }
    CallId list_voices(std::string fine_tune_id, Reply<std::vector<CloudVoice>> reply) override {
        return straight_.list_voices(std::move(fine_tune_id), std::move(reply));
    }
    CallId probe_key(Reply<Nothing> reply) override { return straight_.probe_key(std::move(reply)); }
    void cancel(CallId id) override { straight_.cancel(id); }
    void limit_uploads(std::uint64_t bytes_per_second) override { straight_.limit_uploads(bytes_per_second); }

  protected:
    Cloud& straight_;
};

/// Shows every fine-tune's description as `bend` makes it.
class MarkerBendingCloud : public BentCloud {
  public:
    using BentCloud::BentCloud;
    std::function<std::string(std::string)> bend;

    CallId create_fine_tune(NewFineTune request, Reply<CloudFineTune> reply) override {
        return BentCloud::create_fine_tune(std::move(request), one(std::move(reply)));
    }
    CallId get_fine_tune(std::string id, Reply<CloudFineTune> reply) override {
        return BentCloud::get_fine_tune(std::move(id), one(std::move(reply)));
    }
    CallId list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) override {
        return BentCloud::list_fine_tunes([this, reply = std::move(reply)](auto outcome) {
            if (outcome.ok())
                for (CloudFineTune& fine_tune : outcome.value())
                    fine_tune.description = bend(fine_tune.description);
            reply(std::move(outcome));
        });
    }

  private:
    Reply<CloudFineTune> one(Reply<CloudFineTune> reply) {
        return [this, reply = std::move(reply)](Outcome<CloudFineTune> outcome) {
            if (outcome.ok()) outcome->description = bend(outcome->description);
            reply(std::move(outcome));
        };
    }
};

/// The daemon is started anew, and meets `cloud` instead of the world's own.
inline void boot_before(Studio& world, Cloud& cloud) {
    world.crash();
    world.driver = std::make_unique<Driver>(
        Ports{cloud, world.store, world.clock, world.recordings, world.listener, world.entropy},
        world.policy);
    bool ready = false;
    world.driver->start([&] { ready = true; });
    EXPECT_TRUE(world.run_until([&] { return ready; }, std::chrono::minutes{1}));
}

/// What the person reads who asks why.
inline Explanation explained(Studio& world, const std::string& id) {
    auto words = world.ask<Explanation>(
        [&](Answer<Explanation> answer) { world.driver->explain(id, std::move(answer)); });
    EXPECT_TRUE(words.ok());
    return words.ok() ? *words : Explanation{};
}

inline bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Runs until the paid call is on its way.
inline std::string submit_and_buy(Studio& world) {
    const int before = world.cloud.calls["create_fine_tune"];
    const std::string id = world.submit();
    EXPECT_TRUE(world.run_until([&] { return world.cloud.calls["create_fine_tune"] > before; }));
    return id;
}

/// The fine-tunes that the job's history knows of as bought.
inline int ledger(const Studio& world, const std::string& id) {
    const auto& intents = world.store.jobs.at(id).intents;
    return static_cast<int>(std::count_if(intents.begin(), intents.end(), [](const Intent& intent) {
        return intent.kind == IntentKind::fine_tune && intent.status == IntentStatus::confirmed;
    }));
}

}  // namespace understudy::simulated
