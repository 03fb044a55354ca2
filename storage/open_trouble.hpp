// Why a database could not be opened: told at start-up, to a person.
#pragma once

#include <string>

#include "core/result.hpp"

namespace understudy {

struct OpenTrouble {
    enum class Kind {
        not_writable,    ///< the file or its folder is missing, read-only, or not ours
        in_use,          ///< another daemon has it
        newer_schema,    ///< made by a later version; nothing was touched (the daemon exits 78)
        not_a_database,  ///< not SQLite, or another program's
        failed,  ///< the disk, a damaged file, a migration that did not go through (nothing of it stays)
    };
    Kind kind = Kind::failed;
    std::string what;  ///< a sentence that names the file and, where there is one, the cure
};

template <class T>
using Opened = Result<T, OpenTrouble>;

}  // namespace understudy
