// JSON for the handlers of the API; included by .cpp files only.
#pragma once

#include <nlohmann/json.hpp>

#include "emulator/api/call.hpp"

namespace understudy::emulator {

using Json = nlohmann::ordered_json;

[[nodiscard]] net::Response json_answer(const Json& body, int status = 200);
/// A text, or null for none.
[[nodiscard]] Json or_null(const std::optional<std::string>& text);

/// The members of a JSON object that a request must or may have. The first thing that is wrong is kept.
class Members {
  public:
    explicit Members(const std::string& body);
    [[nodiscard]] std::string required(const char* name, bool may_be_empty = false);
    [[nodiscard]] std::optional<std::string> optional(const char* name);  ///< null counts as absent
    [[nodiscard]] const Json* find(const char* name) const;               ///< null members too
    void complain(std::string message);
    [[nodiscard]] const std::optional<Refusal>& problem() const { return problem_; }

  private:
    Json object_;
    std::optional<Refusal> problem_;
};

template <class T, class View>
[[nodiscard]] net::Response answer_object(const Granted<T>& result, const Call& call, const View& view) {
    return result ? json_answer(view(*result)) : refusal_answer(result.error(), call);
}

template <class T, class View>
[[nodiscard]] net::Response answer_page(const Granted<Page<T>>& page, const Call& call, const View& view) {
    if (!page) return refusal_answer(page.error(), call);
    Json data = Json::array();
    for (const auto& object : page->data) data.push_back(view(object));
    return json_answer(
        {{"data", data}, {"has_more", page->has_more}, {"next_page", or_null(page->next_page)}});
}

}  // namespace understudy::emulator
