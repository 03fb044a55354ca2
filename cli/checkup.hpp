// A checkup as people and scripts read it: what the daemon found, and what can be seen where it does not
// answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/daemon.hpp"
#include "cli/exit_code.hpp"
#include "cli/world.hpp"

namespace understudy::cli {

struct CheckShown {
    std::string name, subject, verdict, words;  ///< `verdict`: pass, warn, fail
    std::string cure;                           ///< lines; those after one that ends with ":" are commands
};
struct Checkup {
    bool reached = true;  ///< the daemon answered
    std::string version;  ///< the daemon's
    std::vector<CheckShown> findings;
};

/// nullopt: not a checkup.
[[nodiscard]] std::optional<Checkup> read_checkup(std::string_view json);
/// `{verdict, reached, version, checks: [{name, subject, verdict, words, cure}]}`
[[nodiscard]] std::string checkup_document(const Checkup& checkup);

/// What this program adds: is the daemon of its own version?
void compare_versions(Checkup& checkup, std::string_view own_version);
/// The daemon does not answer at `address`. `facts`: of the machine that it is on; nullopt when that is
/// another one. seen_from_outside.cpp
[[nodiscard]] Checkup seen_from_outside(const std::optional<OutsideFacts>& facts, const std::string& address,
                                        const Unreachable& trouble);

/// "pass", "warn" or "fail": the worst.
[[nodiscard]] std::string verdict_of(const Checkup& checkup);
/// A finding a paragraph, its cure below it; the count at the end. A cure's lines that are commands are not
/// broken, so that they can be pasted.
[[nodiscard]] std::vector<std::string> checkup_lines(const Checkup& checkup, std::size_t width, bool colours);

}  // namespace understudy::cli
