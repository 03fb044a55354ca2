#include "core/reuse.hpp"

#include "core/counted.hpp"

namespace understudy {

bool may_reuse(const Job& job) {
    return std::holds_alternative<Draft>(job.state) && job.own_dataset && job.tally.files_total > 0 &&
           job.tally.files_measured == job.tally.files_total;
}

std::string in_words(const Reuse& reuse) {
    const bool all = reuse.held == reuse.wanted;
    std::string words =
        reuse.dataset_id + " holds " +
        (all ? "all " + counted(reuse.wanted, "recording")
             : std::to_string(reuse.held) + " of these " + counted(reuse.wanted, "recording")) +
        " already";
    if (reuse.further > 0) words += ", and " + counted(reuse.further, "other file");
    return words + ": they were sent for " + reuse.job_id;
}

std::string cure_of(const Reuse& reuse) {
    const std::string submit = "understudy submit --dataset " + reuse.dataset_id + " --name … --language …";
    const std::size_t missing = reuse.wanted - reuse.held;
    std::string cure = missing == 0
                           ? "to reuse it and send nothing: " + submit
                           : "to send only the other " + std::to_string(missing) +
                                 ": understudy datasets add " + reuse.dataset_id + " PATH…, then " + submit;
    if (reuse.further > 0)
        cure += "; what else it holds: understudy datasets files " + reuse.dataset_id +
                ", and it goes with understudy datasets remove " + reuse.dataset_id + " FILE_ID…";
    return cure;
}

}  // namespace understudy
