// What an unsuccessful call proves, and what to do about it: every answer and every broken connection becomes
// a Trouble here and nowhere else.
//
// The two questions are independent. Certainty: only a request that cannot have arrived whole, a 3xx, and a
// 4xx other than 408 and 409 prove that nothing was executed; everything else (408, 409, every 5xx, silence,
// a reset, an answer that cannot be read) may have been. Kind: what cures it.
#pragma once

#include <string>

#include "core/secret.hpp"
#include "core/time.hpp"
#include "core/trouble.hpp"
#include "net/client.hpp"
#include "net/http.hpp"

namespace understudy::cartesia {

[[nodiscard]] Certainty certainty_of_status(int status);
/// `error_code` is the cloud's own word, "" when it sent none; where it says more than the status it wins.
[[nodiscard]] TroubleKind kind_of(int status, std::string_view error_code);

/// Of an answer that is not 2xx. `now` is what an HTTP date in Retry-After is measured from; `key` is masked
/// in every text.
[[nodiscard]] Trouble trouble_of(const net::Response& response, Time now, const Secret& key);
/// Of a request that got no answer.
[[nodiscard]] Trouble trouble_of(const net::TransportTrouble& trouble);
/// Of a 2xx whose body cannot be understood: unknown, transient. `why` names what is wrong with it.
[[nodiscard]] Trouble garbage_answer(const net::Response& response, std::string_view why, const Secret& key);
/// Of a call that was given up before its request was begun.
[[nodiscard]] Trouble given_up_unsent();

}  // namespace understudy::cartesia
