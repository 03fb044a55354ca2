// A text that must never be seen: the key to the cloud, a token.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace understudy {

/// Overwrites all that the text's memory holds, and leaves it empty. (A volatile write is not left out, as
/// one before the memory's end otherwise may be.)
inline void wipe(std::string& text) noexcept {
    text.resize(text.capacity());
    for (volatile char& c : text) c = '\0';
    text.clear();
}

/// Prints as ***; its text is only had by name, where it goes on the wire. Its memory is wiped at its end;
/// what was made from reveal() is the caller's to keep short.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) { wipe(text); }
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }
    Secret& operator=(Secret other) noexcept {
        text_.swap(other.text_);
        return *this;
    }
    ~Secret() { wipe(text_); }

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
