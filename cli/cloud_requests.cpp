#include "cli/cloud_requests.hpp"

namespace understudy::cli {

namespace {

std::string target_of(std::string_view what, std::string_view id, std::string_view below) {
    std::string target = "/v1/" + std::string(what);
    if (!id.empty()) target += "/" + net::percent_encode(id);
    if (!below.empty()) target += "/" + std::string(below);
    return target;
}

}  // namespace

net::Request look_at(std::string_view what, std::string_view id, std::string_view below) {
    return {"GET", target_of(what, id, below), {{"Accept", "application/json"}}, ""};
}

net::Request datasets_of_job(std::string_view job_id) { return look_at("jobs", job_id, "datasets"); }

net::Request change_at(const char* method, std::string_view what, std::string_view id, std::string_view below,
                       std::string body) {
    net::Request request{method, target_of(what, id, below), {{"Accept", "*/*"}}, std::move(body)};
    if (!request.body.empty()) request.headers.set("Content-Type", "application/json");
    return request;
}

net::Request remove_file(std::string_view dataset_id, std::string_view file_id) {
    return change_at("DELETE", "datasets", dataset_id, "files/" + net::percent_encode(file_id), "");
}

}  // namespace understudy::cli
