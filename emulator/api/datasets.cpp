#include "emulator/api/handlers.hpp"
#include "emulator/api/views.hpp"

namespace understudy::emulator {

namespace {

/// Name and description of a create or an update.
Granted<NewDataset> dataset_fields(const Context& context) {
    Members members(context.call.body);
    NewDataset fields;
    fields.name = members.required("name");
    if (context.wire.require_description)
        fields.description = members.required("description", true);
    else
        fields.description = members.optional("description").value_or("");
    if (members.problem()) return failure(*members.problem());
    return fields;
}

}  // namespace

net::Response list_datasets(Context& context) {
    const Call& call = context.call;
    const auto request = page_request(call);
    if (!request) return refusal_answer(request.error(), call);
    return answer_page(context.cloud.list_datasets(*request, call.now), call,
                       [&](const Dataset& dataset) { return dataset_view(dataset, call.version); });
}

net::Response create_dataset(Context& context) {
    const Call& call = context.call;
    auto fields = dataset_fields(context);
    if (!fields) return refusal_answer(fields.error(), call);
    return answer_object(context.cloud.create_dataset(std::move(*fields), call.now, call.commit_after), call,
                         [&](const Dataset& dataset) { return dataset_view(dataset, call.version); });
}

net::Response get_dataset(Context& context) {
    const Call& call = context.call;
    return answer_object(context.cloud.get_dataset(call.ids[0], call.now), call,
                         [&](const Dataset& dataset) { return dataset_view(dataset, call.version); });
}

net::Response update_dataset(Context& context) {
    const Call& call = context.call;
    auto fields = dataset_fields(context);
    if (!fields) return refusal_answer(fields.error(), call);
    return answer_nothing(context.cloud.update_dataset(call.ids[0], std::move(*fields), call.now), call);
}

net::Response delete_dataset(Context& context) {
    return answer_nothing(context.cloud.delete_dataset(context.call.ids[0], context.call.now), context.call);
}

net::Response list_files(Context& context) {
    const Call& call = context.call;
    const auto request = page_request(call);
    if (!request) return refusal_answer(request.error(), call);
    return answer_page(context.cloud.list_files(call.ids[0], *request, call.now), call, file_view);
}

net::Response upload_file(Context& context) {
    const Call& call = context.call;
    if (!call.form) return refusal_answer(invalid("The body must be multipart/form-data.").error, call);
    const UploadedFile* file = call.form->file("file");
    if (file == nullptr) return refusal_answer(invalid("file is required.").error, call);
    if (context.wire.require_purpose && !call.form->text("purpose"))
        return refusal_answer(invalid("purpose is required.").error, call);
    const auto stored = context.cloud.add_file(call.ids[0], {file->filename, file->size, file->sha256},
                                               call.now, call.commit_after);
    return stored ? no_content() : refusal_answer(stored.error(), call);
}

net::Response delete_file(Context& context) {
    const Call& call = context.call;
    return answer_nothing(context.cloud.delete_file(call.ids[0], call.ids[1], call.now), call);
}

}  // namespace understudy::emulator
