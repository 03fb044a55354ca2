#include "emulator/api/handlers.hpp"
#include "emulator/api/version.hpp"
#include "emulator/api/views.hpp"
#include "emulator/model/catalogue.hpp"

namespace understudy::emulator {

namespace {

Granted<NewFineTune> fine_tune_fields(const Context& context) {
    Members members(context.call.body);
    NewFineTune fields;
    fields.name = members.required("name");
    if (context.wire.require_description)
        fields.description = members.required("description", true);
    else
        fields.description = members.optional("description").value_or("");
    fields.language = members.required("language");
    fields.model_id = members.required("model_id");
    fields.dataset = members.required("dataset");
    if (since_2026_03(context.call.version)) {
        if (const auto accent = members.optional("accent")) {
            const Accent* known = find_accent(*accent);
            if (known == nullptr)
                members.complain("There is no accent '" + *accent + "'.");
            else
                fields.accent = known->id;
        }
    }
    if (members.problem()) return failure(*members.problem());
    return fields;
}

}  // namespace

net::Response list_fine_tunes(Context& context) {
    const Call& call = context.call;
    const auto request = page_request(call);
    if (!request) return refusal_answer(request.error(), call);
    return answer_page(context.cloud.list_fine_tunes(*request, call.now), call,
                       [&](const FineTune& fine_tune) { return fine_tune_view(fine_tune, context); });
}

net::Response create_fine_tune(Context& context) {
    const Call& call = context.call;
    auto fields = fine_tune_fields(context);
    if (!fields) return refusal_answer(fields.error(), call);
    return answer_object(context.cloud.create_fine_tune(std::move(*fields), call.now, call.commit_after),
                         call, [&](const FineTune& fine_tune) { return fine_tune_view(fine_tune, context); });
}

net::Response get_fine_tune(Context& context) {
    const Call& call = context.call;
    return answer_object(context.cloud.get_fine_tune(call.ids[0], call.now), call,
                         [&](const FineTune& fine_tune) { return fine_tune_view(fine_tune, context); });
}

net::Response delete_fine_tune(Context& context) {
    return answer_nothing(context.cloud.delete_fine_tune(context.call.ids[0], context.call.now),
                          context.call);
}

net::Response list_fine_tune_voices(Context& context) {
    const Call& call = context.call;
    const auto request = page_request(call);
    if (!request) return refusal_answer(request.error(), call);
    return answer_page(context.cloud.list_voices_of(call.ids[0], *request, call.now), call,
                       [&](const Voice& voice) { return voice_view(voice, context); });
}

}  // namespace understudy::emulator
