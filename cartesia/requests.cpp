#include "cartesia/requests.hpp"

#include <nlohmann/json.hpp>

namespace understudy::cartesia {
namespace {

using nlohmann::json;

net::Request with_json(const char* method, std::string_view target, const json& body) {
    net::Request request{
        method, std::string(target), {}, body.dump(-1, ' ', false, json::error_handler_t::replace)};
    request.headers.set("Accept", "application/json");
    request.headers.set("Content-Type", "application/json");
    return request;
}

net::Request post_json(std::string_view target, const json& body) { return with_json("POST", target, body); }

json output_format(SpokenFormat format) {
    if (format == SpokenFormat::mp3)
        return {{"container", "mp3"}, {"sample_rate", 44'100}, {"bit_rate", 128'000}};
    return {{"container", "wav"}, {"encoding", "pcm_s16le"}, {"sample_rate", 24'000}};
}

}  // namespace

std::string dataset_path(std::string_view dataset_id) {
    return "/datasets/" + net::percent_encode(dataset_id);
}

std::string voice_path(std::string_view voice_id) { return "/voices/" + net::percent_encode(voice_id); }

std::string files_path(std::string_view dataset_id) { return dataset_path(dataset_id) + "/files"; }

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
    json body{{"name", fine_tune.name},
              {"description", fine_tune.description},
              {"language", fine_tune.language},
              {"model_id", fine_tune.model_id},
              {"dataset", fine_tune.dataset}};
    if (!fine_tune.accent.empty()) body["accent"] = fine_tune.accent;
    return post_json(fine_tunes_path, body);
}

net::Request update_request(const CloudDataset& dataset) {
    net::Request request = with_json("PATCH", dataset_path(dataset.id),
                                     {{"name", dataset.name}, {"description", dataset.description}});
    request.headers.set("Accept", "*/*");
    return request;
}

net::Request update_request(std::string_view voice_id, const VoiceChange& change) {
    json body = json::object();
    if (change.name) body["name"] = *change.name;
    if (change.description) body["description"] = *change.description;
    return with_json("PATCH", voice_path(voice_id), body);
}

/// {"mode": "id"} is understood in every version of the cloud's API.
net::Request say_request(const Utterance& utterance) {
    json body{{"model_id", utterance.model_id},
              {"transcript", utterance.transcript},
              {"voice", {{"mode", "id"}, {"id", utterance.voice_id}}},
              {"output_format", output_format(utterance.format)}};
    if (!utterance.language.empty()) body["language"] = utterance.language;
    net::Request request = post_json("/tts/bytes", body);
    request.headers.set("Accept", "*/*");
    return request;
}

net::Request delete_request(std::string path) {
    net::Request request{"DELETE", std::move(path), {}, {}};
    request.headers.set("Accept", "*/*");
    return request;
}

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
