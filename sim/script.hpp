// One job on the spend path, and a script of what strikes it where: the n-th call, the n-th group of commits,
// after the n-th step. Points are counted from the beginning of the run; the same script is the same run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/fault.hpp"
#include "sim/store.hpp"
#include "sim/world.hpp"

namespace understudy::simulated {

struct Strike {
    enum class Point { call, group, step };
    Point point = Point::step;
    std::uint64_t at = 0;
    FaultKind fault = FaultKind::not_connected;  ///< of a call
    StoreFault disk = StoreFault::refused;       ///< of a group; a step is always a crash
};
using Script = std::vector<Strike>;

/// "call:12:lost-answer,step:57,group:9:refused"; parse gives nullopt where that is not understood.
[[nodiscard]] std::string to_text(const Script& script);
[[nodiscard]] std::optional<Script> parse_script(const std::string& text);

/// How far a run had come.
struct Progress {
    std::uint64_t calls = 0, groups = 0, steps = 0;
};

struct CaseReport {
    std::vector<std::string> violations;
    Progress spending;  ///< when the job came to the spend path
    Progress struck;    ///< when the script's last strike had struck; all zero when it did not
    Progress rest;      ///< when all was at rest
    std::uint64_t trainings = 0;
    Duration virtual_time{};
};

/// The training fails once and is re-attempted, so that the path is walked twice.
[[nodiscard]] CaseReport run_case(const Script& script, bool trace = false,
                                  const std::function<void(World&)>& prepare = {});

}  // namespace understudy::simulated
