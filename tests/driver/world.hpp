// The simulated world as the driver's tests want it: one studio with four recordings, questions that must be
// answered.
#pragma once

#include <gtest/gtest.h>

#include "sim/world.hpp"

namespace understudy::simulated {

class Studio : public World {
  public:
    Studio() {
        for (int i = 0; i < 4; ++i) recordings.files["/srv/anna/" + std::to_string(i) + ".wav"] = {};
        boot();
    }

    template <class T>
    Result<T, Problem> ask(const std::function<void(Answer<T>)>& question) {
        bool inside = true;
        auto answer = answer_to<T>([&](Answer<T> reply) {
            question([&inside, reply = std::move(reply)](Result<T, Problem> given) {
                EXPECT_FALSE(inside) << "answered from inside the call";
                reply(std::move(given));
            });
            inside = false;
        });
        EXPECT_TRUE(answer.has_value()) << "never answered";
        return std::move(*answer);
    }

    std::string submit(bool start = true, const std::string& folder = "/srv/anna") {
        auto made = try_to_submit(start, folder);
        EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().detail);
        return made.ok() ? made->view.job.id : "";
    }
    Result<Submitted, Problem> try_to_submit(bool start = true, const std::string& folder = "/srv/anna") {
        Submission submission;
        submission.spec.name = "Anna";
        submission.spec.language = "en";
        submission.spec.max_attempts = 0;
        submission.spec.paths = {folder};
        submission.start = start;
        return ask<Submitted>(
            [&](Answer<Submitted> answer) { driver->submit(submission, {}, std::move(answer)); });
    }
    /// In the first dataset.
    [[nodiscard]] std::vector<CloudFile> files() const { return cloud.files_of(cloud.dataset_ids().front()); }
    Explanation explained(const std::string& id) {
        auto words =
            ask<Explanation>([&](Answer<Explanation> answer) { driver->explain(id, std::move(answer)); });
        EXPECT_TRUE(words.ok());
        return words.ok() ? words.value() : Explanation{};
    }
    Result<JobView, Problem> command(const std::string& id, Command what) {
        return ask<JobView>([&](Answer<JobView> answer) { driver->command(id, what, std::move(answer)); });
    }
};

}  // namespace understudy::simulated
