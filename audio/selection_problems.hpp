// What can be wrong with one entry of a submission's list, said so that the reader can cure it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audio/roots.hpp"
#include "core/problem.hpp"

namespace understudy::selection_problem {

[[nodiscard]] Problem empty_list();
[[nodiscard]] Problem ill_formed(std::size_t entry, const std::string& path, const std::string& what);
[[nodiscard]] Problem outside(std::size_t entry, const std::string& path, const Roots& roots);
[[nodiscard]] Problem link_leaves(std::size_t entry, const std::string& path, const Roots& roots);
[[nodiscard]] Problem broken_link(std::size_t entry, const std::string& path);
/// From an errno of realpath, open or read: not there, no right to it, too long, too many links, I/O.
[[nodiscard]] Problem from_error(std::size_t entry, const std::string& path, const FileError& error);
[[nodiscard]] Problem not_a_file(std::size_t entry, const std::string& path);
[[nodiscard]] Problem format_not_accepted(std::size_t entry, const std::string& path);
[[nodiscard]] Problem empty_file(std::size_t entry, const std::string& path);
[[nodiscard]] Problem nothing_in_folder(std::size_t entry, const std::string& path, std::size_t ignored);
/// Of a whole submission: it may be sent again.
[[nodiscard]] Problem disk_silent(const std::vector<std::string>& paths);
[[nodiscard]] Problem too_many(std::size_t entry, const std::string& what);

}  // namespace understudy::selection_problem
