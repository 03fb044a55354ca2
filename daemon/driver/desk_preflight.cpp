// Preflight without a job: the recordings are selected and measured, judged, and forgotten.
#include <memory>

#include "core/check.hpp"
#include "daemon/driver/impl.hpp"

namespace understudy {
namespace {

/// One request's measuring, alive until its last file has been heard.
struct Hearing {
    std::vector<Recording> recordings;
    std::vector<std::string> ignored;
    std::size_t next = 0, heard = 0;
    Answer<PreflightReport> answer;
};

Measurement unmeasurable(const Trouble& trouble) {
    Measurement measurement;
    measurement.verdict = FileVerdict::block;
    measurement.reason = trouble.kind == TroubleKind::recording_changed ? "changed" : "unreadable";
    measurement.detail = trouble.detail.empty() ? trouble.title : trouble.detail;
    return measurement;
}

void hear_next(const std::shared_ptr<Hearing>& hearing, RecordingsPort& port, const Policy& policy) {
    const std::size_t position = hearing->next++;
    const SelectedFile& file = hearing->recordings[position].file;
    port.measure(file.path, file.identity, [hearing, position, &port, &policy](Outcome<Measurement> outcome) {
        hearing->recordings[position].measurement =
            outcome.ok() ? std::move(outcome.value()) : unmeasurable(outcome.error());
        hearing->heard += 1;
        if (hearing->next < hearing->recordings.size()) return hear_next(hearing, port, policy);
        if (hearing->heard < hearing->recordings.size()) return;
        Preflight verdict = preflight(hearing->recordings, policy);
        hearing->answer(
            PreflightReport{std::move(verdict), std::move(hearing->recordings), std::move(hearing->ignored)});
    });
}

}  // namespace

void Driver::Impl::preflight(std::vector<std::string> paths, Answer<PreflightReport> answer) {
    if (paths.empty())
        return answer_later(
            [answer] { answer(failure(invalid_field("/recordings", "name at least one file or folder"))); });
    ports_.recordings.select(std::move(paths), [this, answer](Result<Selection, Problem> selection) {
        if (!selection.ok()) return answer(failure(selection.error()));
        auto hearing = std::make_shared<Hearing>();
        hearing->recordings = recordings_of(selection.value());
        hearing->ignored = std::move(selection->ignored);
        hearing->answer = answer;
        const auto together = std::min<std::size_t>(hearing->recordings.size(),
                                                    static_cast<std::size_t>(policy_.parallel_measures));
        for (std::size_t i = 0; i < together; ++i) hear_next(hearing, ports_.recordings, policy_);
    });
}

void Driver::Impl::job_preflight(const std::string& job_id, Answer<PreflightReport> answer) {
    ports_.store.load_recordings(
        job_id, [this, job_id, answer](Result<std::vector<Recording>, StoreTrouble> recordings) {
            if (!recordings.ok()) return answer(failure(problem_of(recordings.error())));
            tell_view(job_id, [this, answer,
                               heard = std::move(recordings.value())](Result<JobView, Problem> job) mutable {
                if (!job.ok()) return answer(failure(job.error()));
                Preflight verdict = understudy::preflight(heard, policy_);
                answer(PreflightReport{std::move(verdict), std::move(heard), {}});
            });
        });
}

}  // namespace understudy
