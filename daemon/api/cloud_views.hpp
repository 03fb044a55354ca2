// How what stands in the cloud reads in the API.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/checkup.hpp"
#include "core/filling.hpp"
#include "core/playground.hpp"
#include "daemon/api/json.hpp"

namespace understudy::api {

/// `{id, name, description, job_id}`: the description without our marker, the job that the marker names.
[[nodiscard]] Json dataset_view(const CloudDataset& dataset);
/// The same with `files_total`, `bytes_total` and `used_by: [{job_id, name, state}]`, the jobs at work that
/// stand on it.
[[nodiscard]] Json dataset_view(const CloudDataset& dataset, const std::vector<CloudFile>& files,
                                const std::vector<Job>& jobs);
/// `{id, filename, size, digest}`: 12 hex digits of the SHA-256 where the name carries them, else null.
[[nodiscard]] Json file_view(const CloudFile& file);
/// `{id, name, files_held, files_wanted, further_files, reuse}`: how a dataset compares with a job's
/// recordings; `reuse` is "as-it-is", "add-the-rest" or "holds-others".
[[nodiscard]] Json overlap_view(const CloudDataset& dataset, const Overlap& overlap);

/// How a fine-tune stands to this daemon.
enum class Standing {
    known,    ///< a job has it
    orphan,   ///< it bears our marker, or stands on our dataset, and no job explains it
    foreign,  ///< none of ours: made by hand
};
/// `{id, name, description, language, model_id, dataset_id, status, user_errors, job_id, standing, words,
/// cure}`; words and cure are null where there is nothing to say.
[[nodiscard]] Json fine_tune_view(const CloudFineTune& fine_tune, Standing standing,
                                  const std::optional<Check>& finding);
/// Of one that has no mark and that a job adopted.
[[nodiscard]] Json fine_tune_view(const CloudFineTune& fine_tune, const std::string& adopter);
/// `{id, name, description, language, gender, is_owner, created_at}`
[[nodiscard]] Json voice_view(const OwnedVoice& voice);
/// With the jobs that have it.
[[nodiscard]] Json voice_view(const OwnedVoice& voice, const std::vector<Job>& jobs);

}  // namespace understudy::api
