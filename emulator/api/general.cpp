// GET / and POST /access-token.
#include "emulator/api/handlers.hpp"
#include "emulator/api/json.hpp"

namespace understudy::emulator {

net::Response get_status(Context& context) {
    return json_answer({{"ok", true}, {"version", context.wire.gateway_version}});
}

net::Response create_access_token(Context& context) {
    const Call& call = context.call;
    Members members(call.body.empty() ? "{}" : call.body);
    const Json* grants = members.find("grants");
    AccessTokens::Grant grant;
    grant.cloud = &context.cloud;
    grant.tts = grants != nullptr && grants->is_object() && grants->value("tts", Json(false)) == Json(true);
    long long expires_in_s = 3600;
    if (const Json* wanted = members.find("expires_in"); wanted != nullptr && !wanted->is_null()) {
        expires_in_s = wanted->is_number_integer() ? wanted->get<long long>() : 0;
        if (expires_in_s < 1 || expires_in_s > 3600)
            members.complain("expires_in must be between 1 and 3600.");
    }
    if (members.problem()) return refusal_answer(*members.problem(), call);
    grant.expires_at = call.now + seconds(expires_in_s);
    const Json claims{{"exp", grant.expires_at.time_since_epoch() / seconds(1)}, {"tts", grant.tts}};
    return json_answer({{"token", context.tokens.issue(grant, claims.dump(), context.cloud.identifiers())}});
}

}  // namespace understudy::emulator
