// What preflight says of a recording or of a job: a stable word, a sentence for people, and the cure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

/// Rises with its gravity.
enum class FileVerdict { pass, warn, block };

struct Finding {
    FileVerdict verdict = FileVerdict::warn;
    std::string reason;  ///< "too_short", "clipped", "not_audio", …: see docs/preflight.md
    std::string detail;  ///< what is wrong, with its figures: "a.wav is clipped in 12 places"
    std::string cure;    ///< what to do about it
    std::string path;    ///< the recording that it is about; "" for the job
    bool operator==(const Finding&) const = default;
};

/// What several recordings have in common, in one sentence: "41 of 527 recordings are clipped: a.wav, …".
struct FindingGroup {
    FileVerdict verdict = FileVerdict::warn;
    std::string reason, detail, cure;
    std::string path;         ///< where only one recording has it
    std::uint64_t files = 0;  ///< that have it; 0 for the job as a whole
    bool operator==(const FindingGroup&) const = default;
};

/// How a finding reads of many recordings, and what helps against it in general.
struct FindingWords {
    std::string_view are;  ///< "are clipped"
    std::string_view cure;
};
/// Of a reason that a recording can have; "have this in common: <reason>" for one that is not known.
[[nodiscard]] FindingWords words_of_finding(std::string_view reason);

}  // namespace understudy
