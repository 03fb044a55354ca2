// The port to Cartesia's cloud: what the driver needs of it, in the cloud's own terms.
// Production: cartesia/ over HTTPS. Simulated: a model that keeps the true bill.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/trouble.hpp"

namespace understudy {

struct CloudDataset {
    std::string id, name, description;
    bool operator==(const CloudDataset&) const = default;
};

struct CloudFile {
    std::string id, filename;
    std::uint64_t size = 0;
    bool operator==(const CloudFile&) const = default;
};

/// `status` is the cloud's word as it came; core/ tolerates words that it does not know.
struct CloudFineTune {
    std::string id, name, description, language, model_id, dataset, status;
    std::vector<std::string> user_errors;  ///< what the cloud says of the data, where it sends it
    std::string request_id{};              ///< of the call that made it; "" where it was listed
    bool operator==(const CloudFineTune&) const = default;
};

struct CloudVoice {
    std::string id, name;
    bool operator==(const CloudVoice&) const = default;
};

struct NewDataset {
    std::string name, description;
};

struct NewFineTune {
    std::string name, description, language, model_id, dataset;
    std::string accent{};  ///< "" is not sent
};

struct NewFile {
    std::string dataset_id;
    std::string filename;  ///< ASCII, unique in its job
    std::unique_ptr<ByteSource> content;
    std::function<void(std::uint64_t bytes_sent)> on_progress;  ///< of the file's bytes so far; may be empty
};

/// Every call returns at once with an id and replies later (see Reply). No call is ever re-sent below this
/// interface. Lists are complete: all pages, or a Trouble. Called on the I/O thread only.
class Cloud {
  public:
    using CallId = std::uint64_t;
    virtual ~Cloud() = default;

    virtual CallId create_dataset(NewDataset dataset, Reply<CloudDataset> reply) = 0;
    virtual CallId list_datasets(Reply<std::vector<CloudDataset>> reply) = 0;
    virtual CallId list_files(std::string dataset_id, Reply<std::vector<CloudFile>> reply) = 0;
    /// The cloud answers 204 without an id: the id is learned by listing.
    virtual CallId upload_file(NewFile file, Reply<Nothing> reply) = 0;
    virtual CallId delete_file(std::string dataset_id, std::string file_id, Reply<Nothing> reply) = 0;
    /// The call that costs a million credits.
    virtual CallId create_fine_tune(NewFineTune fine_tune, Reply<CloudFineTune> reply) = 0;
    virtual CallId list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) = 0;
    virtual CallId get_fine_tune(std::string id, Reply<CloudFineTune> reply) = 0;
    /// Whether a training that is deleted before its end is charged, no document of the cloud's says.
    virtual CallId delete_fine_tune(std::string id, Reply<Nothing> reply) = 0;
    virtual CallId list_voices(std::string fine_tune_id, Reply<std::vector<CloudVoice>> reply) = 0;
    /// `GET /datasets/?limit=1`: is the key any good?
    virtual CallId probe_key(Reply<Nothing> reply) = 0;

    /// Gives a call up; its reply still comes, with what is then known (kind cancelled, certainty as it is).
    /// An id that has been answered is ignored.
    virtual void cancel(CallId id) = 0;

    /// Of all uploads together, those under way, too; bytes a second, 0 for none.
    virtual void limit_uploads(std::uint64_t bytes_per_second) = 0;
};

}  // namespace understudy
