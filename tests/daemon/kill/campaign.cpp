#include "tests/daemon/kill/campaign.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <ostream>
#include <stdexcept>
#include <thread>

#include "tests/daemon/whole/tone.hpp"

namespace understudy::killing {

namespace {

std::string sha256_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    std::array<unsigned char, 32> digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    std::string hex;
    for (const unsigned char byte : digest) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

std::string words_of(const Kill& kill) {
    if (!kill.at_step.empty()) return kill.at_step.substr(0, kill.at_step.rfind('#'));
    return kill.after ? "a random instant" : "a request that the cloud does not answer";
}

}  // namespace

class Campaign::Lane {
  public:
    Lane(const Campaign& campaign, std::size_t number)
        : folder_(campaign.folder_ + "/lane-" + std::to_string(number)),
          cloud_(folder_ + "-tls"),
          campaign_(campaign) {}

    void live(const NamedPlan& named, std::size_t number) {
        Scene scene{cloud_, folder_ + "-life-" + std::to_string(number), campaign_.recordings_,
                    campaign_.sha256_};
        LifeReport report = lived(scene, named.plan);
        totals.lives += 1;
        totals.kills += report.kills;
        totals.disturbed += named.plan.faults.empty() ? 0 : 1;
        for (std::size_t i = 0; i < report.kills; ++i)
            totals.kills_by_step[words_of(named.plan.kills[i])] += 1;
        if (report.verdict.broken.empty())
            std::filesystem::remove_all(scene.folder);
        else
            tell(named, scene, report);
        totals.verdict += report.verdict;
    }

    Totals totals;

  private:
    static LifeReport lived(Scene& scene, const LifePlan& plan) {
        try {
            return live_through(scene, plan);
        } catch (const std::exception& trouble) {
            LifeReport report;
            report.verdict.broken.push_back(std::string("the scene failed: ") + trouble.what());
            return report;
        }
    }

    void tell(const NamedPlan& named, const Scene& scene, const LifeReport& report) {
        std::ofstream(scene.folder + "/daemon.log") << report.said;
        std::string words = named.name + "\n";
        for (const std::string& sentence : report.verdict.broken) words += "    " + sentence + "\n";
        totals.failures.push_back(words + "    again: understudy-kill-harness " + named.replay +
                                  "\n    kept: " + scene.folder);
    }

    std::string folder_;
    EmulatedCloud cloud_;
    const Campaign& campaign_;
};

Campaign::Campaign(std::size_t lanes) : lanes_(std::max<std::size_t>(lanes, 1)) {
    folder_ = (std::filesystem::temp_directory_path() / "understudy-kill-XXXXXX").string();
    if (mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    recordings_ = folder_ + "/recordings";
    std::filesystem::create_directory(recordings_);
    double pitch = 220;
    for (const char* name : {"day-1.wav", "day-2.wav", "take-a.wav"}) {
        test::write_tone(recordings_ + "/" + name, 2, pitch += 50);
        sha256_.push_back(sha256_of(recordings_ + "/" + name));
    }
    std::sort(sha256_.begin(), sha256_.end());
}

Campaign::~Campaign() {
    std::error_code ignored;
    if (!keep_) std::filesystem::remove_all(folder_, ignored);
}

Totals Campaign::run(const std::vector<NamedPlan>& plans) {
    std::atomic<std::size_t> next{0};
    std::vector<std::unique_ptr<Lane>> lanes;
    for (std::size_t i = 0; i < std::min(lanes_, plans.size()); ++i)
        lanes.push_back(std::make_unique<Lane>(*this, i));
    std::vector<std::thread> threads;
    threads.reserve(lanes.size());
    for (const auto& lane : lanes)
        threads.emplace_back([&next, &plans, &lane] {
            for (std::size_t i = next++; i < plans.size(); i = next++) lane->live(plans[i], i);
        });
    for (std::thread& thread : threads) thread.join();
    Totals totals;
    for (const auto& lane : lanes) totals += lane->totals;
    keep_ |= !totals.failures.empty();
    return totals;
}

std::vector<std::string> Campaign::steps_of(const Chapter& chapter) {
    EmulatedCloud cloud(folder_ + "/undisturbed-tls");
    Scene scene{cloud, folder_ + "/undisturbed", recordings_, sha256_};
    LifePlan plan;
    plan.kills = chapter.kills;
    LifeReport report = live_through(scene, plan);
    if (!report.verdict.broken.empty())
        throw std::runtime_error(chapter.name + ": " + report.verdict.broken.front() + "\n" + report.said);
    return occurrences(report.steps.back());
}

Totals& Totals::operator+=(const Totals& other) {
    lives += other.lives;
    kills += other.kills;
    disturbed += other.disturbed;
    for (const auto& [step, times] : other.kills_by_step) kills_by_step[step] += times;
    verdict += other.verdict;
    failures.insert(failures.end(), other.failures.begin(), other.failures.end());
    return *this;
}

std::ostream& operator<<(std::ostream& out, const Totals& totals) {
    const auto figure = [&out](const std::string& name, std::size_t value) {
        out << std::left << std::setw(56) << name << std::right << std::setw(8) << value << '\n';
    };
    for (const auto& [step, times] : totals.kills_by_step) figure("killed at: " + step, times);
    figure("lives", totals.lives);
    figure("lives with faults of the cloud", totals.disturbed);
    figure("kills", totals.kills);
    figure("jobs acknowledged", totals.verdict.jobs);
    figure("trainings bought", totals.verdict.bought);
    figure("jobs lost", totals.verdict.lost);
    figure("attempts paid twice", totals.verdict.paid_twice);
    figure("recordings twice in a dataset", totals.verdict.files_twice);
    figure("recordings missing or damaged", totals.verdict.files_damaged);
    figure("jobs held for a person: unknown outcomes", totals.verdict.held_for_a_person);
    figure("lives that broke a promise", totals.failures.size());
    for (const std::string& failure : totals.failures) out << "BROKEN  " << failure << '\n';
    return out;
}

}  // namespace understudy::killing
