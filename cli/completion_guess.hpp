// What could come next on a half-typed command line, found in the grammar itself. Pure: jobs and files are
// named by kind here, and looked up by whoever asks.
#pragma once

#include <string>
#include <vector>

#include "cli/invocation.hpp"

namespace understudy::cli {

struct Candidate {
    std::string text, description;
    bool operator==(const Candidate&) const = default;
};

struct Guess {
    std::vector<Candidate> candidates;  ///< all begin with the word that is being typed
    bool files = false;                 ///< and any file
    bool jobs = false;                  ///< and any job's id that begins with `beginning`
    std::string beginning;
    Settings settings;  ///< what the words say of where the daemon is
};

/// `words` are those after the program's name, the last one being typed (it may be empty).
[[nodiscard]] Guess guess_next(std::vector<std::string> words);

}  // namespace understudy::cli
