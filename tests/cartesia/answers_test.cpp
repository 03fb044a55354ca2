#include "cartesia/answers.hpp"

#include <gtest/gtest.h>

#include "cartesia/json_cautiously.hpp"

namespace understudy::cartesia {
namespace {

TEST(GoodAnswers, ADatasetIsRead) {
    const auto dataset = read_object<CloudDataset>(
        R"({"id":"dataset_1","name":"Anna","description":"[understudy:x]","created_at":"2026-01-01T00:00:00Z"})");
    ASSERT_TRUE(dataset.ok());
    EXPECT_EQ(*dataset, (CloudDataset{"dataset_1", "Anna", "[understudy:x]"}));
}

TEST(GoodAnswers, UnknownMembersAndWordsAreTolerated) {
    const auto fine_tune = read_object<CloudFineTune>(
        R"({"id":"fine_tune_1","name":"A","description":"D","language":"en","model_id":"m","dataset":"d",
            "status":"marinating","accent":null,"supported_model_ids":["a"],"new":{"x":[1,2,{}]}})");
    ASSERT_TRUE(fine_tune.ok());
    EXPECT_EQ(*fine_tune, (CloudFineTune{"fine_tune_1", "A", "D", "en", "m", "d", "marinating", {}}));
}

TEST(GoodAnswers, TextsMayBeMissingOrNullButNotTheId) {
    EXPECT_EQ(*read_object<CloudVoice>(R"({"id":"v","name":null})"), (CloudVoice{"v", ""}));
    EXPECT_EQ(*read_object<CloudDataset>(R"({"id":"d"})"), (CloudDataset{"d", "", ""}));
    EXPECT_FALSE(read_object<CloudDataset>(R"({"name":"Anna"})").ok());
    EXPECT_FALSE(read_object<CloudDataset>(R"({"id":""})").ok());
    EXPECT_FALSE(read_object<CloudDataset>(R"({"id":null})").ok());
    EXPECT_FALSE(read_object<CloudDataset>("{\"id\":\"a\\u0000b\"}").ok());
    EXPECT_FALSE(read_object<CloudDataset>(R"({"id":")" + std::string(300, 'i') + "\"}").ok());
}

TEST(GoodAnswers, UserErrorsComeInSeveralForms) {
    const auto errors_of = [](const std::string& json) {
        return read_object<CloudFineTune>(R"({"id":"f","user_errors":)" + json + "}")->user_errors;
    };
    using Texts = std::vector<std::string>;
    EXPECT_EQ(errors_of(R"([{"message":"too short"},{"message":"too loud"}])"),
              (Texts{"too short", "too loud"}));
    EXPECT_EQ(errors_of(R"(["too short"])"), (Texts{"too short"}));
    EXPECT_EQ(errors_of(R"("too short")"), (Texts{"too short"}));
    EXPECT_EQ(errors_of("null"), Texts{});
    EXPECT_EQ(errors_of("[]"), Texts{});
    EXPECT_EQ(errors_of(R"([{"code":7}])"), (Texts{R"({"code":7})"}));
}

TEST(GoodAnswers, UserErrorsAreCapped) {
    std::string many = "[\"" + std::string(9'000, 'x') + "\"";
    for (int i = 0; i < 500; ++i) many += ",\"more\"";
    const auto fine_tune = read_object<CloudFineTune>(R"({"id":"f","user_errors":)" + many + "]}");
    ASSERT_TRUE(fine_tune.ok());
    EXPECT_EQ(fine_tune->user_errors.size(), 50u);
    EXPECT_LE(fine_tune->user_errors[0].size(), 500u);
}

TEST(GarbageAnswers, AMemberOfTheWrongTypeIsNamed) {
    const auto dataset = read_object<CloudDataset>(R"({"id":"d","name":7})");
    ASSERT_FALSE(dataset.ok());
    EXPECT_EQ(dataset.error(), "\"name\" is not a text");
    EXPECT_FALSE(read_object<CloudDataset>(R"({"id":7})").ok());
    EXPECT_FALSE(read_object<CloudFineTune>(R"({"id":"f","status":true})").ok());
    EXPECT_FALSE(read_object<CloudFineTune>(R"({"id":"f","description":{}})").ok());
}

TEST(GarbageAnswers, WhatIsNoObjectIsGarbage) {
    for (const char* body : {"", " ", "null", "7", "[]", "\"id\"", "<html>", "{", R"({"id":"d"} trailing)",
                             R"({"id":"d)", "{\"id\":\"\xFF\"}", "{'id':'d'}"})
        EXPECT_FALSE(read_object<CloudDataset>(body).ok()) << body;
}

TEST(GarbageAnswers, DepthAndSizeAreLimitedBeforeAnythingIsParsed) {
    EXPECT_FALSE(read_object<CloudDataset>(R"({"id":"d","x":)" + std::string(1'000'000, '[')).ok());
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(within_json_limits(nested(deepest_json)));
    EXPECT_FALSE(within_json_limits(nested(deepest_json + 1)));
    EXPECT_FALSE(within_json_limits("[" + std::string(most_json_values + 1, ',')));
    EXPECT_TRUE(within_json_limits("\"" + std::string(1'000, '[') + "\\\"" + std::string(1'000, '{') + "\""));
    EXPECT_TRUE(within_json_limits("\"unclosed \\"));
}

TEST(Pages, ReadTheirEntriesInOrder) {
    const auto page = read_page<CloudFile>(
        R"({"data":[{"id":"a","filename":"a.wav","size":1},{"id":"b","filename":"b.wav","size":5000000000}],
            "has_more":true,"next_page":"b"})");
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->data, (std::vector<CloudFile>{{"a", "a.wav", 1}, {"b", "b.wav", 5'000'000'000}}));
    EXPECT_EQ(page->has_more, true);
}

TEST(Pages, MayNotSayWhetherThereIsMore) {
    EXPECT_EQ(read_page<CloudFile>(R"({"data":[]})")->has_more, std::nullopt);
    EXPECT_EQ(read_page<CloudFile>(R"({"data":[],"has_more":null})")->has_more, std::nullopt);
    EXPECT_FALSE(read_page<CloudFile>(R"({"data":[],"has_more":"no"})").ok());
}

TEST(Pages, AreGarbageAsAWholeWhenOneEntryIs) {
    for (const char* entry :
         {"7", "{}", R"({"id":"a","filename":"x"})", R"({"id":"a","size":1})",
          R"({"id":"a","filename":"x","size":-1})", R"({"id":"a","filename":"x","size":1.5})",
          R"({"id":"a","filename":"x","size":"1"})", R"({"id":"a","filename":null,"size":1})"}) {
        const std::string good = R"({"id":"g","filename":"g","size":1},)";
        const auto page = read_page<CloudFile>("{\"data\":[" + good + entry + "]}");
        ASSERT_FALSE(page.ok()) << entry;
        EXPECT_EQ(page.error().substr(0, 21), "entry 1 of the list: ") << page.error();
    }
}

TEST(Pages, WithoutAListAreGarbage) {
    for (const char* body :
         {"{}", "[]", "null", R"({"data":{}})", R"({"data":null})", R"({"has_more":false})"})
        EXPECT_FALSE(read_page<CloudDataset>(body).ok()) << body;
}

}  // namespace
}  // namespace understudy::cartesia
