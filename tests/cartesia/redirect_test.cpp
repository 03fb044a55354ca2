// A redirect is a refusal: what was sent here, the key above all, is never sent to where it points.
#include "tests/cartesia/world.hpp"

namespace understudy::test {
namespace {

/// A cloud whose every answer points to another host, which must never be asked anything.
struct Redirected {
    explicit Redirected(int status) {
        world.server.otherwise =
            answers(status, "", {{"Location", elsewhere.url() + "/fine-tunes/"}, {"Retry-After", "0"}});
        elsewhere.otherwise = answers(200, a_fine_tune);
    }
    ~Redirected() {
        world.until([&] { return true; });
        EXPECT_TRUE(elsewhere.seen.empty()) << "the place that the redirect named was asked";
        net::run(world.io, elsewhere.server().stop(std::chrono::milliseconds(0)));
    }
    World world{World::quick()};
    ScriptedServer elsewhere{world.io.get_executor()};
};

template <class T>
void expect_refused(const Outcome<T>& outcome, int status) {
    ASSERT_FALSE(outcome.ok()) << status;
    EXPECT_EQ(outcome.error().certainty, Certainty::refused) << status;
    EXPECT_EQ(outcome.error().kind, TroubleKind::refused) << status;
    EXPECT_EQ(outcome.error().http_status, status);
    EXPECT_NE(outcome.error().detail.find("/fine-tunes/"), std::string::npos)
        << "the words say where it points: " << outcome.error().detail;
}

TEST(Redirects, OfThePaidCallAreRefusalsAndNeverFollowed) {
    for (const int status : {300, 301, 302, 303, 307, 308}) {
        Redirected cloud(status);
        expect_refused(cloud.world.create_fine_tune(), status);
        EXPECT_EQ(cloud.world.server.seen.size(), 1u) << status;
    }
}

TEST(Redirects, OfAnyOtherCallAreNotFollowedEither) {
    for (const int status : {301, 307}) {
        Redirected cloud(status);
        expect_refused(cloud.world.create_dataset(), status);
        expect_refused(cloud.world.list_fine_tunes(), status);
        expect_refused(cloud.world.upload(std::make_unique<TextSource>("recording")), status);
        EXPECT_EQ(cloud.world.server.seen.size(), 3u) << status;
    }
}

}  // namespace
}  // namespace understudy::test
