// understudy.toml: a document is good, or everything that is wrong with it is said with line and key.
#include <algorithm>

#include "config/addresses.hpp"
#include "config/parse.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

void check(const ConfigError& error, int lines, const ConfigError* before) {
    holds(error.line >= 0 && error.line <= lines, "an error names a line of the document");
    holds(before == nullptr || before->line <= error.line, "errors come in the order of lines");
    holds(!error.message.empty(), "an error says what is wrong");
    const std::string words = in_words("/etc/understudy/understudy.toml", error);
    holds(printable(words), "an error is one line that steers no terminal");
    holds(words.size() <= 2'000, "an error is as long as a person reads");
}

void check(const Config& config) {
    holds(base_url_problem(config.cartesia.base_url).empty(), "a good document has a good address");
    holds(!config.server.listen.empty(), "a good document listens somewhere");
    holds(config.cartesia.requests_per_second > 0, "a good document lets requests through");
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    const std::string_view text = fuzz::text_of(data, size);
    const auto config = parse_config(text);
    if (config) {
        fuzz::check(*config);
        return 0;
    }
    fuzz::holds(!config.error().empty(), "a document that is not good has errors");
    const int lines = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    const ConfigError* before = nullptr;
    for (const ConfigError& error : config.error()) {
        fuzz::check(error, lines, before);
        before = &error;
    }
    return 0;
}
