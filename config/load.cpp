#include "config/parse.hpp"
#include "config/read_file.hpp"

namespace understudy {
namespace {
constexpr std::size_t longest_config = 1u << 20;
}

Result<Config, std::vector<ConfigError>> load_config(const std::string& path) {
    auto text = read_small_file(path, longest_config);
    if (!text) return failure(std::vector{ConfigError{0, "", std::move(text.error().message)}});
    return parse_config(*text);
}

}  // namespace understudy
