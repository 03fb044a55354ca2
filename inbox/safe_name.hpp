// Where in the inbox a file may lie, by what its sender calls it. Pure: the text alone is looked at; that no
// link leads out of the inbox is for inbox/below.hpp.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace understudy::inbox {

/// Why no file or folder may be called so, in words that follow its name; "" when one may. A name is one step
/// of a path: no '/', nothing hidden, nothing that a terminal or a shell would take for something else. It is
/// left as it is: names that differ only by their Unicode normal form are two.
[[nodiscard]] std::string name_problem(std::string_view name);

/// The same of a path below a folder: every step of it, their number, and all of its length.
[[nodiscard]] std::string path_problem(std::string_view path);

struct Place {
    std::string folder;  ///< in the inbox itself
    std::string name;    ///< the path below it
    bool operator==(const Place&) const = default;
};

/// From Upload-Metadata: `folder`, `relativePath` (as browsers send what was dropped with its folder),
/// `filename` or `name`. Without `folder` it is the first step of `relativePath`. The error is for people and
/// names the cure.
[[nodiscard]] Result<Place, std::string> place_of(const std::map<std::string, std::string>& metadata);

}  // namespace understudy::inbox
