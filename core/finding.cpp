#include "core/finding.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace understudy {
namespace {

constexpr std::array table{
    std::pair{"not_audio",
              FindingWords{"are not audio", "take them out of the recordings, or copy them again"}},
    std::pair{"format_not_accepted", FindingWords{"have a format that the cloud does not accept",
                                                  "convert them to FLAC, which loses nothing"}},
    std::pair{"no_sound", FindingWords{"hold no sound", "take them out of the recordings"}},
    std::pair{"empty", FindingWords{"hold no sound that can be decoded",
                                    "take them out of the recordings, or copy them again"}},
    std::pair{"unreadable", FindingWords{"cannot be read", "look at their permissions and at the disk"}},
    std::pair{"probe_failed",
              FindingWords{"could not be measured", "copy them again, or convert them to FLAC"}},
    std::pair{"damaged", FindingWords{"are damaged or end early", "copy them again if the rest matters"}},
    std::pair{"extension_lies", FindingWords{"are named as what they are not", "rename them"}},
    std::pair{"has_video",
              FindingWords{"also hold pictures, which are sent along for nothing", "keep the sound alone"}},
    std::pair{"format_disputed",
              FindingWords{"have a format that one of the cloud's two lists takes and the other does not",
                           "if the cloud refuses them, convert them to FLAC, which loses nothing more"}},
    std::pair{"not_heard",
              FindingWords{"are beyond what is measured", "listen to them, or convert them to 48 kHz"}},
    std::pair{"silent", FindingWords{"are silent", "take them out, or find what should have been on them"}},
    std::pair{"clipped", FindingWords{"are clipped",
                                      "record them again with peaks around -6 dBFS; what was cut off "
                                      "cannot be brought back"}},
    std::pair{"true_peak",
              FindingWords{"peak too near full scale", "lower their gain, or limit them, to -1 dBTP"}},
    std::pair{"too_quiet",
              FindingWords{"are quiet", "raise their gain towards -23 LUFS, if their noise allows it"}},
    std::pair{"too_loud", FindingWords{"are loud", "lower their gain towards -23 LUFS"}},
    std::pair{"loudness_range",
              FindingWords{"have a wide range of loudness",
                           "leave shouts and whispers out, or even them out with the fader"}},
    std::pair{"noisy", FindingWords{"have a high noise floor",
                                    "record in a quieter room; the voice will bring its noise along"}},
    std::pair{"low_snr", FindingWords{"have speech that stands little above its noise",
                                      "go nearer to the microphone, or record in a quieter room"}},
    std::pair{"much_silence", FindingWords{"are silent for most of their time", "cut the pauses"}},
    std::pair{"little_speech", FindingWords{"hold little speech", "leave out music, effects and room tone"}},
    std::pair{"dc_offset",
              FindingWords{"have a DC offset", "high-pass them at 20 Hz, and look at the interface"}},
    std::pair{"dead_channel", FindingWords{"have a dead channel", "keep the living channel alone, as mono"}},
    std::pair{"duplicated_channels", FindingWords{"hold the same sound in every channel",
                                                  "send them as mono: half the upload, nothing lost"}},
    std::pair{"dropouts", FindingWords{"drop out", "copy them again, or record them with a larger buffer"}},
    std::pair{"low_bandwidth",
              FindingWords{"sound like a telephone",
                           "the voice will sound so, too: use recordings of at least 16 kHz"}},
    std::pair{"leading_silence", FindingWords{"begin with a long silence", "trim it"}},
    std::pair{"trailing_silence", FindingWords{"end with a long silence", "trim it"}},
    std::pair{"duplicate", FindingWords{"are there already under another name",
                                        "take them out: they add nothing, and are not counted"}},
};

}  // namespace

FindingWords words_of_finding(std::string_view reason) {
    const auto* found =
        std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.first == reason; });
    return found == table.end() ? FindingWords{"have something in common", ""} : found->second;
}

}  // namespace understudy
