// The members of one JSON object, with the first thing that is wrong with them.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace understudy::cartesia {

/// Reads members by name. Once something is wrong the rest reads as empty, and problem() says what it was.
/// The object must outlive this.
class Fields {
  public:
    explicit Fields(const nlohmann::json& object);

    [[nodiscard]] std::string id();                    ///< "id", required
    [[nodiscard]] std::string text(const char* name);  ///< "" when missing or null
    [[nodiscard]] std::string needed_text(const char* name);
    [[nodiscard]] std::uint64_t needed_size(const char* name);
    [[nodiscard]] bool flag(const char* name, bool otherwise);  ///< when missing or null: `otherwise`
    /// The cloud's words on the data: [{message}], [text], or one of either; other forms as they stand. Never
    /// a problem, since no document promises their form. At most 50 of at most 500 bytes.
    [[nodiscard]] std::vector<std::string> messages(const char* name) const;

    [[nodiscard]] const std::string& problem() const { return problem_; }

  private:
    void wrong(std::string what);

    const nlohmann::json& object_;
    std::string problem_;  ///< "" while all is well
};

}  // namespace understudy::cartesia
