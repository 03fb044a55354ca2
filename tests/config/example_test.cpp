#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "config/sections.hpp"
#include "tests/config/errors.hpp"

namespace understudy::testing {
namespace {

std::string example() {
    std::ostringstream text;
    text << std::ifstream(UNDERSTUDY_EXAMPLE_CONFIG).rdbuf();
    return text.str();
}

/// "#key = value" becomes "key = value"; prose is "# …".
std::string uncommented(const std::string& text) {
    return std::regex_replace(text, std::regex("(^|\n)#([a-z_]+ = )"), "$1$2");
}

/// The keys that stand in the text, as "section.key".
std::set<std::string> keys_of(const std::string& text) {
    std::set<std::string> keys;
    const auto document = read_toml(text);
    EXPECT_TRUE(document.ok());
    for (const ConfigSection& section : *document)
        for (const ConfigEntry& entry : section.entries) keys.insert(section.name + "." + entry.key);
    return keys;
}

std::set<std::string> known_keys() {
    std::set<std::string> keys;
    for (const SectionForm& form : section_forms) {
        Config config;
        std::vector<ConfigError> errors;
        const ConfigSection empty;
        SectionReader reader(empty, errors);
        form.read(reader, config);
        for (const std::string& key : reader.known()) keys.insert(form.name + ("." + key));
    }
    return keys;
}

TEST(ExampleConfig, AsItShipsItIsTheDefaults) {
    EXPECT_TRUE(keys_of(example()).empty());
    EXPECT_EQ(config_of(example()), Config());
}

TEST(ExampleConfig, UncommentedItIsStillTheDefaults) {
    EXPECT_EQ(config_of(uncommented(example())), Config());
}

TEST(ExampleConfig, ItNamesEveryKeyThereIs) { EXPECT_EQ(keys_of(uncommented(example())), known_keys()); }

}  // namespace
}  // namespace understudy::testing
