// What the HTTP side does where the real API's documents are silent.
#pragma once

#include <string>

#include "core/time.hpp"

namespace understudy::emulator {

struct WireSettings {
    Duration delay{};  ///< before the answer of every request of the API
    int bad_key_status = 401;
    int token_not_enough_status = 403;           ///< an access token where only an API key will do
    std::string missing_version;                 ///< the version to assume; "": refused with 400
    std::string unknown_version;                 ///< likewise, for a version that nobody knows
    std::string gateway_version = "2026-03-01";  ///< what GET / says
    bool require_description = true;             ///< of datasets and fine-tunes
    bool require_purpose = false;                ///< of an uploaded file
    bool unspecified_fields = true;              ///< user_errors, supported_model_ids, is_pro and the like
    int unknown_voice_status_before_2026_03 = 400;
    std::string base_url;  ///< where this emulator is reached; for preview_file_url
};

}  // namespace understudy::emulator
