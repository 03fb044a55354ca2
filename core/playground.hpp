// The port to what a person does in the cloud by hand and no job ever needs. What jobs need, too (making a
// dataset, listing, sending a file), is asked of the port Cloud.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/cloud.hpp"
#include "core/trouble.hpp"

namespace understudy {

/// A voice as the cloud describes it. Members that it does not send are empty.
struct OwnedVoice {
    std::string id, name, description, language, gender, created_at;
    bool is_owner = true;  ///< false: a voice of the cloud's own catalogue
    bool operator==(const OwnedVoice&) const = default;
};

/// Absent members stay as they are.
struct VoiceChange {
    std::optional<std::string> name, description;
};

enum class SpokenFormat { wav, mp3 };

/// One sentence by one voice. Speaking costs credits by the character.
struct Utterance {
    std::string voice_id, model_id, transcript;
    std::string language;  ///< "" leaves it to the cloud
    SpokenFormat format = SpokenFormat::wav;
};

struct Spoken {
    std::string content_type;  ///< "audio/wav"
    std::string bytes;         ///< a whole file of at most 8 MiB
};

/// Every call returns at once and replies later (see Reply); none is ever re-sent below this interface. What
/// is not there is refused with status 404. Lists are complete, or a Trouble. Called on the I/O thread only.
class Playground {
  public:
    virtual ~Playground() = default;

    virtual void get_dataset(std::string id, Reply<CloudDataset> reply) = 0;
    /// Its name and description become these.
    virtual void update_dataset(CloudDataset dataset, Reply<Nothing> reply) = 0;
    virtual void delete_dataset(std::string id, Reply<Nothing> reply) = 0;

    /// All that the account owns; none of the cloud's own catalogue.
    virtual void list_own_voices(Reply<std::vector<OwnedVoice>> reply) = 0;
    virtual void get_voice(std::string id, Reply<OwnedVoice> reply) = 0;
    virtual void update_voice(std::string id, VoiceChange change, Reply<OwnedVoice> reply) = 0;
    virtual void delete_voice(std::string id, Reply<Nothing> reply) = 0;
    virtual void say(Utterance utterance, Reply<Spoken> reply) = 0;
};

}  // namespace understudy
