// What the watch knows of one folder that was dropped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/voice_sheet.hpp"
#include "core/command.hpp"
#include "core/hot_folder.hpp"

namespace understudy::hot_folder {

/// What cannot be taken as it is; it may be half copied.
struct Wrong {
    std::string why, cure;
    bool operator==(const Wrong&) const = default;
};

struct Dropped {
    HotFolderEntry entry;             ///< as it is shown
    FileStamp stamp;                  ///< of the voice.toml that was read last
    std::string key;                  ///< of that voice.toml in this folder; "" before it could be read
    std::optional<VoiceSheet> sheet;  ///< none where it has mistakes
    bool new_to_store = false;        ///< the store was asked, and knew no job of this key
    Settling settling;
    std::string refused_with;    ///< the census that no job could be made with; "" for none
    std::optional<Wrong> wrong;  ///< with the folder's name or its voice.toml
    Duration wrong_since{};      ///< steady: when that was seen first
    bool early =
        false;  ///< seen at the first look, and nothing has come of it: what is said then may not be new
    bool decided = false;    ///< whether the job is to be started, where that was asked
    std::string version;     ///< of the folder itself, see DroppedFolder
    std::string taken_with;  ///< that version when it was taken; "" where that is not known
};

/// The Idempotency-Key under which a folder is taken: it stands for this voice.toml in this place, so that
/// one that is changed makes another job, and the same one never a second.
[[nodiscard]] std::string key_of(const std::string& folder, const std::string& sheet);

/// What is kept with that key, as the request's fingerprint: facts of the moment in which it was taken.
struct TakenFacts {
    HotFolderStart start = HotFolderStart::unasked;
    std::string version;  ///< of the folder
    bool operator==(const TakenFacts&) const = default;
};
[[nodiscard]] std::string fingerprint_of(const std::string& key, const TakenFacts& facts);
/// Of a fingerprint that holds none: as they are by default.
[[nodiscard]] TakenFacts facts_of(const std::string& fingerprint);

/// What the sheet asks for, as a draft.
[[nodiscard]] Submission submission_of(const std::string& folder, const VoiceSheet& sheet);

/// All mistakes of a sheet in one line: "line 3: nam: there is no such key; did you mean name?; …".
[[nodiscard]] std::string in_words(const std::vector<ConfigError>& mistakes);

}  // namespace understudy::hot_folder
