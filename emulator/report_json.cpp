// The control interface's reports.
#include "emulator/control_json.hpp"

namespace understudy::emulator {

Json bill_view(const Bill& bill) {
    Json purchases = Json::array();
    for (const auto& purchase : bill.purchases)
        purchases.push_back({{"fine_tune_id", purchase.fine_tune_id},
                             {"name", purchase.name},
                             {"description", purchase.description},
                             {"language", purchase.language},
                             {"model_id", purchase.model_id},
                             {"dataset", purchase.dataset},
                             {"at", to_rfc3339(purchase.at)},
                             {"outcome", purchase.outcome},
                             {"credits_charged", purchase.credits_charged}});
    return {{"credits_charged", bill.credits_charged},
            {"training_credits", bill.training_credits},
            {"speech_credits", bill.speech_credits},
            {"credits_left", bill.credits_left ? Json(*bill.credits_left) : Json(nullptr)},
            {"slots", bill.slots},
            {"slots_used", bill.slots_used},
            {"purchases", purchases}};
}

Json stored_files_view(const std::vector<StoredFile>& files) {
    Json view = Json::array();
    for (const auto& stored : files)
        view.push_back({{"dataset", stored.dataset_id},
                        {"dataset_name", stored.dataset_name},
                        {"id", stored.file.id},
                        {"filename", stored.file.filename},
                        {"size", stored.file.size},
                        {"sha256", stored.file.sha256}});
    return {{"files", view}};
}

Json request_log_view(const RequestLog& log) {
    Json endpoints = Json::object();
    for (const auto& [endpoint, count] : log.by_endpoint()) {
        Json by_status = Json::object();
        for (const auto& [status, times] : count.by_status)
            by_status[status == 0 ? "none" : std::to_string(status)] = times;
        endpoints[endpoint] = {{"requests", count.requests},
                               {"body_bytes", count.body_bytes},
                               {"in_flight", count.in_flight},
                               {"most_in_flight", count.most_in_flight},
                               {"by_status", by_status}};
    }
    Json last = Json::array();
    for (const auto& request : log.last())
        last.push_back({{"number", request.number},
                        {"method", request.method},
                        {"target", request.target},
                        {"at", to_rfc3339(request.at)},
                        {"user_agent", request.user_agent},
                        {"body_bytes", request.body_bytes},
                        {"status", request.status},
                        {"faulty", request.faulty},
                        {"finished", request.finished}});
    return {{"requests", log.requests()},
            {"body_bytes", log.body_bytes()},
            {"endpoints", endpoints},
            {"last", last}};
}

}  // namespace understudy::emulator
