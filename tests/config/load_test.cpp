#include "tests/config/errors.hpp"
#include "tests/config/folder.hpp"

namespace understudy::testing {
namespace {

std::string trouble_with(const std::string& path) {
    const auto config = load_config(path);
    EXPECT_FALSE(config.ok());
    return config ? "" : in_words(path, config.error().front());
}

TEST(LoadConfig, AFileIsReadAndParsed) {
    const Folder folder;
    const auto config = load_config(folder.write("u.toml", "[training]\nmax_attempts = 7\n"));
    ASSERT_TRUE(config.ok());
    EXPECT_EQ(config->training.max_attempts, 7);
}

TEST(LoadConfig, AFileThatIsNotThereIsNamed) {
    const Folder folder;
    EXPECT_TRUE(has(trouble_with(folder.at("none.toml")), "cannot read " + folder.at("none.toml")));
}

TEST(LoadConfig, AFolderAndADeviceAreNoConfiguration) {
    const Folder folder;
    EXPECT_TRUE(has(trouble_with(folder.at("")), "it is not a file"));
    EXPECT_TRUE(has(trouble_with("/dev/zero"), "it is not a file"));
}

TEST(LoadConfig, AnEndlessFileIsNotSwallowed) {
    const Folder folder;
    const std::string path = folder.write("u.toml", std::string((1u << 20) + 1, '#'));
    EXPECT_TRUE(has(trouble_with(path), "it is longer than 1048576 bytes"));
}

}  // namespace
}  // namespace understudy::testing
