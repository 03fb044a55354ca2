// What canceling means for money and for what stands in the cloud, told before it is done.
#include "core/adoption.hpp"
#include "core/explain.hpp"

namespace understudy {
namespace {

/// The cloud's guide: a million credits «on success only».
constexpr const char* until_it_completes =
    "its training is deleted in the cloud, and by the cloud's guide only one that completes is paid for. "
    "With "
    "keep_training it goes on there and is paid for";

std::string dataset_stays(const Job& job) {
    if (job.dataset_id.empty()) return "";
    // One that somebody named may be gone: this job does nothing about it, and promises nothing.
    if (!job.own_dataset) return " Dataset " + job.dataset_id + " is left as it is.";
    return " Dataset " + job.dataset_id + " stays in the cloud and costs nothing.";
}

std::string of(const Job& job, const Draft&) { return "Nothing was bought or sent." + dataset_stays(job); }

std::string of(const Job& job, const Uploading& uploading) {
    const bool sends = uploading.step == UploadingStep::sending_files;
    return std::string("Nothing was bought.") + (sends ? " Uploads under way are cut off." : "") +
           dataset_stays(job);
}

std::string of(const Job& job, const Training& training) {
    switch (training.step) {
        case TrainingStep::checking:
            return "Nothing was bought." + dataset_stays(job);
        case TrainingStep::buying:
        case TrainingStep::settling:
            return std::string(
                       "A purchase may be under way: what became of it is found out first. If it was "
                       "made, ") +
                   until_it_completes + ".";
        case TrainingStep::watching:
            if (begun_by_hand(job))
                return "It was begun by hand, and is left alone: it goes on in the cloud and is paid for "
                       "when "
                       "it completes.";
            return std::string("It was bought, and is not paid for yet: ") + until_it_completes + ".";
        case TrainingStep::collecting:
            break;
    }
    return "The training is completed and paid for; its voices stay in the cloud.";
}

std::string of(const Job&, const Completed&) {
    return "It cannot be canceled: the training is completed and paid for.";
}
std::string of(const Job& job, const Failed&) {
    return "Failed trainings cost nothing, and no other one is begun." + dataset_stays(job);
}
std::string of(const Job&, const Canceled&) { return "It is canceled already."; }

}  // namespace

std::string if_canceled(const Job& job) {
    return std::visit([&](const auto& state) { return of(job, state); }, job.state);
}

}  // namespace understudy
