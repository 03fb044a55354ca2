// What a checkup makes of the database's answers.
#include "findings.hpp"

namespace understudy::testing {
namespace {

class ADatabase : public ::testing::Test {
  protected:
    StoreSight sight{Nothing{}, Nothing{}, Nothing{}, {}, ""};
    static StoreTrouble full() { return {StoreTrouble::Kind::unavailable, "no space is left"}; }
    static StoreTrouble damaged() { return {StoreTrouble::Kind::corrupt, "page 7 is damaged"}; }
};

TEST_F(ADatabase, PassesWhenItIsSoundAndCanBeWritten) {
    ASSERT_EQ(judge_database(sight).size(), 1u);
    EXPECT_EQ(judge_database(sight)[0].verdict, CheckVerdict::pass);
}

TEST_F(ADatabase, ThatIsDamagedOrHasABadRowFails) {
    sight.audit = failure(damaged());
    EXPECT_EQ(judge_database(sight).at(0).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_database(sight)[0], "page 7"));
    sight.audit = Nothing{};
    sight.corrupt = {{kJobId, "column state"}};
    const Checks row = judge_database(sight);
    ASSERT_EQ(row.size(), 1u) << "what is damaged is not called sound";
    EXPECT_EQ(row[0].subject, kJobId);
    EXPECT_EQ(row[0].verdict, CheckVerdict::fail);
}

TEST_F(ADatabase, ThatCannotBeReadIsNotCalledDamagedUnlessItIs) {
    sight.read = failure(StoreTrouble{StoreTrouble::Kind::unavailable, "an I/O error"});
    EXPECT_TRUE(says(judge_database(sight).at(0), "could not be read: an I/O error"));
    sight.audit = failure(damaged());
    EXPECT_TRUE(says(judge_database(sight).at(0), "It is damaged"));
}

TEST_F(ADatabase, ThatCannotBeWrittenOrIsNotUsedFails) {
    sight.written = failure(full());
    EXPECT_EQ(judge_database(sight).at(0).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_database(sight)[0], "no space is left"));
    sight.written = Nothing{};
    sight.outage = "the jobs cannot be read";
    EXPECT_EQ(judge_database(sight).at(0).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_database(sight)[0], "the jobs cannot be read"));
}

TEST_F(ADatabase, ThatDoesNotAnswerFailsAndALongAuditIsOnlyToldOf) {
    sight.audit.reset();
    EXPECT_EQ(worst_of(judge_database(sight)), CheckVerdict::warn);
    sight.written.reset();
    EXPECT_EQ(judge_database(sight).at(0).verdict, CheckVerdict::fail);
    EXPECT_TRUE(says(judge_database(sight)[0], "does not answer"));
}

}  // namespace
}  // namespace understudy::testing
