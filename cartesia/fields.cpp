#include "cartesia/fields.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cartesia/clean_text.hpp"

namespace understudy::cartesia {
namespace {

using nlohmann::json;

constexpr std::size_t longest_id = 256;
constexpr std::size_t most_messages = 50;
constexpr std::size_t longest_message = 500;

bool usable_id(const std::string& id) {
    return !id.empty() && id.size() <= longest_id && std::all_of(id.begin(), id.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
    });
}

std::string message_in(const json& entry) {
    if (entry.is_string()) return entry.get<std::string>();
    if (entry.is_object())
        if (const auto message = entry.find("message"); message != entry.end() && message->is_string())
            return message->get<std::string>();
    return entry.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

Fields::Fields(const json& object) : object_(object) {
    if (!object.is_object()) wrong("it is not an object");
}

void Fields::wrong(std::string what) {
    if (problem_.empty()) problem_ = std::move(what);
}

std::string Fields::id() {
    std::string id = text("id");
    if (!usable_id(id)) wrong(id.empty() ? "\"id\" is missing" : "\"id\" is not usable as one");
    return id;
}

std::string Fields::text(const char* name) {
    if (!problem_.empty()) return {};
    const auto member = object_.find(name);
    if (member == object_.end() || member->is_null()) return {};
    if (member->is_string()) return member->get<std::string>();
    wrong(std::string("\"") + name + "\" is not a text");
    return {};
}

std::string Fields::needed_text(const char* name) {
    std::string found = text(name);
    if (found.empty()) wrong(std::string("\"") + name + "\" is missing");
    return found;
}

std::uint64_t Fields::needed_size(const char* name) {
    if (!problem_.empty()) return 0;
    const auto member = object_.find(name);
    if (member != object_.end() && member->is_number_unsigned()) return member->get<std::uint64_t>();
    wrong(std::string("\"") + name + "\" is not a number of bytes");
    return 0;
}

bool Fields::flag(const char* name, bool otherwise) {
    if (!problem_.empty()) return otherwise;
    const auto member = object_.find(name);
    if (member == object_.end() || member->is_null()) return otherwise;
    if (member->is_boolean()) return member->get<bool>();
    wrong(std::string("\"") + name + "\" is neither true nor false");
    return otherwise;
}

std::vector<std::string> Fields::messages(const char* name) const {
    std::vector<std::string> found;
    if (!problem_.empty()) return found;
    const auto member = object_.find(name);
    if (member == object_.end() || member->is_null()) return found;
    if (!member->is_array()) return {one_line(message_in(*member), longest_message)};
    for (const json& entry : *member) {
        if (found.size() == most_messages) break;
        found.push_back(one_line(message_in(entry), longest_message));
    }
    return found;
}

}  // namespace understudy::cartesia
