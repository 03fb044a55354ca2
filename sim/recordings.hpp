// A studio's recordings that are names, sizes and what is heard in them.
#pragma once

#include <map>
#include <memory>

#include "core/recordings.hpp"
#include "sim/loop.hpp"

namespace understudy::simulated {

class SimulatedRecordings : public RecordingsPort {
  public:
    explicit SimulatedRecordings(Loop& loop) : loop_(loop) {}

    struct File {
        std::uint64_t size = 1'000;
        Duration length = std::chrono::minutes{10};
        Content content = Content::recording;
        bool changed = false, unreadable = false;
        int writes = 0;  ///< at the same size, by somebody who puts the old time back
    };
    std::map<std::string, File> files;  ///< by path
    Duration measuring_time = std::chrono::milliseconds{5};
    std::map<std::string, int> measured;  ///< how often, by path

    /// All whose path begins with one of the paths. Those of no size are refused.
    void select(std::vector<std::string> paths,
                std::function<void(Result<Selection, Problem>)> reply) override;
    void look(std::string path, FileIdentity identity, Reply<FileStamp> reply) override;
    void measure(std::string path, FileIdentity identity, Reply<Measurement> reply) override;
    /// A source that knows its size; the simulated cloud reads no bytes.
    [[nodiscard]] std::unique_ptr<ByteSource> open(std::string path, FileIdentity identity,
                                                   std::string xxh3) override;

  private:
    Loop& loop_;
};

}  // namespace understudy::simulated
