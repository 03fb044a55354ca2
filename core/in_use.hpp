// What a job at work rests on in the cloud must not be taken from under it. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/job.hpp"
#include "core/problem.hpp"

namespace understudy {

/// Does the job, which is not at rest, stand on it or bear its marker?
[[nodiscard]] bool uses(const Job& job, const CloudDataset& dataset);
[[nodiscard]] bool uses(const Job& job, const CloudFineTune& fine_tune);
/// Is the voice one of those that the job, which is completed, has?
[[nodiscard]] bool has_voice(const Job& job, std::string_view voice_id);

/// 409 "in-use": names the job and the cure. `what`: "The dataset dataset_1".
[[nodiscard]] Problem in_use(const std::string& what, const Job& job);
/// The same of a dataset that a training in the cloud stands on, whosever it is.
[[nodiscard]] std::optional<Problem> trained_on(const CloudDataset& dataset,
                                                const std::vector<CloudFineTune>& fine_tunes);

/// The user's text behind our marker, where the description begins with one.
[[nodiscard]] std::string text_behind_marker(std::string_view description);
/// The description that a new text makes: behind the marker of the old one, which ties it to its job.
[[nodiscard]] std::string description_with(std::string_view old, std::string_view text);

}  // namespace understudy
