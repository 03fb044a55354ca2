// What the daemon says beside its documents: that everything is paused.
#pragma once

#include <string>

#include "net/http.hpp"

namespace understudy::cli {

/// "all spending is paused; «understudy resume spending» ends that", by the header Understudy-Paused; "" when
/// nothing is paused.
[[nodiscard]] std::string pause_words(const net::Response& response);

}  // namespace understudy::cli
