// What goes over a stream of events, as text (server-sent events, the WHATWG's HTML standard, 9.2).
#pragma once

#include <string>
#include <string_view>

#include "daemon/driver/desk.hpp"

namespace understudy::api {

/// How a stream begins: when a client that lost it shall come again, and, as a comment, behind which event it
/// starts.
[[nodiscard]] std::string opening_frame(std::int64_t after_id);
/// `id:`, `event:` by the type, and the event as it stands in a page of the history.
[[nodiscard]] std::string history_frame(const HistoryEvent& event);
/// Without an id: to have missed it is to have missed nothing.
[[nodiscard]] std::string progress_frame(const JobProgress& progress);
/// A comment that shows both sides that the other one is there.
inline constexpr std::string_view heartbeat_frame = ": still here\n\n";

}  // namespace understudy::api
