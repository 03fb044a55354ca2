// Where the daemon's own configuration says that it is, for those who may read it.
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"

namespace understudy::cli {

struct Whereabouts {
    std::string url, token_file;  ///< "" where it does not say
};

/// The first address of `listen` on this machine; the token's file as the daemon finds it. Pure.
[[nodiscard]] Whereabouts whereabouts_in(const Config& config);
/// Of the first of the files that is there. One that cannot be read, or is not good, says nothing.
[[nodiscard]] Whereabouts configured_whereabouts(const std::vector<std::string>& files);

}  // namespace understudy::cli
