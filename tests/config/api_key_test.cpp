#include "config/api_key.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/config/folder.hpp"

namespace understudy::testing {
namespace {

/// All three places hold a key, each another one.
ApiKeyPlaces all_places(const Folder& folder) {
    folder.write("cartesia_api_key", "from-the-manager\n");
    return {folder.write("key", "from-the-file\n"), folder.at(""), Secret("from-the-environment")};
}

std::string key_of(const ApiKeyPlaces& places) {
    const auto key = find_api_key(places);
    return key ? key->reveal() : "trouble: " + key.error();
}

std::string trouble_of(const ApiKeyPlaces& places) {
    const auto key = find_api_key(places);
    EXPECT_FALSE(key.ok());
    return key ? "" : key.error();
}

bool mentions(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(ApiKey, TheConfiguredFileComesFirst) {
    const Folder folder;
    EXPECT_EQ(key_of(all_places(folder)), "from-the-file");
}

TEST(ApiKey, TheServiceManagersCredentialComesBeforeTheEnvironment) {
    const Folder folder;
    ApiKeyPlaces places = all_places(folder);
    places.api_key_file = "";
    EXPECT_EQ(key_of(places), "from-the-manager");
}

TEST(ApiKey, TheEnvironmentComesLast) {
    const Folder folder;
    EXPECT_EQ(key_of({"", std::nullopt, Secret("from-the-environment")}), "from-the-environment");
    EXPECT_EQ(key_of({"", folder.at("without-a-key"), Secret("from-the-environment")}),
              "from-the-environment");
}

TEST(ApiKey, AConfiguredFileThatIsNotThereIsNotPassedOver) {
    const Folder folder;
    ApiKeyPlaces places = all_places(folder);
    places.api_key_file = folder.at("none");
    EXPECT_TRUE(mentions(trouble_of(places), "cannot read " + folder.at("none")));
}

TEST(ApiKey, WithoutAnyKeyTheErrorNamesTheThreePlaces) {
    const std::string trouble = trouble_of({});
    EXPECT_TRUE(mentions(trouble, "api_key_file") && mentions(trouble, "LoadCredential=") &&
                mentions(trouble, "$CARTESIA_API_KEY"));
}

TEST(ApiKey, LineEndsAreCutAndNothingElse) {
    const Folder folder;
    EXPECT_EQ(key_of({folder.write("key", "sk_car_x\r\n\n"), std::nullopt, std::nullopt}), "sk_car_x");
}

TEST(ApiKey, AKeyThatIsEmptyOrHasSpacesOrControlCharactersIsRefusedUnquoted) {
    const Folder folder;
    for (const std::string wrong : {"", "\n", " secret", "sec ret", "secret\n#x", "secret\t", "sécret"}) {
        const std::string trouble = trouble_of({folder.write("key", wrong), std::nullopt, std::nullopt});
        EXPECT_TRUE(mentions(trouble, folder.at("key"))) << trouble;
        EXPECT_FALSE(mentions(trouble, "secret")) << trouble;
        EXPECT_TRUE(mentions(trouble_of({"", std::nullopt, Secret(wrong)}), "$CARTESIA_API_KEY"));
    }
}

TEST(ApiKey, AFileThatIsTooLongForAKeyIsRefused) {
    const Folder folder;
    EXPECT_TRUE(
        mentions(trouble_of({folder.write("key", std::string(5000, 'x')), {}, {}}), "longer than 4096"));
}

TEST(Secret, PrintsStarsInItsPlace) {
    std::ostringstream out;
    out << Secret("sk_car_x");
    EXPECT_EQ(out.str(), "***");
    EXPECT_EQ(::testing::PrintToString(Secret("sk_car_x")), "***");
}

}  // namespace
}  // namespace understudy::testing
