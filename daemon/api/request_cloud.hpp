// What clients ask for of the cloud's objects, read from their bodies.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/playground.hpp"
#include "core/problem.hpp"
#include "core/result.hpp"

namespace understudy::api {

/// `{name, description?}`
[[nodiscard]] Result<NewDataset, Problem> read_new_dataset(std::string_view body);
/// `{name?, description?}`, at least one of them. The same of a voice.
[[nodiscard]] Result<VoiceChange, Problem> read_new_words(std::string_view body);
/// `{text, model_id?, language?, format?}`; the voice is the path's.
[[nodiscard]] Result<Utterance, Problem> read_utterance(std::string_view body);

}  // namespace understudy::api
