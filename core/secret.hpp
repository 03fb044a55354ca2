// A text that must never be seen: the key to the cloud, a token.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace understudy {

/// Prints as ***; its text is only had by name, where it goes on the wire.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] const std::string& reveal() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    bool operator==(const Secret&) const = default;
    friend std::ostream& operator<<(std::ostream& out, const Secret&) { return out << "***"; }

  private:
    std::string text_;
};

/// `text` with every occurrence of the secret replaced by ***: for words that others wrote, before they are
/// kept.
[[nodiscard]] inline std::string without(const Secret& secret, std::string_view text) {
    std::string masked;
    if (secret.empty()) return std::string(text);
    for (;;) {
        const std::size_t at = text.find(secret.reveal());
        masked += text.substr(0, at);
        if (at == std::string_view::npos) return masked;
        masked += "***";
        text.remove_prefix(at + secret.reveal().size());
    }
}

}  // namespace understudy
