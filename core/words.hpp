// The stored and shown word of every enumeration: what is saved is a word, never a number.
#pragma once

#include <optional>
#include <string_view>

#include "core/finding.hpp"
#include "core/job.hpp"

namespace understudy {

[[nodiscard]] const char* to_word(Delivery value);
[[nodiscard]] const char* to_word(IntentKind value);
[[nodiscard]] const char* to_word(IntentStatus value);
[[nodiscard]] const char* to_word(Charge value);
[[nodiscard]] const char* to_word(UploadingStep value);
[[nodiscard]] const char* to_word(TrainingStep value);
[[nodiscard]] const char* to_word(HoldReason value);
[[nodiscard]] const char* to_word(FileVerdict value);
[[nodiscard]] const char* to_word(Content value);

/// The value of a word: `from_word<HoldReason>("paused")`; nullopt for a word that is none.
template <class Enum>
[[nodiscard]] std::optional<Enum> from_word(std::string_view word);

}  // namespace understudy
