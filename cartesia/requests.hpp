// The requests of each call, as values: paths with the slash forms of the official clients, ids
// percent-encoded. The headers that all have in common are added where they are sent.
#pragma once

#include <string>
#include <string_view>

#include "core/cloud.hpp"
#include "core/playground.hpp"
#include "net/http.hpp"

namespace understudy::cartesia {

constexpr std::string_view datasets_path = "/datasets/";
constexpr std::string_view fine_tunes_path = "/fine-tunes/";
constexpr std::string_view all_voices_path = "/voices";
[[nodiscard]] std::string dataset_path(std::string_view dataset_id);
[[nodiscard]] std::string voice_path(std::string_view voice_id);
[[nodiscard]] std::string files_path(std::string_view dataset_id);
[[nodiscard]] std::string fine_tune_path(std::string_view fine_tune_id);
[[nodiscard]] std::string voices_path(std::string_view fine_tune_id);

/// `target` is a path with its query.
[[nodiscard]] net::Request get_request(std::string target);
[[nodiscard]] net::Request create_request(const NewDataset& dataset);
[[nodiscard]] net::Request create_request(const NewFineTune& fine_tune);
[[nodiscard]] net::Request delete_file_request(std::string_view dataset_id, std::string_view file_id);
[[nodiscard]] net::Request delete_fine_tune_request(std::string_view id);
[[nodiscard]] net::Request update_request(const CloudDataset& dataset);
[[nodiscard]] net::Request update_request(std::string_view voice_id, const VoiceChange& change);
/// Of what stands at one of the paths above.
[[nodiscard]] net::Request delete_request(std::string path);
/// Speech as a whole file: 16 bit at 24 kHz, or 128 kbit/s.
[[nodiscard]] net::Request say_request(const Utterance& utterance);
/// Without its body, which is streamed.
[[nodiscard]] net::Request upload_request(std::string_view dataset_id, std::string_view content_type);

}  // namespace understudy::cartesia
