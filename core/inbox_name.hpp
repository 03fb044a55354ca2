// How files and folders of the inbox may be called: by whom they are sent, and where they are taken in. Pure:
// the text alone is looked at.
#pragma once

#include <string>
#include <string_view>

namespace understudy {

/// Why no file or folder may be called so, in words that follow its name; "" when one may. A name is one step
/// of a path: no '/', nothing hidden, nothing that a terminal or a shell would take for something else. It is
/// left as it is: names that differ only by their Unicode normal form are two.
[[nodiscard]] std::string inbox_name_problem(std::string_view name);

/// The same of a path below a folder: every step of it, their number, and all of its length.
[[nodiscard]] std::string inbox_path_problem(std::string_view path);

}  // namespace understudy
