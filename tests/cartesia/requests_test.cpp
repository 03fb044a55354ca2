#include "cartesia/requests.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace understudy::cartesia {
namespace {

TEST(Requests, PathsHaveTheSlashFormsOfTheOfficialClients) {
    EXPECT_EQ(create_request(NewDataset{"n", "d"}).target, "/datasets/");
    EXPECT_EQ(create_request(NewFineTune{}).target, "/fine-tunes/");
    EXPECT_EQ(files_path("dataset_1"), "/datasets/dataset_1/files");
    EXPECT_EQ(fine_tune_path("fine_tune_1"), "/fine-tunes/fine_tune_1");
    EXPECT_EQ(voices_path("fine_tune_1"), "/fine-tunes/fine_tune_1/voices");
    EXPECT_EQ(delete_file_request("d", "f").target, "/datasets/d/files/f");
}

TEST(Requests, IdsArePercentEncodedSoThatNoneReachesAnotherPath) {
    EXPECT_EQ(fine_tune_path("../datasets/x?y#z"), "/fine-tunes/..%2Fdatasets%2Fx%3Fy%23z");
    EXPECT_EQ(delete_file_request("a/b", "c d").target, "/datasets/a%2Fb/files/c%20d");
}

TEST(Requests, ACreateIsCompactJsonWithAllItsMembers) {
    const auto request = create_request(NewFineTune{"Anna", "[m] text", "en", "sonic", "dataset_1"});
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.headers.find("content-type"), "application/json");
    EXPECT_EQ(request.headers.find("accept"), "application/json");
    EXPECT_EQ(nlohmann::json::parse(request.body), (nlohmann::json{{"name", "Anna"},
                                                                   {"description", "[m] text"},
                                                                   {"language", "en"},
                                                                   {"model_id", "sonic"},
                                                                   {"dataset", "dataset_1"}}));
}

TEST(Requests, TextThatIsNotUtf8CannotStopACreate) {
    const auto request = create_request(NewDataset{"bad \xFF name", ""});
    EXPECT_EQ(nlohmann::json::parse(request.body)["name"], "bad \uFFFD name");
}

TEST(Requests, NoneExpectsAContinue) {
    const auto upload = upload_request("d", "multipart/form-data; boundary=b");
    for (const auto& request : {upload, delete_file_request("d", "f"), get_request("/x")})
        EXPECT_EQ(request.headers.find("expect"), std::nullopt);
    EXPECT_EQ(upload.headers.find("content-type"), "multipart/form-data; boundary=b");
    EXPECT_EQ(upload.headers.find("accept"), "*/*");
}

}  // namespace
}  // namespace understudy::cartesia
