#include <gtest/gtest.h>

#include "tests/emulator/cloud.hpp"

namespace understudy::emulator::testing {
namespace {

struct Datasets : ::testing::Test, Cloud {};

TEST_F(Datasets, IdsLookLikeTheClouds) {
    const std::string id = model.create_dataset({"n", "d"}, now)->id;
    EXPECT_EQ(id.substr(0, 8), "dataset_");
    EXPECT_EQ(id.size(), 8u + 22u);
    EXPECT_EQ(id.find_first_of("0OIl", 8), std::string::npos);
}

TEST_F(Datasets, OneSeedGivesOneSequenceOfIds) {
    Cloud other;
    EXPECT_EQ(model.create_dataset({"n", "d"}, now)->id, other.model.create_dataset({"n", "d"}, now)->id);
}

TEST_F(Datasets, TheSameNameTwiceMakesTwoFiles) {
    const auto id = dataset_with_a_file();
    ASSERT_TRUE(model.add_file(id, {"a.wav", 10, ""}, now).ok());
    EXPECT_EQ(model.list_files(id, {}, now)->data.size(), 2u);
}

TEST_F(Datasets, AFileOverTheLimitIsRefused) {
    settings().max_file_bytes = 9;
    const auto id = model.create_dataset({"n", "d"}, now)->id;
    EXPECT_EQ(model.add_file(id, {"a.wav", 10, ""}, now).error().error_code, "file_too_large");
    EXPECT_TRUE(model.list_files(id, {}, now)->data.empty());
}

TEST_F(Datasets, ADeletedFileIsGoneAndADeletedDatasetTakesItsFilesAlong) {
    const auto id = dataset_with_a_file();
    const auto file = model.list_files(id, {}, now)->data.front().id;
    EXPECT_TRUE(model.delete_file(id, file, now).ok());
    EXPECT_EQ(model.delete_file(id, file, now).error().status, 404);
    EXPECT_TRUE(model.delete_dataset(id, now).ok());
    EXPECT_EQ(model.list_files(id, {}, now).error().status, 404);
    EXPECT_TRUE(model.stored_files().empty());
}

TEST_F(Datasets, ADatasetInUseCanBeKeptFromDeletion) {
    settings().refuse_delete_of_dataset_in_use = true;
    const auto fine_tune = buy();
    EXPECT_EQ(model.delete_dataset(fine_tune.dataset, now).error().status, 409);
    EXPECT_TRUE(model.delete_dataset(fine_tune.dataset, now + hours(3)).ok());
}

TEST_F(Datasets, ALateCommitIsSeenOnlyWhenItLands) {
    const auto id = model.create_dataset({"n", "d"}, now, minutes(15))->id;
    EXPECT_EQ(model.get_dataset(id, now + minutes(14)).error().status, 404);
    EXPECT_TRUE(model.list_datasets({}, now + minutes(14))->data.empty());
    EXPECT_TRUE(model.get_dataset(id, now + minutes(15)).ok());
    EXPECT_EQ(model.list_datasets({}, now + minutes(15))->data.size(), 1u);
}

TEST_F(Datasets, WhatIsHiddenVanishesAndComesBack) {
    const auto id = model.create_dataset({"n", "d"}, now)->id;
    ASSERT_TRUE(model.hide(id, true, true));
    EXPECT_FALSE(model.get_dataset(id, now).ok());
    EXPECT_TRUE(model.list_datasets({}, now)->data.empty());
    ASSERT_TRUE(model.hide(id, false, false));
    EXPECT_TRUE(model.get_dataset(id, now).ok());
    EXPECT_FALSE(model.hide("dataset_none", true, true));
}

}  // namespace
}  // namespace understudy::emulator::testing
