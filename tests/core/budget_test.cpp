#include "core/budget.hpp"

#include "jobs.hpp"

namespace understudy::testing {
namespace {

using std::chrono::hours;

constexpr std::int64_t kTraining = credits_per_training;
/// 2026-11-30, noon.
const Time kNoon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 30} + hours{12};

Movement reserved(const std::string& nonce, Time at, std::map<std::string, std::string> labels = {}) {
    Movement movement;
    movement.at = at;
    movement.credits = kTraining;
    movement.nonce = nonce;
    movement.labels = std::move(labels);
    return movement;
}
Movement released(const std::string& nonce) {
    Movement movement = reserved(nonce, kNoon);
    std::swap(movement.from, movement.to);
    return movement;
}
Budget daily(std::int64_t trainings) { return {{{Period::day, trainings * kTraining, "", ""}}, 0}; }

TEST(APeriod, IsADayOrAMonthOfUtc) {
    EXPECT_EQ(to_rfc3339(begin_of(Period::day, kNoon)), "2026-11-30T00:00:00.000000Z");
    EXPECT_EQ(to_rfc3339(end_of(Period::day, kNoon)), "2026-12-01T00:00:00.000000Z");
    EXPECT_EQ(to_rfc3339(begin_of(Period::month, kNoon)), "2026-11-01T00:00:00.000000Z");
    EXPECT_EQ(to_rfc3339(end_of(Period::month, kNoon)), "2026-12-01T00:00:00.000000Z");
    EXPECT_EQ(to_rfc3339(end_of(Period::month, kNoon + hours{24 * 31})), "2027-01-01T00:00:00.000000Z");
}

TEST(ABudget, HasRoomUntilItIsUsedUp) {
    Books books;
    EXPECT_FALSE(shortfall(daily(2), books, {}, false, kNoon));
    books.enter(reserved("a", kNoon));
    EXPECT_FALSE(shortfall(daily(2), books, {}, false, kNoon));
    books.enter(reserved("b", kNoon));
    const auto none_left = shortfall(daily(2), books, {}, false, kNoon);
    ASSERT_TRUE(none_left);
    EXPECT_EQ(
        none_left->words,
        "the day's budget of 2,000,000 credits has 0 credits left, and a training takes 1,000,000 credits");
    EXPECT_EQ(none_left->until, end_of(Period::day, kNoon));
    books.enter(released("a"));
    EXPECT_FALSE(shortfall(daily(2), books, {}, false, kNoon)) << "a training that failed takes nothing";
}

TEST(ABudget, CountsAPurchaseOnTheDayOfItsReservation) {
    Books books;
    books.enter(reserved("yesterday", kNoon - hours{24}));
    Movement spent = reserved("yesterday", kNoon);
    spent.from = Account::reserved, spent.to = Account::spent;
    books.enter(spent);
    EXPECT_FALSE(shortfall(daily(1), books, {}, false, kNoon));
    EXPECT_EQ(books.committed(Period::month, kNoon), kTraining);
}

TEST(ABudget, OfALabelIsForItsJobsAlone) {
    const Budget budget{{{Period::month, kTraining, "client", "acme"}}, 0};
    Books books;
    books.enter(reserved("a", kNoon, {{"client", "acme"}}));
    EXPECT_TRUE(shortfall(budget, books, {{"client", "acme"}}, false, kNoon));
    EXPECT_FALSE(shortfall(budget, books, {{"client", "other"}}, false, kNoon));
    EXPECT_FALSE(shortfall(budget, books, {}, false, kNoon));
}

TEST(ABudget, NamesTheOneThatLastsLongest) {
    Budget budget = daily(1);
    budget.limits.push_back({Period::month, kTraining, "", ""});
    Books books;
    books.enter(reserved("a", kNoon - hours{24 * 5}));
    EXPECT_NE(shortfall(budget, books, {}, false, kNoon)->words.find("month's"), std::string::npos);
}

TEST(AnApproval, IsAskedForBeyondAnAmountAndDoesNotRaiseABudget) {
    Budget budget;
    budget.approval_above = kTraining;
    Books books;
    EXPECT_FALSE(shortfall(budget, books, {}, false, kNoon));
    books.enter(reserved("a", kNoon));
    const auto asked = shortfall(budget, books, {}, false, kNoon);
    ASSERT_TRUE(asked);
    EXPECT_TRUE(asked->person);
    EXPECT_EQ(asked->until, end_of(Period::month, kNoon));
    EXPECT_FALSE(shortfall(budget, books, {}, true, kNoon));
    budget.limits = daily(1).limits;
    EXPECT_TRUE(shortfall(budget, books, {}, true, kNoon));
}

TEST(TheBooks, AgreeWithAJobWhoseStepsWereLostBeforeTheyReachedTheDisk) {
    Books books;
    Movement mine = reserved("a", kNoon);
    mine.job_id = kJobId;
    books.enter(mine);
    Job job = training(TrainingStep::buying);
    job.intents.back().opened_at = kNoon;
    books.agree_with(job);
    EXPECT_EQ(books.committed(Period::day, kNoon), kTraining)
        << "its own in the place of what it does not know";
    job.intents.back().charge = Charge::none;
    books.agree_with(job);
    EXPECT_EQ(books.committed(Period::day, kNoon), 0);
    job.intents.back().charge = Charge::reserved;
    books.agree_with(job);
    EXPECT_EQ(books.committed(Period::day, kNoon), kTraining) << "a release that was lost is taken back";
}

TEST(TheBooks, CountAPurchaseInItsOwnPeriodAlone) {
    Books books;
    books.enter(reserved("ahead", kNoon + hours{24 * 200}));
    EXPECT_EQ(books.committed(Period::day, kNoon), 0) << "the clock was half a year ahead then";
    EXPECT_EQ(books.committed(Period::month, kNoon), 0);
}

TEST(AJob, ThatTheBudgetHasNoRoomForIsHeldAndBuysNothing) {
    const Job job = training(TrainingStep::checking);
    Checked check{listing_of(job), std::vector<CloudFineTune>{}, "ZZZZZZZZZZZZZ", kNow.steady};
    check.over = Shortfall{"the day's budget is used up", "a higher one", kNoon};
    const Step held = happened(job, check);
    EXPECT_EQ(hold_of(held), "budget");
    EXPECT_TRUE(held.job.intents.empty());
    EXPECT_TRUE(next(held.job, {}, kNow).actions.empty());
    const Step again = happened(held.job, CauseGone{HoldReason::budget, "there is room"});
    EXPECT_EQ(actions_of<CheckBeforeSpend>(again.job).size(), 1u);
}

TEST(AJob, ThatIsApprovedGoesOnAndIsAskedAboutAgainWhenItIsRetried) {
    Job job = training(TrainingStep::checking);
    job.hold = Hold{HoldReason::budget, kNow.wall, "approve it"};
    const auto approved = command(job, ApproveCommand{"for the film", "user 7"}, {}, kNow);
    ASSERT_TRUE(approved);
    EXPECT_TRUE(approved->job.approved);
    EXPECT_FALSE(approved->job.hold);
    Job failed = approved->job;
    failed.state = Failed{};
    EXPECT_EQ(command(failed, ApproveCommand{}, {}, kNow).error().type, "state-forbids")
        << "it would be lost";
    EXPECT_FALSE(command(failed, RetryCommand{}, {}, kNow)->job.approved);
    failed.state = Completed{};
    EXPECT_EQ(command(failed, ApproveCommand{}, {}, kNow).error().type, "state-forbids");
}

}  // namespace
}  // namespace understudy::testing
