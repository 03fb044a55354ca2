#include "daemon/driver/file_briefs.hpp"

#include <algorithm>

namespace understudy {

FileBriefs::Files FileBriefs::find(const Job& job) {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.job_id == job.id && job.preflight == entry.judged && job.spec.paths == entry.paths;
    });
    if (found == entries_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found);
    return entries_.front().files;
}

FileBriefs::Files FileBriefs::keep(const Job& job, const std::vector<Recording>& recordings,
                                   const Policy& policy) {
    const Preflight found = preflight(recordings, judged_by(job, policy));
    auto files = std::make_shared<std::vector<FileBrief>>();
    files->reserve(recordings.size());
    for (std::size_t position = 0; position < recordings.size(); ++position) {
        const auto& heard = recordings[position].measurement;
        FileBrief brief{recordings[position].file.path,
                        found.files[position].verdict,
                        heard ? heard->duration_us : 0,
                        {}};
        for (const Finding& finding : found.files[position].findings) brief.reasons.push_back(finding.reason);
        files->push_back(std::move(brief));
    }
    const bool whole = std::all_of(recordings.begin(), recordings.end(),
                                   [](const Recording& r) { return r.measurement.has_value(); });
    if (!whole && job.own_dataset) return files;
    std::erase_if(entries_, [&](const Entry& entry) { return entry.job_id == job.id; });
    entries_.push_front({job.id, job.preflight.value_or(JobPreflight{}), job.spec.paths, files});
    if (entries_.size() > most_jobs) entries_.pop_back();
    return files;
}

}  // namespace understudy
