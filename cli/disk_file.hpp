// NewFile on the disk: under another name (FILE.part-…) until it is kept.
#pragma once

#include <memory>

#include "cli/new_file.hpp"
#include "core/result.hpp"

namespace understudy::cli {

/// Mode 0600. The error says why there can be none, for people: also that something is there already.
[[nodiscard]] Result<std::unique_ptr<NewFile>, std::string> begin_file(const std::string& path);

}  // namespace understudy::cli
