// What must not, or need not, leave a studio in a bundle for a maintainer: secrets, and whose voice is
// recorded where.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace understudy::cli {

/// The text without what could open a door: a URL's user and password, bearer tokens, Cartesia's API keys,
/// and the values of settings that are called key, token, secret or password and are no file's name.
[[nodiscard]] std::string without_secrets(std::string_view text);

/// Puts digests in the place of names. One name has one digest within a bundle, so that a story stays
/// readable, and another one in the next: nobody finds a name by trying names.
class Pseudonyms {
  public:
    /// `salt` is hard to guess, and forgotten with this.
    explicit Pseudonyms(std::string salt) : salt_(std::move(salt)) {}

    /// From now on the text is hidden wherever it stands: a person's name, a path and its last part. One or
    /// two letters are not looked for.
    void hide(std::string_view text);
    /// From now on what begins with this folder is a path that is hidden, whether it was named or not.
    void hide_under(std::string root);
    /// A whole text that is a name.
    [[nodiscard]] std::string of(std::string_view name) const;
    /// A text with names in it. Files that end as recordings do are hidden, too.
    [[nodiscard]] std::string in(std::string text) const;

  private:
    void replace_paths(std::string& text) const;

    struct LongestFirst {
        bool operator()(const std::string& left, const std::string& right) const {
            return left.size() != right.size() ? left.size() > right.size() : left < right;
        }
    };
    std::string salt_;
    std::set<std::string, LongestFirst> names_;
    std::set<std::string> roots_;
};

}  // namespace understudy::cli
