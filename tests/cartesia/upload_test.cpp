// Recordings on their way to the cloud.
#include "cartesia/multipart.hpp"
#include "tests/cartesia/world.hpp"

namespace understudy::test {
namespace {

std::string recording(std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 131 >> 3);
    return bytes;
}

Trouble trouble_of_kind(TroubleKind kind) {
    Trouble trouble;
    trouble.certainty = Certainty::unknown;  // the upload knows better
    trouble.kind = kind;
    trouble.type = to_word(kind);
    return trouble;
}

std::string boundary_of(const SeenRequest& request) {
    const std::string type(*request.head.headers.find("content-type"));
    return type.substr(type.find("boundary=") + 9);
}

TEST(Uploads, ArriveWholeInTheirFrameWithAnExactLength) {
    for (const std::size_t size :
         {std::size_t(0), std::size_t(1), std::size_t(65'536), std::size_t(3'000'001)}) {
        World world(World::quick());
        world.server.script = {answers(204)};
        const std::string bytes = recording(size);
        ASSERT_TRUE(world.upload(std::make_unique<TextSource>(bytes, 50'000)).ok());
        const SeenRequest& seen = world.server.seen.at(0);
        const auto frame = cartesia::multipart_frame("a.wav", boundary_of(seen));
        EXPECT_TRUE(seen.body == frame.prefix + bytes + frame.suffix) << size;
        EXPECT_EQ(seen.head.target, "/datasets/dataset_1/files");
        EXPECT_EQ(seen.head.headers.find("content-length"), std::to_string(seen.body.size()));
    }
}

TEST(Uploads, EachHasABoundaryOfItsOwn) {
    World world(World::quick());
    world.server.otherwise = answers(204);
    ASSERT_TRUE(world.upload(std::make_unique<TextSource>("x")).ok());
    ASSERT_TRUE(world.upload(std::make_unique<TextSource>("x")).ok());
    EXPECT_NE(boundary_of(world.server.seen[0]), boundary_of(world.server.seen[1]));
}

TEST(Uploads, AnySuccessWillDo) {
    World world(World::quick());
    world.server.script = {answers(200, "not even JSON"), answers(201, "{}")};
    EXPECT_TRUE(world.upload(std::make_unique<TextSource>("x")).ok());
    EXPECT_TRUE(world.upload(std::make_unique<TextSource>("x")).ok());
}

TEST(Uploads, ProgressGrowsIsThinnedAndEndsAtTheFilesSize) {
    World world(World::quick());
    world.server.script = {answers(204)};
    std::vector<std::uint64_t> told;
    const auto note = [&](std::uint64_t bytes) { told.push_back(bytes); };
    ASSERT_TRUE(world.upload(std::make_unique<TextSource>(recording(1'000'000), 1'000), note).ok());
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back(), 1'000'000u);
    for (std::size_t i = 1; i + 1 < told.size(); ++i) EXPECT_GE(told[i], told[i - 1] + (64u << 10));
    EXPECT_LE(told.size(), 1'000'000u / (64u << 10) + 1);
}

TEST(Uploads, AnEarly413IsSeenWhileTheBodyIsStillBeingSent) {
    World world(World::quick());
    world.server.script = {{Act::Kind::early, {413, {}, "Too large: the file"}}};
    const auto uploaded = world.upload(std::make_unique<TextSource>(recording(64u << 20)));
    ASSERT_FALSE(uploaded.ok());
    EXPECT_EQ(uploaded.error().http_status, 413);
    EXPECT_EQ(uploaded.error().kind, TroubleKind::refused);
    EXPECT_EQ(uploaded.error().certainty, Certainty::refused);
}

TEST(Uploads, A413InTheMiddleOfFourGigabytesStopsThemWithTheCloudsWords) {
    constexpr std::uint64_t read_by_then = 24u << 20, size = std::uint64_t{4} << 30;
    World world(World::quick());
    world.server.script = {{Act::Kind::midway,
                            {413, {}, R"({"error_code":"file_too_large","title":"File too large",
                                          "message":"A file may have 2 GiB.","request_id":"r-9"})"},
                            read_by_then}};
    const auto delivered = std::make_shared<std::uint64_t>(0);
    const auto uploaded = world.upload(std::make_unique<CountedSource>(size, delivered));
    ASSERT_FALSE(uploaded.ok());
    EXPECT_EQ(uploaded.error().http_status, 413);
    EXPECT_EQ(uploaded.error().type, "file_too_large");
    EXPECT_EQ(uploaded.error().detail, "A file may have 2 GiB.");
    EXPECT_EQ(uploaded.error().request_id, "r-9");
    EXPECT_EQ(uploaded.error().kind, TroubleKind::refused);
    EXPECT_EQ(uploaded.error().certainty, Certainty::refused);
    EXPECT_GE(*delivered, read_by_then);
    EXPECT_LT(*delivered, 4 * read_by_then) << "what lay in buffers by then, and no more";
    EXPECT_EQ(world.server.seen.size(), 1u);
}

TEST(Uploads, AnEarly503CannotHaveStoredAFileThatWasNotWhole) {
    World world(World::quick());
    world.server.script = {{Act::Kind::early, {503, {}, ""}}};
    const auto uploaded = world.upload(std::make_unique<TextSource>(recording(64u << 20)));
    ASSERT_FALSE(uploaded.ok());
    EXPECT_EQ(uploaded.error().http_status, 503);
    EXPECT_EQ(uploaded.error().kind, TroubleKind::transient);
    EXPECT_EQ(uploaded.error().certainty, Certainty::refused);
}

TEST(Uploads, ASuccessThatComesBeforeTheFileIsNone) {
    World world(World::quick());
    world.server.script = {{Act::Kind::early, {204, {}, ""}}};
    const auto uploaded = world.upload(std::make_unique<TextSource>(recording(64u << 20)));
    ASSERT_FALSE(uploaded.ok());
    EXPECT_EQ(uploaded.error().certainty, Certainty::refused);
}

TEST(Uploads, AResetInTheMiddleProvesThatNothingWasStored) {
    World world(World::quick());
    world.server.script = {{Act::Kind::reset_early, {}}};
    const auto uploaded = world.upload(std::make_unique<TextSource>(recording(64u << 20)));
    ASSERT_FALSE(uploaded.ok());
    EXPECT_EQ(uploaded.error().certainty, Certainty::refused);
    EXPECT_EQ(uploaded.error().kind, TroubleKind::transient);
    EXPECT_EQ(uploaded.error().http_status, std::nullopt);
}

TEST(Uploads, AnAnswerLostAfterTheWholeFileIsUnknown) {
    World world(World::quick());
    world.server.script = {{Act::Kind::reset, {}}};
    EXPECT_EQ(world.upload(std::make_unique<TextSource>("x")).error().certainty, Certainty::unknown);
    EXPECT_EQ(world.server.seen.size(), 1u);
}

TEST(Uploads, ARecordingThatChangedOrBrokeNeverArrivesWhole) {
    for (const auto kind : {TroubleKind::recording_changed, TroubleKind::recording_unreadable}) {
        for (const std::size_t bytes : {std::size_t(0), std::size_t(64'000), std::size_t(128'000)}) {
            World world(World::quick());
            world.server.script = {answers(204)};
            auto source = std::make_unique<TextSource>(recording(128'000), 64'000);
            if (bytes == 128'000) source->announces(192'000);
            source->breaks_after(bytes, trouble_of_kind(kind));
            const auto uploaded = world.upload(std::move(source));
            ASSERT_FALSE(uploaded.ok());
            EXPECT_EQ(uploaded.error().kind, kind);
            EXPECT_EQ(uploaded.error().certainty, Certainty::refused);
            for (const auto& seen : world.server.seen) EXPECT_FALSE(seen.whole);
        }
    }
}

TEST(Uploads, ARecordingOfAnotherLengthThanItSaidNeverArrivesWhole) {
    for (const std::uint64_t said : {99'999u, 100'001u}) {
        World world(World::quick());
        world.server.script = {answers(204)};
        auto source = std::make_unique<TextSource>(recording(100'000), 10'000);
        source->announces(said);
        EXPECT_EQ(world.upload(std::move(source)).error().kind, TroubleKind::recording_changed);
        for (const auto& seen : world.server.seen) EXPECT_FALSE(seen.whole);
    }
}

TEST(Uploads, ANameThatWouldNotComeBackIsRefusedUnsent) {
    World world(World::quick());
    const auto uploaded = world.ask<Nothing>([](Cloud& cloud, auto reply) {
        NewFile file{"d", "a\r\nb.wav", std::make_unique<TextSource>("x"), {}};
        return cloud.upload_file(std::move(file), reply);
    });
    EXPECT_EQ(uploaded.error().type, "bad_filename");
    EXPECT_TRUE(world.server.seen.empty());
}

TEST(Uploads, AStuckDiskHoldsUpNeitherTheCancelNorTheOthers) {
    World world(World::quick());
    world.server.otherwise = answers(204);
    const auto view = std::make_shared<StuckSource::View>();
    const auto stuck = world.begin_upload(std::make_unique<StuckSource>(1'000, view));
    world.until([&] { return static_cast<bool>(view->waiting); });
    EXPECT_TRUE(world.upload(std::make_unique<TextSource>("another")).ok());
    world.cloud->cancel(stuck->id);
    const auto outcome = world.end(*stuck);
    EXPECT_EQ(outcome.error().kind, TroubleKind::cancelled);
    EXPECT_EQ(outcome.error().certainty, Certainty::refused);
    world.stop(std::chrono::milliseconds(0));
    EXPECT_TRUE(view->destroyed);
}

TEST(Uploads, ALateDeliveryGoesOn) {
    World world(World::quick());
    world.server.otherwise = answers(204);
    const auto view = std::make_shared<StuckSource::View>();
    const auto slow = world.begin_upload(std::make_unique<StuckSource>(4, view));
    world.until([&] { return static_cast<bool>(view->waiting); });
    const std::string bytes = "late";
    const auto reply = view->waiting;
    reply(std::as_bytes(std::span(bytes)));
    EXPECT_TRUE(world.end(*slow).ok());
}

TEST(Uploads, ABandwidthLimitHoldsThemUntilItIsLifted) {
    cartesia::Options options = World::quick();
    options.bandwidth_limit = 1;  // a byte a second: this would take days
    World world(options);
    world.server.otherwise = answers(204);
    std::uint64_t sent = 0;
    std::vector<std::unique_ptr<Awaited<Nothing>>> uploads;
    for (int i = 0; i < 3; ++i)
        uploads.push_back(world.begin_upload(std::make_unique<TextSource>(recording(200'000)),
                                             [&](std::uint64_t bytes) { sent = bytes; }));
    world.until([&] { return world.server.seen.size() == 3; });
    world.cloud->limit_uploads(0);
    for (auto& upload : uploads) EXPECT_TRUE(world.end(*upload).ok());
    EXPECT_EQ(sent, 200'000u);
}

TEST(Uploads, OneThatWaitsForBandwidthCanBeCancelled) {
    cartesia::Options options = World::quick();
    options.bandwidth_limit = 1;
    World world(options);
    const auto first = world.begin_upload(std::make_unique<TextSource>(recording(200'000)));
    const auto second = world.begin_upload(std::make_unique<TextSource>(recording(200'000)));
    world.until([&] { return world.server.seen.size() == 2; });
    for (const auto* upload : {first.get(), second.get()}) world.cloud->cancel(upload->id);
    EXPECT_EQ(world.end(*first).error().certainty, Certainty::refused);
    EXPECT_EQ(world.end(*second).error().kind, TroubleKind::cancelled);
}

}  // namespace
}  // namespace understudy::test
