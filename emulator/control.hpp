// The control interface under /_emulator/: reports what happened, scripts what goes wrong. Needs no key.
//
//   GET    /_emulator/              this list
//   GET    /_emulator/bill          what was paid, every fine-tune that was ever bought (?account=N)
//   GET    /_emulator/files         the files in all datasets: name, size, SHA-256 (?account=N)
//   GET    /_emulator/requests      counts by endpoint, connections, bytes, the last requests
//   POST   /_emulator/await         answers once so many requests have come (see awaited.hpp)
//   DELETE /_emulator/requests      starts counting anew
//   GET    /_emulator/settings      every setting; PATCH changes those given (for all accounts)
//   GET    /_emulator/faults        the rules; POST adds one or a list; DELETE removes all
//   DELETE /_emulator/faults/{id}   removes one
//   POST   /_emulator/clock         {"advance": "3h", "frozen": true}
//   POST   /_emulator/hide          {"id": …, "by_id": true, "in_lists": true} makes an object vanish
//   PUT    /_emulator/keys          {"sk_one": 0, "sk_two": 1}: which keys are good, for which account
#pragma once

#include "emulator/state.hpp"
#include "net/server.hpp"

namespace understudy::emulator {

[[nodiscard]] bool is_control(std::string_view target);
/// `server` is what the server itself counted.
[[nodiscard]] net::Response answer_control(EmulatorState& state, const net::Request& head,
                                           const std::string& body, const net::HttpServer::Stats& server);

}  // namespace understudy::emulator
