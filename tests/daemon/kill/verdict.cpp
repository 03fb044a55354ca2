#include "tests/daemon/kill/verdict.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/marker.hpp"

namespace understudy::killing {

namespace {

std::string text(const Json& object, const char* name) {
    const auto member = object.find(name);
    return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

class Judge {
  public:
    explicit Judge(const Evidence& evidence) : evidence_(evidence) {}

    Verdict verdict() {
        verdict_.jobs = evidence_.jobs.size();
        verdict_.bought = evidence_.purchases.size();
        look_for_the_acknowledged();
        look_at_the_bill();
        for (const Json& job : evidence_.jobs) look_at(job);
        const bool all_done = verdict_.held_for_a_person == 0;
        if (all_done && verdict_.bought != evidence_.jobs.size() + evidence_.failed_trainings)
            complain(std::to_string(verdict_.bought) + " trainings were bought for " +
                     std::to_string(evidence_.jobs.size()) + " jobs and " +
                     std::to_string(evidence_.failed_trainings) + " failures");
        return std::move(verdict_);
    }

  private:
    void complain(const std::string& sentence) { verdict_.broken.push_back(sentence); }

    void look_for_the_acknowledged() {
        std::set<std::string> there;
        for (const Json& job : evidence_.jobs) there.insert(text(job, "id"));
        for (const std::string& id : evidence_.acknowledged) {
            if (there.erase(id) == 1) continue;
            verdict_.lost += 1;
            complain("job " + id + " was acknowledged and is lost");
        }
        for (const std::string& id : there) complain("job " + id + " was never asked for");
    }

    /// Every purchase is one attempt's, and no attempt has two.
    void look_at_the_bill() {
        for (const Json& purchase : evidence_.purchases) {
            const auto marker = marker_of(text(purchase, "description"));
            const std::string id = text(purchase, "fine_tune_id");
            if (!marker) {
                complain("fine-tune " + id + " has no marker");
                continue;
            }
            auto& bought = bought_[marker->job_id];
            const auto [first, alone] = bought.emplace(marker->attempt, purchase);
            if (alone) continue;
            verdict_.paid_twice += 1;
            complain("job " + marker->job_id + " bought attempt " + std::to_string(marker->attempt) + " as " +
                     text(first->second, "fine_tune_id") + " and again as " + id);
        }
    }

    void look_at(const Json& job) {
        const std::string id = text(job, "id"), name = "job " + id;
        if (job.at("hold").is_object() && text(job.at("hold"), "reason") == "unknown_outcome") {
            verdict_.held_for_a_person += 1;
            return;
        }
        if (text(job, "state") != "completed" || job.at("voices").size() != 4 || !job.at("hold").is_null())
            return complain(name + " did not complete: " + job.dump());
        const auto& bought = bought_[id];
        for (int attempt = 1; attempt <= job.at("attempt"); ++attempt)
            if (bought.find(attempt) == bought.end())
                complain(name + " bought nothing in attempt " + std::to_string(attempt));
        if (static_cast<int>(bought.size()) != job.at("attempt"))
            return complain(name + " counts " + job.at("attempt").dump() + " attempts and bought " +
                            std::to_string(bought.size()));
        for (const auto& [attempt, purchase] : bought) look_at(job, purchase, attempt);
        look_at_dataset(id, text(job, "dataset_id"));
    }

    void look_at(const Json& job, const Json& purchase, int attempt) {
        const std::string name = "job " + text(job, "id") + ", attempt " + std::to_string(attempt);
        const bool last = attempt == job.at("attempt");
        if (text(purchase, "outcome") != (last ? "completed" : "failed"))
            complain(name + ": " + text(purchase, "outcome"));
        if (last && text(purchase, "fine_tune_id") != text(job, "fine_tune_id"))
            complain(name + " is not the fine-tune that the job names");
        if (text(purchase, "dataset") != text(job, "dataset_id")) complain(name + " is on another dataset");
    }

    /// The job's dataset is the only one with its marker, and holds every recording once, whole.
    void look_at_dataset(const std::string& job_id, const std::string& dataset_id) {
        for (const Json& dataset : evidence_.datasets) {
            const auto marker = marker_of(text(dataset, "description"));
            if (marker && marker->job_id == job_id && text(dataset, "id") != dataset_id)
                complain("job " + job_id + " has a second dataset, " + text(dataset, "id"));
        }
        std::map<std::string, std::size_t> stored;
        for (const Json& file : evidence_.files)
            if (text(file, "dataset") == dataset_id) stored[text(file, "sha256")] += 1;
        for (const std::string& recording : evidence_.recordings) look_for(job_id, recording, stored);
        for (const auto& [sha256, times] : stored) {
            verdict_.files_damaged += times;
            complain("the dataset of job " + job_id + " holds a file that no recording is: " + sha256);
        }
    }

    void look_for(const std::string& job_id, const std::string& recording,
                  std::map<std::string, std::size_t>& stored) {
        const std::size_t times = stored[recording];
        stored.erase(recording);
        if (times == 1) return;
        (times == 0 ? verdict_.files_damaged : verdict_.files_twice) += 1;
        complain("the dataset of job " + job_id + " holds recording " + recording + " " +
                 std::to_string(times) + " times");
    }

    const Evidence& evidence_;
    std::map<std::string, std::map<int, Json>> bought_;  ///< by job and attempt
    Verdict verdict_;
};

}  // namespace

Verdict judge(const Evidence& evidence) { return Judge(evidence).verdict(); }

Verdict& Verdict::operator+=(const Verdict& other) {
    jobs += other.jobs;
    bought += other.bought;
    lost += other.lost;
    paid_twice += other.paid_twice;
    files_twice += other.files_twice;
    files_damaged += other.files_damaged;
    held_for_a_person += other.held_for_a_person;
    broken.insert(broken.end(), other.broken.begin(), other.broken.end());
    return *this;
}

}  // namespace understudy::killing
