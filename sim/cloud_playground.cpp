// What is really in the simulated cloud, and what somebody does to it in the playground.
#include <algorithm>

#include "core/marker.hpp"
#include "sim/cloud.hpp"
#include "sim/cloud_answers.hpp"

namespace understudy::simulated {

Trouble trouble_of(const emulator::Refusal& refusal) {
    TroubleKind kind = TroubleKind::refused;
    if (refusal.status == 402 || refusal.error_code == "quota_exceeded" ||
        refusal.error_code == "plan_upgrade_required")
        kind = TroubleKind::funds;
    Trouble trouble = Fault::status(refusal.status, kind).trouble;
    if (!refusal.error_code.empty()) trouble.type = refusal.error_code;
    trouble.title = refusal.title;
    trouble.detail = refusal.message;
    return trouble;
}

int SimulatedCloud::bought(const std::string& job_id) const {
    const auto& all = purchases();
    if (job_id.empty()) return static_cast<int>(all.size());
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const emulator::Purchase& purchase) {
        const auto marker = marker_of(purchase.description);
        return marker && marker->job_id == job_id;
    }));
}

void SimulatedCloud::fail_trainings(unsigned count, std::vector<std::string> user_errors) {
    model.settings().fail_trainings = count;
    model.settings().failure_errors = std::move(user_errors);
}

std::vector<CloudFile> SimulatedCloud::files_of(const std::string& dataset_id) const {
    std::vector<CloudFile> files;
    for (emulator::DatasetFile& file : model.files_in(dataset_id, now()))
        files.push_back(seen(std::move(file)));
    return files;
}

void SimulatedCloud::bought_now() {
    const emulator::Purchase& purchase = purchases().back();
    auto& files = files_at_purchase[purchase.fine_tune_id] = files_of(purchase.dataset);
    if (on_purchase) on_purchase(purchase, files);
}

std::string SimulatedCloud::add_dataset(const std::string& name) {
    return model.create_dataset({name, ""}, now())->id;
}

std::string SimulatedCloud::add_file(const std::string& dataset_id, const std::string& filename,
                                     std::uint64_t size) {
    return model.add_file(dataset_id, {filename, size, ""}, now())->id;
}

void SimulatedCloud::train_by_hand(const std::string& dataset_id) {
    const auto made = model.create_fine_tune(
        {"By hand", "somebody's own", "en", "sonic-3-2026-01-12", dataset_id, std::nullopt}, now());
    if (made) by_hand.insert(made->id);
}

void SimulatedCloud::about_to_be_deleted(const std::string& fine_tune_id) {
    constexpr Duration longest_moment = std::chrono::minutes{2};  // a call that is given up, and latencies
    model.settle(now());
    for (const emulator::Purchase& purchase : purchases())
        if (purchase.fine_tune_id == fine_tune_id && purchase.outcome == "completed" &&
            now() < purchase.at + model.settings().train_time + longest_moment)
            ended_unseen.insert(fine_tune_id);
}

std::optional<CloudFineTune> SimulatedCloud::look_up(const std::string& fine_tune_id) {
    auto there = answer_of<CloudFineTune>(model.get_fine_tune(fine_tune_id, now()));
    if (!there.ok()) return std::nullopt;
    return std::move(*there);
}

void SimulatedCloud::delete_file(const std::string& dataset_id, const std::string& filename) {
    for (const CloudFile& file : files_of(dataset_id))
        if (file.filename == filename) (void)model.delete_file(dataset_id, file.id, now());
}

void SimulatedCloud::delete_dataset(const std::string& dataset_id) {
    (void)model.delete_dataset(dataset_id, now());
}

}  // namespace understudy::simulated
