// The cloud's good answers, read defensively: unknown members and words are tolerated; a member that is
// missing where we cannot do without it, or of the wrong type, makes the whole answer garbage. The error says
// what is wrong with it, for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cloud.hpp"
#include "core/playground.hpp"
#include "core/result.hpp"

namespace understudy::cartesia {

/// One page of a list. `has_more` is absent where the cloud did not say.
template <class T>
struct Page {
    std::vector<T> data;
    std::optional<bool> has_more;
};

template <class T>
using Read = Result<T, std::string>;

/// T is one of CloudDataset, CloudFile, CloudFineTune, CloudVoice, OwnedVoice. An id is 1 to 256 bytes
/// without control characters; a file must say its name and size; all other members may be missing or null
/// ("").
template <class T>
[[nodiscard]] Read<T> read_object(std::string_view body);
template <class T>
[[nodiscard]] Read<Page<T>> read_page(std::string_view body);

}  // namespace understudy::cartesia
