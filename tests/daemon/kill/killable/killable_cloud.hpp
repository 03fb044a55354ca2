// The cloud with a step before and after every call and every reply.
#pragma once

#include "core/cloud.hpp"
#include "tests/daemon/kill/killable/kill_points.hpp"

namespace understudy::killing {

class KillableCloud final : public Cloud {
  public:
    explicit KillableCloud(Cloud& cloud) : cloud_(cloud) {}

    CallId create_dataset(NewDataset dataset, Reply<CloudDataset> reply) override {
        return around("create_dataset", std::move(reply),
                      [&](auto then) { return cloud_.create_dataset(std::move(dataset), std::move(then)); });
    }
    CallId list_datasets(Reply<std::vector<CloudDataset>> reply) override {
        return around("list_datasets", std::move(reply),
                      [&](auto then) { return cloud_.list_datasets(std::move(then)); });
    }
    CallId list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) override {
        return around("list_files", std::move(reply),
                      [&](auto then) { return cloud_.list_files(std::move(dataset_id), std::move(then)); });
    }
    CallId upload_file(NewFile file, Reply<Nothing> reply) override {
        file.on_progress = [told = std::move(file.on_progress)](std::uint64_t bytes_sent) {
            reached("upload_file", "bytes sent");
            if (told) told(bytes_sent);
        };
        return around("upload_file", std::move(reply),
                      [&](auto then) { return cloud_.upload_file(std::move(file), std::move(then)); });
    }
    CallId delete_file(std::string dataset_id, std::string file_id, Reply<Nothing> reply) override {
        return around("delete_file", std::move(reply), [&](auto then) {
            return cloud_.delete_file(std::move(dataset_id), std::move(file_id), std::move(then));
        });
    }
    CallId create_fine_tune(NewFineTune fine_tune, Reply<CloudFineTune> reply) override {
        return around("create_fine_tune", std::move(reply), [&](auto then) {
            return cloud_.create_fine_tune(std::move(fine_tune), std::move(then));
        });
    }
    CallId list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) override {
        return around("list_fine_tunes", std::move(reply),
                      [&](auto then) { return cloud_.list_fine_tunes(std::move(then)); });
    }
    CallId get_fine_tune(std::string id, Reply<CloudFineTune> reply) override {
        return around("get_fine_tune", std::move(reply),
                      [&](auto then) { return cloud_.get_fine_tune(std::move(id), std::move(then)); });
    }
    CallId delete_fine_tune(std::string id, Reply<Nothing> reply) override {
        return around("delete_fine_tune", std::move(reply),
                      [&](auto then) { return cloud_.delete_fine_tune(std::move(id), std::move(then)); });
    }
    CallId list_voices(std::string fine_tune_id, Reply<std::vector<CloudVoice>> reply) override {
        return around("list_voices", std::move(reply), [&](auto then) {
            return cloud_.list_voices(std::move(fine_tune_id), std::move(then));
        });
    }
    CallId probe_key(Reply<Nothing> reply) override {
        return around("probe_key", std::move(reply),
                      [&](auto then) { return cloud_.probe_key(std::move(then)); });
    }
    void cancel(CallId id) override {
        reached("cancel", "before the call");
        cloud_.cancel(id);
    }
    void limit_uploads(std::uint64_t bytes_per_second) override { cloud_.limit_uploads(bytes_per_second); }

  private:
    Cloud& cloud_;
};

}  // namespace understudy::killing
