// What the model of the cloud says, in the words of the Cloud port. Internal to sim/.
#pragma once

#include <type_traits>
#include <utility>
#include <vector>

#include "core/cloud.hpp"
#include "emulator/model/objects.hpp"
#include "emulator/model/refusal.hpp"
#include "emulator/model/shelf.hpp"

namespace understudy::simulated {

/// As cartesia/ classifies a refused call.
[[nodiscard]] Trouble trouble_of(const emulator::Refusal& refusal);

[[nodiscard]] inline CloudDataset seen(emulator::Dataset&& dataset) {
    return {std::move(dataset.id), std::move(dataset.name), std::move(dataset.description)};
}
[[nodiscard]] inline CloudFile seen(emulator::DatasetFile&& file) {
    return {std::move(file.id), std::move(file.filename), file.size};
}
[[nodiscard]] inline CloudFineTune seen(emulator::FineTune&& fine_tune) {
    return {std::move(fine_tune.id),       std::move(fine_tune.name),       std::move(fine_tune.description),
            std::move(fine_tune.language), std::move(fine_tune.model_id),   std::move(fine_tune.dataset),
            std::move(fine_tune.status),   std::move(fine_tune.user_errors)};
}
[[nodiscard]] inline CloudVoice seen(emulator::Voice&& voice) {
    return {std::move(voice.id), std::move(voice.name)};
}

template <class T, class M>
[[nodiscard]] Outcome<T> answer_of(emulator::Granted<M> granted) {
    if (!granted) return failure(trouble_of(granted.error()));
    if constexpr (std::is_same_v<T, Nothing>)
        return Nothing{};
    else
        return seen(std::move(granted.value()));
}

/// The whole list, a hundred at a time, as the production client reads it.
template <class T, class Ask>
[[nodiscard]] Outcome<std::vector<T>> all_pages(const Ask& ask) {
    std::vector<T> all;
    emulator::PageRequest request{100, {}, {}};
    for (;;) {
        auto page = ask(request);
        if (!page) return failure(trouble_of(page.error()));
        for (auto& object : page->data) all.push_back(seen(std::move(object)));
        if (!page->has_more) return all;
        request.starting_after = page->next_page;
    }
}

}  // namespace understudy::simulated
