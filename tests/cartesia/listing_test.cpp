// A list is complete, or it is a Trouble.
#include "tests/cartesia/world.hpp"

namespace understudy::test {
namespace {

std::string page(int first, int count, const std::string& rest) {
    std::string entries;
    for (int i = first; i < first + count; ++i)
        entries +=
            (i == first ? "" : ",") + std::string(R"({"id":"f)") + std::to_string(i) + R"(","status":"x"})";
    return R"({"data":[)" + entries + "]" + rest + "}";
}

TEST(Listing, AllPagesAreFetchedInOrder) {
    World world(World::quick());
    world.server.script = {answers(200, page(0, 100, R"(,"has_more":true)")),
                           answers(200, page(100, 100, R"(,"has_more":true)")),
                           answers(200, page(200, 7, R"(,"has_more":false)"))};
    const auto list = world.list_fine_tunes();
    ASSERT_TRUE(list.ok());
    ASSERT_EQ(list->size(), 207u);
    for (std::size_t i = 0; i < list->size(); ++i) EXPECT_EQ((*list)[i].id, "f" + std::to_string(i));
    ASSERT_EQ(world.server.seen.size(), 3u);
    EXPECT_EQ(world.server.seen[0].head.target, "/fine-tunes/?limit=100");
    EXPECT_EQ(world.server.seen[2].head.target, "/fine-tunes/?limit=100&starting_after=f199");
}

TEST(Listing, WithoutHasMoreItGoesOnToTheEmptyPage) {
    World world(World::quick());
    world.server.script = {answers(200, page(0, 3, "")), answers(200, page(3, 2, "")),
                           answers(200, page(0, 0, ""))};
    EXPECT_EQ(world.list_fine_tunes()->size(), 5u);
    EXPECT_EQ(world.server.seen.size(), 3u);
}

TEST(Listing, APageThatCannotBeHadMakesTheWholeListTrouble) {
    for (const Act& last : {answers(500), answers(200, "<html>"), answers(200, "{\"data\":[{\"id\":\"f1"),
                            answers(200, "{}"), Act{Act::Kind::reset, {}}}) {
        World world(World::quick());
        world.server.script = {answers(200, page(0, 100, R"(,"has_more":true)")), last};
        EXPECT_FALSE(world.list_fine_tunes().ok());
        EXPECT_EQ(world.server.seen.size(), 2u);
    }
}

TEST(Listing, ACloudThatIgnoresTheCursorIsFoundOut) {
    World world(World::quick());
    world.server.otherwise = answers(200, page(0, 100, R"(,"has_more":true)"));
    const auto list = world.list_fine_tunes();
    ASSERT_FALSE(list.ok());
    EXPECT_NE(list.error().detail.find("repeats f0"), std::string::npos);
    EXPECT_EQ(world.server.seen.size(), 2u);
}

std::unique_ptr<Awaited<std::vector<CloudFineTune>>> begin_listing(World& world) {
    return world.begin<std::vector<CloudFineTune>>(
        [](Cloud& c, auto reply) { return c.list_fine_tunes(reply); });
}

TEST(Listing, WhoAsksWhileOneIsUnderWayIsAnsweredByTheNextOne) {
    World world(World::quick());
    world.server.script = {Act{Act::Kind::hold, {200, {}, page(0, 1, R"(,"has_more":false)")}},
                           answers(200, page(0, 2, R"(,"has_more":false)"))};
    const auto first = begin_listing(world);
    world.until([&] { return world.server.holding() == 1; });
    const auto second = begin_listing(world), third = begin_listing(world);
    world.server.let_go();
    EXPECT_EQ(world.end(*first)->size(), 1u);
    EXPECT_EQ(world.end(*second)->size(), 2u) << "a list is younger than the question";
    EXPECT_EQ(world.end(*third)->size(), 2u);
    EXPECT_EQ(world.server.seen.size(), 2u);
}

TEST(Listing, OneThatWasGivenUpAnswersNobodyElse) {
    World world(World::quick());
    world.server.script = {answers(200, page(0, 1, R"(,"has_more":false)")),
                           Act{Act::Kind::hold, {200, {}, page(0, 1, R"(,"has_more":false)")}},
                           answers(200, page(0, 2, R"(,"has_more":false)"))};
    const auto first = begin_listing(world), second = begin_listing(world), third = begin_listing(world);
    world.until([&] { return world.server.holding() == 1; });
    world.cloud->cancel(second->id);
    EXPECT_TRUE(world.end(*first).ok());
    EXPECT_EQ(world.end(*second).error().kind, TroubleKind::cancelled);
    EXPECT_EQ(world.end(*third)->size(), 2u);
    EXPECT_EQ(world.server.seen.size(), 3u);
}

TEST(Listing, EachListHasItsPath) {
    World world(World::quick());
    world.server.otherwise = answers(200, R"({"data":[],"has_more":false})");
    EXPECT_TRUE(
        world.ask<std::vector<CloudDataset>>([](Cloud& c, auto reply) { return c.list_datasets(reply); })
            .ok());
    EXPECT_TRUE(
        world.ask<std::vector<CloudFile>>([](Cloud& c, auto reply) { return c.list_files("d 1", reply); })
            .ok());
    EXPECT_TRUE(
        world.ask<std::vector<CloudVoice>>([](Cloud& c, auto reply) { return c.list_voices("f1", reply); })
            .ok());
    EXPECT_EQ(world.server.seen[0].head.target, "/datasets/?limit=100");
    EXPECT_EQ(world.server.seen[1].head.target, "/datasets/d%201/files?limit=100");
    EXPECT_EQ(world.server.seen[2].head.target, "/fine-tunes/f1/voices?limit=100");
}

}  // namespace
}  // namespace understudy::test
