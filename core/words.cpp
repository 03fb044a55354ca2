#include "core/words.hpp"

#include <array>
#include <utility>

#include "core/explain.hpp"
#include "core/ledger.hpp"

namespace understudy {
namespace {

template <class Enum>
struct Words;

template <>
struct Words<Delivery> {
    static constexpr std::array table{
        std::pair{Delivery::pending, "pending"}, std::pair{Delivery::uncertain, "uncertain"},
        std::pair{Delivery::sent, "sent"}, std::pair{Delivery::listed, "listed"}};
};
template <>
struct Words<IntentKind> {
    static constexpr std::array table{std::pair{IntentKind::dataset, "dataset"},
                                      std::pair{IntentKind::fine_tune, "fine_tune"}};
};
template <>
struct Words<IntentStatus> {
    static constexpr std::array table{
        std::pair{IntentStatus::open, "open"}, std::pair{IntentStatus::unknown, "unknown"},
        std::pair{IntentStatus::confirmed, "confirmed"}, std::pair{IntentStatus::voided, "void"}};
};
template <>
struct Words<Charge> {
    static constexpr std::array table{
        std::pair{Charge::none, "none"}, std::pair{Charge::reserved, "reserved"},
        std::pair{Charge::spent, "spent"}, std::pair{Charge::presumed, "presumed"},
        std::pair{Charge::foreign, "foreign"}};
};
template <>
struct Words<Account> {
    static constexpr std::array table{std::pair{Account::available, "available"},
                                      std::pair{Account::reserved, "reserved"},
                                      std::pair{Account::spent, "spent"}};
};
template <>
struct Words<UploadingStep> {
    static constexpr std::array table{std::pair{UploadingStep::needs_dataset, "needs_dataset"},
                                      std::pair{UploadingStep::creating_dataset, "creating_dataset"},
                                      std::pair{UploadingStep::settling_dataset, "settling_dataset"},
                                      std::pair{UploadingStep::sending_files, "sending_files"}};
};
template <>
struct Words<TrainingStep> {
    static constexpr std::array table{
        std::pair{TrainingStep::checking, "checking"}, std::pair{TrainingStep::buying, "buying"},
        std::pair{TrainingStep::settling, "settling"}, std::pair{TrainingStep::watching, "watching"},
        std::pair{TrainingStep::collecting, "collecting"}};
};
template <>
struct Words<HoldReason> {
    static constexpr std::array table{std::pair{HoldReason::paused, "paused"},
                                      std::pair{HoldReason::preflight, "preflight"},
                                      std::pair{HoldReason::credentials, "credentials"},
                                      std::pair{HoldReason::funds, "funds"},
                                      std::pair{HoldReason::budget, "budget"},
                                      std::pair{HoldReason::unknown_outcome, "unknown_outcome"},
                                      std::pair{HoldReason::vanished, "vanished"},
                                      std::pair{HoldReason::recordings_changed, "recordings_changed"},
                                      std::pair{HoldReason::quarantined, "quarantined"}};
};
template <>
struct Words<FileVerdict> {
    static constexpr std::array table{std::pair{FileVerdict::pass, "pass"},
                                      std::pair{FileVerdict::warn, "warn"},
                                      std::pair{FileVerdict::block, "block"}};
};
template <>
struct Words<Content> {
    static constexpr std::array table{
        std::pair{Content::recording, "recording"},       std::pair{Content::other_format, "other_format"},
        std::pair{Content::no_sound, "no_sound"},         std::pair{Content::not_audio, "not_audio"},
        std::pair{Content::probe_failed, "probe_failed"}, std::pair{Content::unreadable, "unreadable"}};
};

template <>
struct Words<WaitsFor> {
    static constexpr std::array table{std::pair{WaitsFor::nothing, "nothing"},
                                      std::pair{WaitsFor::work, "work"},
                                      std::pair{WaitsFor::person, "person"},
                                      std::pair{WaitsFor::time, "time"},
                                      std::pair{WaitsFor::training, "training"},
                                      std::pair{WaitsFor::recording, "recording"},
                                      std::pair{WaitsFor::key, "key"},
                                      std::pair{WaitsFor::credits, "credits"},
                                      std::pair{WaitsFor::budget, "budget"},
                                      std::pair{WaitsFor::cloud, "cloud"},
                                      std::pair{WaitsFor::store, "store"},
                                      std::pair{WaitsFor::training_slot, "training_slot"},
                                      std::pair{WaitsFor::upload_turn, "upload_turn"},
                                      std::pair{WaitsFor::spending_paused, "spending_paused"},
                                      std::pair{WaitsFor::uploading_paused, "uploading_paused"}};
};

template <class Enum>
const char* word_of(Enum value) {
    for (const auto& [candidate, word] : Words<Enum>::table)
        if (candidate == value) return word;
    broken_invariant("an enumeration holds a value that has no word");
}

}  // namespace

const char* to_word(Delivery value) { return word_of(value); }
const char* to_word(IntentKind value) { return word_of(value); }
const char* to_word(IntentStatus value) { return word_of(value); }
const char* to_word(Charge value) { return word_of(value); }
const char* to_word(Account value) { return word_of(value); }
const char* to_word(UploadingStep value) { return word_of(value); }
const char* to_word(TrainingStep value) { return word_of(value); }
const char* to_word(HoldReason value) { return word_of(value); }
const char* to_word(FileVerdict value) { return word_of(value); }
const char* to_word(Content value) { return word_of(value); }
const char* to_word(WaitsFor value) { return word_of(value); }

template <class Enum>
std::optional<Enum> from_word(std::string_view word) {
    for (const auto& [candidate, name] : Words<Enum>::table)
        if (word == name) return candidate;
    return std::nullopt;
}

template std::optional<Delivery> from_word(std::string_view);
template std::optional<IntentKind> from_word(std::string_view);
template std::optional<IntentStatus> from_word(std::string_view);
template std::optional<Charge> from_word(std::string_view);
template std::optional<Account> from_word(std::string_view);
template std::optional<UploadingStep> from_word(std::string_view);
template std::optional<TrainingStep> from_word(std::string_view);
template std::optional<HoldReason> from_word(std::string_view);
template std::optional<FileVerdict> from_word(std::string_view);
template std::optional<Content> from_word(std::string_view);

}  // namespace understudy
