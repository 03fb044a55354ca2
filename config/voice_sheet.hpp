// A voice.toml: what is to become of the recordings in its folder.
#pragma once

#include <string_view>
#include <vector>

#include "config/parse.hpp"
#include "core/job.hpp"

namespace understudy {

struct VoiceSheet {
    Spec spec;           ///< `paths` below the sheet's own folder; empty: all of it. No max_attempts, no
                         ///< model_id: 0 and ""
    bool start = false;  ///< wished for
};

/// Pure. As strict as a new job over the API, and reports every mistake at once, in the order of lines; where
/// the text is no TOML at all, the first place that is not. Whether the model can be trained is not known
/// here.
[[nodiscard]] Result<VoiceSheet, std::vector<ConfigError>> parse_voice_sheet(std::string_view text);

}  // namespace understudy
