// Which files are on their way yet, told by the names that copying tools give them meanwhile.
#pragma once

#include <string_view>

namespace understudy {

/// Of a file's or a folder's own name, without its path: "take.wav.part", rsync's ".take.wav.Ab3dEf".
[[nodiscard]] bool is_unfinished_name(std::string_view name);

}  // namespace understudy
