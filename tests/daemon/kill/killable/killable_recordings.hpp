// The recordings with a step before and after every call and every reply.
#pragma once

#include "core/recordings.hpp"
#include "tests/daemon/kill/killable/kill_points.hpp"

namespace understudy::killing {

class KillableSource final : public ByteSource {
  public:
    explicit KillableSource(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}
    [[nodiscard]] std::uint64_t size() const override { return source_->size(); }
    void read(std::function<void(Outcome<std::span<const std::byte>>)> reply) override {
        reached("read", "before the call");
        source_->read(between<Outcome<std::span<const std::byte>>>("read", std::move(reply)));
    }

  private:
    std::unique_ptr<ByteSource> source_;
};

class KillableRecordings final : public RecordingsPort {
  public:
    explicit KillableRecordings(RecordingsPort& recordings) : recordings_(recordings) {}

    void select(std::vector<std::string> paths,
                std::function<void(Result<Selection, Problem>)> reply) override {
        reached("select", "before the call");
        recordings_.select(std::move(paths), between<Result<Selection, Problem>>("select", std::move(reply)));
    }
    void look(std::string path, FileIdentity identity, Reply<FileStamp> reply) override {
        reached("look", "before the call");
        recordings_.look(std::move(path), identity, between<Outcome<FileStamp>>("look", std::move(reply)));
    }
    void measure(std::string path, FileIdentity identity, Reply<Measurement> reply) override {
        reached("measure", "before the call");
        recordings_.measure(std::move(path), identity,
                            between<Outcome<Measurement>>("measure", std::move(reply)));
    }
    [[nodiscard]] std::unique_ptr<ByteSource> open(std::string path, FileIdentity identity,
                                                   std::string xxh3) override {
        reached("open", "before the call");
        return std::make_unique<KillableSource>(recordings_.open(std::move(path), identity, std::move(xxh3)));
    }

  private:
    RecordingsPort& recordings_;
};

}  // namespace understudy::killing
