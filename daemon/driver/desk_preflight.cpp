// What people ask about recordings: preflight without a job, and the report on a job's own.
#include <memory>

#include "core/check.hpp"
#include "daemon/driver/impl.hpp"

namespace understudy {
namespace {

Problem no_such_preflight(const std::string& id) {
    return {404, "preflight-not-found", "There is no such preflight",
            "no preflight " + id + " is kept; a report is kept for an hour", ""};
}

/// Those that other meters drew belong to other findings.
void take_curves(std::optional<Measurement>& heard, Measurement&& known) {
    if (!heard || heard->meters != known.meters) return;
    heard->sound.curve_step_us = known.sound.curve_step_us;
    heard->sound.loudness_lufs = std::move(known.sound.loudness_lufs);
    heard->sound.peak_dbfs = std::move(known.sound.peak_dbfs);
    heard->sound.histogram = std::move(known.sound.histogram);
}

}  // namespace

void Driver::Impl::select_and_hear(std::vector<std::string> paths, Preflights::Ended ended,
                                   std::function<void(Result<std::string, Problem>)> begun) {
    auto refusal = paths.empty()
                       ? std::optional(invalid_field("/recordings", "name at least one file or folder"))
                       : preflights_.full(!ended);
    if (refusal) return answer_later([begun, problem = std::move(*refusal)] { begun(failure(problem)); });
    ports_.recordings.select(std::move(paths), [this, ended = std::move(ended),
                                                begun](Result<Selection, Problem> selection) mutable {
        if (!selection.ok()) return begun(failure(selection.error()));
        if (auto problem = preflights_.full(!ended))
            return begun(failure(*problem));  // others came meanwhile
        begun(preflights_.begin(std::move(selection.value()), policy_, std::move(ended)));
    });
}

void Driver::Impl::preflight(std::vector<std::string> paths, Answer<PreflightReport> answer) {
    Preflights::Ended ended = [answer](Result<std::shared_ptr<const PreflightReport>, Problem> report) {
        if (!report.ok()) return answer(failure(report.error()));
        answer(PreflightReport(**report));
    };
    select_and_hear(std::move(paths), std::move(ended), [answer](Result<std::string, Problem> begun) {
        if (!begun.ok()) answer(failure(begun.error()));
    });
}

void Driver::Impl::begin_preflight(std::vector<std::string> paths, Answer<PreflightRun> answer) {
    select_and_hear(std::move(paths), {}, [this, answer](Result<std::string, Problem> begun) {
        if (!begun.ok()) return answer(failure(begun.error()));
        rearm();
        const auto run = preflights_.find(*begun);
        if (!run) return answer(failure(no_such_preflight(*begun)));
        answer(*run);
    });
}

void Driver::Impl::preflight_run(const std::string& id, bool whole, Answer<PreflightRun> answer) {
    answer_later([this, id, whole, answer] {
        preflights_.forget_old();
        auto run = preflights_.find(id);
        if (!run) return answer(failure(no_such_preflight(id)));
        if (!whole || !run->report) return answer(*run);
        add_curves(*run->report, [run = *run, answer](Result<PreflightReport, Problem> report) mutable {
            run.report = std::make_shared<const PreflightReport>(std::move(report.value()));
            answer(std::move(run));
        });
    });
}

void Driver::Impl::drop_preflight(const std::string& id, Answer<Nothing> answer) {
    answer_later([this, id, answer] {
        if (!preflights_.drop(id)) return answer(failure(no_such_preflight(id)));
        answer(Nothing{});
    });
}

void Driver::Impl::job_preflight(const std::string& job_id, bool whole, Answer<PreflightReport> answer) {
    ports_.store.load_recordings(
        job_id, [this, job_id, whole, answer](Result<std::vector<Recording>, StoreTrouble> recordings) {
            if (!recordings.ok()) return answer(failure(problem_of(recordings.error())));
            tell_view(job_id, [this, whole, answer,
                               heard = std::move(recordings.value())](Result<JobView, Problem> view) mutable {
                if (!view.ok()) return answer(failure(view.error()));
                const Job& job = view->job;
                PreflightReport report;
                report.preflight = job.own_dataset ? understudy::preflight(heard, judged_by(job, policy_))
                                                   : unmeasurable_dataset(job.dataset_id, heard.size());
                report.recordings = std::move(heard);
                if (!whole) return answer(std::move(report));
                add_curves(std::move(report), answer);
            });
        });
}

/// Where they are not kept any more, the report has none.
void Driver::Impl::add_curves(PreflightReport report, Answer<PreflightReport> answer) {
    std::vector<std::string> contents;
    for (const Recording& recording : report.recordings)
        contents.push_back(recording.measurement ? recording.measurement->sha256 : "");
    auto shared = std::make_shared<PreflightReport>(std::move(report));
    ports_.store.recall_contents(std::move(contents), [shared, answer](auto recalled) {
        for (std::size_t position = 0; recalled.ok() && position < recalled->size(); ++position)
            if (auto& known = (*recalled)[position])
                take_curves(shared->recordings[position].measurement, std::move(*known));
        answer(std::move(*shared));
    });
}

/// A job that has been judged is shown with its recordings in a few words each.
void Driver::Impl::tell_with_files(JobView view, Answer<JobView> answer) {
    if (!view.job.preflight) return answer(std::move(view));
    view.files = briefs_.find(view.job);
    if (view.files) return answer(std::move(view));
    ports_.store.load_recordings(
        view.job.id, [this, view, answer](Result<std::vector<Recording>, StoreTrouble> recordings) mutable {
            if (recordings.ok()) view.files = briefs_.keep(view.job, *recordings, policy_);
            answer(std::move(view));
        });
}

}  // namespace understudy
