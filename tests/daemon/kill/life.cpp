#include "tests/daemon/kill/life.hpp"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "tests/daemon/kill/victim.hpp"

namespace understudy::killing {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t failing_trainings = 1;
constexpr std::chrono::seconds patience{60};

/// Kills a process from outside, so long after now, unless it is taken down before.
class Assassin {
  public:
    Assassin(pid_t victim, std::chrono::microseconds after)
        : thread_([this, victim, after] {
              std::unique_lock lock(mutex_);
              if (!over_.wait_for(lock, after, [this] { return taken_down_; })) ::kill(victim, SIGKILL);
          }) {}
    ~Assassin() {
        {
            const std::lock_guard lock(mutex_);
            taken_down_ = true;
        }
        over_.notify_one();
        thread_.join();
    }

  private:
    std::mutex mutex_;
    std::condition_variable over_;
    bool taken_down_ = false;
    std::thread thread_;
};

bool at_rest(const Json& job) {
    const std::string state = job.at("state");
    return state == "completed" || state == "canceled" ||
           (state == "failed" && job.at("retry_at").is_null()) || !job.at("hold").is_null();
}

class Life {
  public:
    Life(Scene& scene, const LifePlan& plan) : scene_(scene), plan_(plan) {
        std::filesystem::remove_all(scene.folder);
        std::filesystem::create_directories(scene.folder);
        scene.cloud.fresh_account(failing_trainings, plan.settings);
        scene.cloud.add_faults(plan.faults);
    }

    LifeReport report() {
        Victim victim(scene_.folder, scene_.recordings, scene_.cloud);
        for (const Kill& kill : plan_.kills)
            if (!die(victim, kill)) break;
        live_on(victim);
        report_.said = victim.said();
        return std::move(report_);
    }

  private:
    /// One process that is killed. False when all was done before.
    bool die(Victim& victim, const Kill& kill) {
        if (!kill.in_cloud.is_null()) scene_.cloud.add_faults(Json::array({kill.in_cloud}));
        begin(victim, kill.at_step);
        std::optional<Assassin> assassin;
        if (kill.after) assassin.emplace(victim.id(), *kill.after);
        const bool alive = kill.in_cloud.is_null() ? work(victim) : work_until_met(victim);
        assassin.reset();
        // A step that it has not passed with all at rest is one of the way to a stop.
        const int how = victim.end(alive && !kill.at_step.empty() ? SIGTERM : SIGKILL);
        if (!kill.in_cloud.is_null()) scene_.cloud.clear_faults();
        report_.steps.push_back(steps_of(report_.steps.size()));
        const bool struck = !alive || !kill.in_cloud.is_null() || (!kill.at_step.empty() && how == -SIGKILL);
        report_.kills += struck ? 1 : 0;
        return struck;
    }

    /// The process that lives.
    void live_on(Victim& victim) {
        begin(victim, "");
        const bool alive = work(victim);
        if (alive) judge_them(victim);
        const int how = victim.end(SIGTERM);
        report_.steps.push_back(steps_of(report_.steps.size()));
        auto& broken = report_.verdict.broken;
        if (!alive) broken.push_back("the daemon ended by itself");
        if (how != 0) broken.push_back("the daemon ended with " + std::to_string(how));
    }

    void begin(Victim& victim, const std::string& kill_at) {
        const std::string file = steps_file(report_.steps.size());
        std::vector<std::string> environment{"UNDERSTUDY_STEPS_FILE=" + file};
        if (!kill_at.empty()) environment.push_back("UNDERSTUDY_KILL_AT=" + kill_at);
        victim.start(UNDERSTUDY_KILLABLE, environment);
    }

    /// Until everything is at rest. False when the daemon died meanwhile.
    bool work(Victim& victim) {
        if (!victim.listens() || !victim.submit(plan_.jobs)) return false;
        const auto deadline = SteadyClock::now() + patience;
        for (;;) {
            jobs_ = victim.jobs();
            if (jobs_.is_null()) return false;
            if (std::all_of(jobs_.begin(), jobs_.end(), at_rest)) return true;
            if (SteadyClock::now() > deadline) return true;  // the verdict says what did not complete
            if (!victim.hear(std::chrono::milliseconds{50})) return false;
        }
    }

    bool work_until_met(Victim& victim) {
        if (!victim.listens() || !victim.submit(plan_.jobs)) return false;
        const auto deadline = SteadyClock::now() + patience;
        while (scene_.cloud.faults_struck() == 0 && SteadyClock::now() < deadline)
            if (!victim.hear(std::chrono::milliseconds{5})) return false;
        return true;
    }

    void judge_them(const Victim& victim) {
        scene_.cloud.clear_faults();  // those that have not struck would strike the judge
        Evidence evidence;
        evidence.acknowledged = victim.acknowledged();
        evidence.jobs = jobs_;
        evidence.purchases = scene_.cloud.purchases();
        evidence.files = scene_.cloud.files();
        evidence.datasets = scene_.cloud.datasets();
        evidence.recordings = scene_.sha256;
        evidence.failed_trainings = failing_trainings;
        report_.verdict += judge(evidence);
    }

    [[nodiscard]] std::string steps_file(std::size_t process) const {
        return scene_.folder + "/steps." + std::to_string(process);
    }

    [[nodiscard]] std::vector<std::string> steps_of(std::size_t process) const {
        std::ifstream file(steps_file(process));
        std::vector<std::string> steps;
        for (std::string line; std::getline(file, line);) steps.push_back(line);
        return steps;
    }

    Scene& scene_;
    const LifePlan& plan_;
    Json jobs_;  ///< as they were listed last
    LifeReport report_;
};

}  // namespace

LifeReport live_through(Scene& scene, const LifePlan& plan) { return Life(scene, plan).report(); }

}  // namespace understudy::killing
