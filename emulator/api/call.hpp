// One call of the API that has been read whole, and what a handler may use to answer it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulator/api/accounts.hpp"
#include "emulator/api/wire_settings.hpp"
#include "emulator/upload.hpp"
#include "net/http.hpp"

namespace understudy::emulator {

struct Call {
    std::vector<std::string> ids;  ///< the path's variable segments, decoded
    std::vector<std::pair<std::string, std::string>> query;
    std::string version;  ///< a known one
    std::string body;     ///< of a request that is no form
    std::optional<Form> form;
    std::string request_id;  ///< a UUID
    Time now{};
    Duration commit_after{};  ///< see CloudModel

    [[nodiscard]] std::optional<std::string> parameter(const std::string& name) const;
    [[nodiscard]] bool expands(const std::string& field) const;  ///< expand[]=field
};

struct Context {
    CloudModel& cloud;
    WireSettings& wire;
    AccessTokens& tokens;
    const Call& call;
};

[[nodiscard]] net::Response no_content();
/// In the version's format: JSON from 2026-03-01 on, "Title: Message" before.
[[nodiscard]] net::Response refusal_answer(const Refusal& refusal, const std::string& version,
                                           const std::string& request_id);
[[nodiscard]] inline net::Response refusal_answer(const Refusal& refusal, const Call& call) {
    return refusal_answer(refusal, call.version, call.request_id);
}
[[nodiscard]] net::Response answer_nothing(const Granted<Nothing>& result, const Call& call);  ///< 204
/// limit, starting_after and ending_before of the query.
[[nodiscard]] Granted<PageRequest> page_request(const Call& call);

}  // namespace understudy::emulator
