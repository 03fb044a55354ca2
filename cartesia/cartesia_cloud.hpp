// Cartesia's cloud over HTTPS: the production side of the ports core/cloud.hpp and core/playground.hpp.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>

#include "cartesia/options.hpp"
#include "core/cloud.hpp"
#include "core/playground.hpp"

namespace understudy::cartesia {

namespace asio = boost::asio;

/// Used on the executor's one thread. Every call is one coroutine, one request (a list: one a page), and one
/// reply; nothing is ever sent twice. stop() must have returned before this is destroyed, unless the
/// executor's context is destroyed first.
class CartesiaCloud final : public Cloud, public Playground {
  public:
    /// Throws std::exception with words for people when an option is no good (URL, proxy, ca_file).
    CartesiaCloud(asio::any_io_executor executor, Options options);
    ~CartesiaCloud() override;

    CallId create_dataset(understudy::NewDataset dataset, Reply<CloudDataset> reply) override;
    CallId list_datasets(Reply<std::vector<CloudDataset>> reply) override;
    CallId list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) override;
    /// A filename that is not printable ASCII, or has a quote or slash in it, is refused without being sent.
    CallId upload_file(NewFile file, Reply<Nothing> reply) override;
    /// A file that is not there (404) is deleted: done.
    CallId delete_file(std::string dataset_id, std::string file_id, Reply<Nothing> reply) override;
    CallId create_fine_tune(understudy::NewFineTune fine_tune, Reply<CloudFineTune> reply) override;
    CallId list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) override;
    CallId get_fine_tune(std::string id, Reply<CloudFineTune> reply) override;
    CallId delete_fine_tune(std::string id, Reply<Nothing> reply) override;
    CallId list_voices(std::string fine_tune_id, Reply<std::vector<CloudVoice>> reply) override;
    CallId probe_key(Reply<Nothing> reply) override;
    void cancel(CallId id) override;
    void limit_uploads(std::uint64_t bytes_per_second) override;

    // The playground, through the same gates and with the same key.
    void get_dataset(std::string id, Reply<CloudDataset> reply) override;
    void update_dataset(CloudDataset dataset, Reply<Nothing> reply) override;
    void delete_dataset(std::string id, Reply<Nothing> reply) override;
    void list_own_voices(Reply<std::vector<OwnedVoice>> reply) override;
    void get_voice(std::string id, Reply<OwnedVoice> reply) override;
    void update_voice(std::string id, VoiceChange change, Reply<OwnedVoice> reply) override;
    void delete_voice(std::string id, Reply<Nothing> reply) override;
    void say(Utterance utterance, Reply<Spoken> reply) override;

    /// Cancels every call but the paid ones on the wire; those are awaited up to `grace`, then cancelled too.
    /// All have been answered, and no coroutine is left, when it returns. Calls made from now on are answered
    /// with kind cancelled, certainty refused.
    asio::awaitable<void> stop(std::chrono::milliseconds grace = std::chrono::seconds(30));

    /// For a reload: count for the requests that begin from now on.
    void set_api_key(Secret key);
    void set_requests_per_second(double requests_per_second);

    struct Stats {
        std::uint64_t connections_opened = 0;
        std::size_t calls_under_way = 0;
        std::optional<Duration> clock_ahead;  ///< the cloud's clock less ours, by its last answer
        std::uint64_t upload_bytes =
            0;  ///< of recordings, that left or were about to; what is sent again counts
    };
    [[nodiscard]] Stats stats() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::cartesia
