// Where preflight begins to warn, and to block: the configuration's [preflight] keys as values. Each default
// has its reference in docs/preflight.md.
#pragma once

#include "core/time.hpp"

namespace understudy {

struct Thresholds {
    Duration min_duration = std::chrono::minutes{30};  ///< of all recordings together; less blocks
    Duration recommended_duration = std::chrono::hours{2};
    double quietest_lufs = -35;      ///< integrated; R128's target is -23
    double loudest_lufs = -12;       ///< integrated
    double max_true_peak_dbtp = -1;  ///< R128
    double max_loudness_range_lu = 20;
    double max_clipped_runs_per_minute = 1;
    double max_noise_floor_dbfs = -50;
    double min_snr_db = 20;
    double max_silence_share = 0.6;
    double min_speech_share = 0.3;
    double max_dc_offset = 0.01;  ///< as a share of full scale
    int max_dropouts = 0;
    int min_bandwidth_hz = 7'000;  ///< wide-band telephony, ITU-T G.722
    Duration max_edge_silence = seconds{5};
    double max_loudness_spread_lu = 8;  ///< between a job's recordings
    double max_noise_spread_db = 15;    ///< between a job's recordings
    bool operator==(const Thresholds&) const = default;
};

}  // namespace understudy
