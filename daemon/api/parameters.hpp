// The query of a request, checked: unknown, doubled and ill-encoded parameters are refused by name.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/problem.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

namespace understudy::api {

class Parameters {
  public:
    [[nodiscard]] static Result<Parameters, Problem> parse(std::string_view target,
                                                           std::span<const char* const> known,
                                                           std::span<const char* const> repeatable = {});

    /// "" when it is not there.
    [[nodiscard]] std::string text(const char* name) const;
    /// Of a repeatable one: each, in the order of the target.
    [[nodiscard]] std::vector<std::string> texts(const char* name) const;
    /// A whole number from 1 to `most`; `otherwise` when it is not there.
    [[nodiscard]] Result<std::size_t, Problem> count(const char* name, std::size_t most,
                                                     std::size_t otherwise) const;

    /// "NAME=VALUE", each time that it stands there.
    [[nodiscard]] Result<std::map<std::string, std::string>, Problem> labels(const char* name) const;
    /// RFC 3339; nullopt when it is not there.
    [[nodiscard]] Result<std::optional<Time>, Problem> time(const char* name) const;

  private:
    std::multimap<std::string, std::string> values_;
};

/// A cursor that is not of the list that it came to.
[[nodiscard]] Problem bad_cursor();

}  // namespace understudy::api
