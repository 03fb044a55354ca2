// Reads the members of a request's JSON object into values: unknown members and wrong types are refused by
// name.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/problem.hpp"
#include "daemon/api/json.hpp"

namespace understudy::api {

/// What `null` means for a member: nothing was said, or a wrong type.
enum class Null { absent, refused };

/// One object. Members that are absent leave their value as it is; the first thing that is wrong is kept, and
/// everything after it is skipped. `object` outlives this.
class Members {
  public:
    Members(const Json& object, std::span<const char* const> known, Null null);

    void read(const char* name, std::string& into);
    void read(const char* name, bool& into);
    void read(const char* name, int& into);
    void read(const char* name, std::uint64_t& into);
    void read(const char* name, std::vector<std::string>& into);
    void read(const char* name, std::map<std::string, std::string>& into);
    template <class T>
    void read(const char* name, std::optional<T>& into) {
        if (find(name) == nullptr) return;
        T value{};
        read(name, value);
        into = std::move(value);
    }
    [[nodiscard]] bool has(const char* name) const { return find(name) != nullptr; }
    /// For what only the caller can judge.
    void refuse(const char* name, std::string detail);

    /// What was wrong first.
    [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

  private:
    [[nodiscard]] const Json* find(const char* name) const;
    void wrong_type(std::string pointer, const char* wanted, const Json& found);

    const Json& object_;
    Null null_;
    std::optional<Problem> problem_;
};

/// A name as a step of a JSON pointer: "a/b" is "a~1b".
[[nodiscard]] std::string pointer_step(std::string_view name);

}  // namespace understudy::api
