#include "cartesia/requests.hpp"

#include <nlohmann/json.hpp>

namespace understudy::cartesia {
namespace {

using nlohmann::json;

net::Request post_json(std::string_view target, const json& body) {
    net::Request request{
        "POST", std::string(target), {}, body.dump(-1, ' ', false, json::error_handler_t::replace)};
    request.headers.set("Accept", "application/json");
    request.headers.set("Content-Type", "application/json");
    return request;
}

}  // namespace

std::string files_path(std::string_view dataset_id) {
    return "/datasets/" + net::percent_encode(dataset_id) + "/files";
}

std::string fine_tune_path(std::string_view fine_tune_id) {
    return "/fine-tunes/" + net::percent_encode(fine_tune_id);
}

std::string voices_path(std::string_view fine_tune_id) { return fine_tune_path(fine_tune_id) + "/voices"; }

net::Request get_request(std::string target) {
    net::Request request{"GET", std::move(target), {}, {}};
    request.headers.set("Accept", "application/json");
    return request;
}

net::Request create_request(const NewDataset& dataset) {
    return post_json(datasets_path, {{"name", dataset.name}, {"description", dataset.description}});
}

net::Request create_request(const NewFineTune& fine_tune) {
    return post_json(fine_tunes_path, {{"name", fine_tune.name},
                                       {"description", fine_tune.description},
                                       {"language", fine_tune.language},
                                       {"model_id", fine_tune.model_id},
                                       {"dataset", fine_tune.dataset}});
}

namespace {
net::Request delete_request(std::string path) {
    net::Request request{"DELETE", std::move(path), {}, {}};
    request.headers.set("Accept", "*/*");
    return request;
}
}  // namespace

net::Request delete_file_request(std::string_view dataset_id, std::string_view file_id) {
    return delete_request(files_path(dataset_id) + "/" + net::percent_encode(file_id));
}

net::Request delete_fine_tune_request(std::string_view id) { return delete_request(fine_tune_path(id)); }

net::Request upload_request(std::string_view dataset_id, std::string_view content_type) {
    net::Request request{"POST", files_path(dataset_id), {}, {}};
    request.headers.set("Accept", "*/*");
    request.headers.set("Content-Type", std::string(content_type));
    return request;
}

}  // namespace understudy::cartesia
