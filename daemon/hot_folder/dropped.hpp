// What the watch knows of one folder that was dropped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/voice_sheet.hpp"
#include "core/command.hpp"
#include "core/hot_folder.hpp"

namespace understudy::hot_folder {

struct Dropped {
    HotFolderEntry entry;             ///< as it is shown
    FileStamp stamp;                  ///< of the voice.toml that was read last
    std::string key;                  ///< of that voice.toml in this folder; "" before it could be read
    std::optional<VoiceSheet> sheet;  ///< none where it has mistakes
    bool new_to_store = false;        ///< the store was asked, and knew no job of this key
    Settling settling;
    std::string refused_with;  ///< the census that no job could be made with; "" for none
};

/// The Idempotency-Key under which a folder is taken: it stands for this voice.toml in this place, so that
/// one that is changed makes another job, and the same one never a second.
[[nodiscard]] std::string key_of(const std::string& folder, const std::string& sheet);

/// What the sheet asks for. Its wish to start counts where `may_start`.
[[nodiscard]] Submission submission_of(const std::string& folder, const VoiceSheet& sheet, bool may_start);

/// All mistakes of a sheet in one line: "line 3: nam: there is no such key; did you mean name?; …".
[[nodiscard]] std::string in_words(const std::vector<ConfigError>& mistakes);

}  // namespace understudy::hot_folder
