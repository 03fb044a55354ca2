// Where in the inbox a file may lie, by what its sender calls it. Pure: the text alone is looked at; that no
// link leads out of the inbox is for inbox/below.hpp.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace understudy::inbox {

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
