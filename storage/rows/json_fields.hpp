// Members of a JSON object, taken out one by one and checked. For this folder's .cpp files only: it includes
// all of nlohmann/json.
#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::rows {

using Json = nlohmann::json;

[[nodiscard]] inline std::string dump(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Discarded (see is_discarded) when the text is no JSON.
[[nodiscard]] inline Json parse(std::string_view text) { return Json::parse(text, nullptr, false); }

/// What is missing or of another type reads as empty and makes the object unsound; so does a member that
/// nobody asked for.
class Fields {
  public:
    explicit Fields(std::string_view text) : object_(parse(text)), sound_(object_.is_object()) {}

    std::string text(const char* name) {
        const Json* value = take(name);
        return expect(value && value->is_string()) ? value->get<std::string>() : "";
    }
    /// Left out when it is empty.
    std::string maybe_text(const char* name) {
        if (!object_.is_object() || !object_.contains(name)) return "";
        return text(name);
    }
    std::int64_t integer(const char* name) {
        const Json* value = take(name);
        return expect(value && is_int64(*value)) ? value->get<std::int64_t>() : 0;
    }
    bool flag(const char* name) {
        const Json* value = take(name);
        return expect(value && value->is_boolean()) && value->get<bool>();
    }
    /// Left out when there is none.
    std::optional<std::int64_t> maybe_integer(const char* name) {
        if (!object_.is_object() || !object_.contains(name)) return std::nullopt;
        return integer(name);
    }
    /// Left out when there is nothing in it.
    const Json* maybe_array(const char* name) {
        if (!object_.is_object() || !object_.contains(name)) return nullptr;
        return array(name);
    }
    /// nullptr when it is missing.
    const Json* array(const char* name) {
        const Json* value = take(name);
        return expect(value && value->is_array()) ? value : nullptr;
    }

    /// nullptr when it is missing.
    const Json* object(const char* name) {
        const Json* value = take(name);
        return expect(value && value->is_object()) ? value : nullptr;
    }

    /// All that was asked for was there, and nothing else.
    [[nodiscard]] bool sound() const { return sound_ && taken_ == object_.size(); }

  private:
    static bool is_int64(const Json& value) {
        if (value.is_number_unsigned())
            return value.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int64_t>::max()};
        return value.is_number_integer();
    }
    const Json* take(const char* name) {
        if (!object_.is_object()) return nullptr;
        const auto found = object_.find(name);
        if (found == object_.end()) return nullptr;
        ++taken_;
        return &*found;
    }
    bool expect(bool holds) {
        sound_ = sound_ && holds;
        return holds;
    }

    Json object_;
    bool sound_;
    std::size_t taken_ = 0;
};

}  // namespace understudy::rows
