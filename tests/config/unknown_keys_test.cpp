#include "config/nearest.hpp"
#include "tests/config/errors.hpp"

namespace understudy::testing {
namespace {

TEST(UnknownKeys, AMistypedKeyIsAnErrorThatNamesTheOneThatWasMeant) {
    EXPECT_EQ(error_of("[training]\npol_interval = \"30s\"\n"),
              "2: training.pol_interval: there is no such key; did you mean poll_interval?");
}

TEST(UnknownKeys, CaseIsAMistakeToo) {
    EXPECT_EQ(error_of("[training]\nModel_ID = \"m\"\n"),
              "2: training.Model_ID: there is no such key; did you mean model_id?");
}

TEST(UnknownKeys, AKeyOfAnotherSectionIsSentThere) {
    EXPECT_EQ(error_of("[uploads]\nmax_attempts = 3\n"),
              "2: uploads.max_attempts: there is no such key; it belongs into [training]");
}

TEST(UnknownKeys, AWordThatResemblesNothingGetsNoGuess) {
    EXPECT_EQ(error_of("[storage]\nxyzzy = 1\n"), "2: storage.xyzzy: there is no such key");
}

TEST(UnknownKeys, AMistypedSectionIsAnErrorEvenWhenEmpty) {
    EXPECT_EQ(error_of("[trainig]\n"), "1: trainig: there is no such section; did you mean [training]?");
}

TEST(UnknownKeys, AKeyOutsideOfItsSectionIsSentThere) {
    EXPECT_EQ(error_of("max_attempts = 3\n"), "1: max_attempts: must stand under its section, [training]");
}

TEST(UnknownKeys, ASectionThatIsWrittenAsAKeyIsRefused) {
    EXPECT_EQ(error_of("storage = \"/x\"\n"), "1: storage: is a section, not a key; write it as [storage]");
}

TEST(UnknownKeys, ASectionWithinASectionIsAnUnknownKey) {
    EXPECT_TRUE(has(error_of("[training.extra]\nx = 1\n"), "training.extra: there is no such key"));
}

TEST(Nearest, SwappedNeighboursAreOneChange) { EXPECT_EQ(nearest("lsiten", {"listen", "token"}), "listen"); }

TEST(Nearest, ShortWordsMustBeOneChangeAway) {
    EXPECT_EQ(nearest("pat", {"path"}), "path");
    EXPECT_EQ(nearest("xat", {"path"}), std::nullopt);
}

TEST(Nearest, AnEndlessWordIsNotCompared) {
    EXPECT_EQ(nearest(std::string(100'000, 'x'), {"path"}), std::nullopt);
}

}  // namespace
}  // namespace understudy::testing
