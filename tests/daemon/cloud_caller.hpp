// Calls the endpoints about what stands in the cloud, over fakes of all that they ask.
#pragma once

#include "caller.hpp"
#include "fake_cloud.hpp"

namespace understudy::test {

class CloudApiTest : public ApiTest {
  protected:
    FakeCloud cloud{io};
    FakeStore store{io};
    FakeRecordings recordings;
    api::CloudRoom room{cloud, cloud, store, recordings, "sonic-3-2026-01-12", {}, &store};

    CloudApiTest() {
        lasting.emplace(desk, rules, api::Lent{.cloud = &room});
        cloud.datasets = {{"dataset_1", "Anna", "words"}};
        cloud.files["dataset_1"] = {{"file_1", "a.aaaaaaaaaaaa.wav", 100}};
        cloud.voices = {{"voice_1", "Anna 1", "calm", "de", "", "2026-11-23T08:43:18Z"}};
        cloud.fine_tunes = {
            {"fine_tune_1", "Anna", "", "en", "sonic-3-2026-01-12", "dataset_1", "completed", {}}};
    }
    /// A job at work on this dataset.
    JobView job_at_work(const std::string& dataset_id) {
        JobView view;
        view.job.id = some_id;
        view.job.spec.name = "Anna";
        view.job.dataset_id = dataset_id;
        view.job.state = Uploading{};
        return view;
    }
    [[nodiscard]] bool asked(const std::string& what) const {
        return std::find(cloud.asked.begin(), cloud.asked.end(), what) != cloud.asked.end();
    }
    static Trouble lost() {
        return {Certainty::unknown, TroubleKind::transient, "timeout", "No answer came", "", {}, "", {}};
    }
    static Trouble refused() {
        return {
            Certainty::refused, TroubleKind::refused, "http_422", "Its words (HTTP 422)", "no", 422, "", {}};
    }
};

}  // namespace understudy::test
