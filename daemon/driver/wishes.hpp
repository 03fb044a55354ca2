// What somebody asks of the desk, on its way through the driver, and who waits for the answer.
#pragma once

#include "daemon/driver/desk.hpp"

namespace understudy {

/// A command for one job.
struct Wish {
    Command command;
    std::optional<IdempotencyKey> key;
    Answer<JobView> answer;
};

/// A new job on its way to the disk.
struct Made {
    Job job;
    std::vector<HistoryEvent> events;
    std::vector<std::string> ignored;
    Answer<Submitted> answer;
};

}  // namespace understudy
