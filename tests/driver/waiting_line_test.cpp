#include "daemon/driver/waiting_line.hpp"

#include <gtest/gtest.h>

namespace understudy {
namespace {

using To = MoveCommand::To;

Job job(const std::string& id, const std::string& key = "", int priority = 0) {
    Job made;
    made.id = "job_" + id;
    made.queue_key = key;
    made.spec.priority = priority;
    return made;
}

std::string moved(WaitingLine& line, Job mover, To to, const std::string& other) {
    auto key = line.key_for(mover, {to, "job_" + other, ""}, "Z");
    EXPECT_TRUE(key.ok()) << key.error().detail;
    mover.queue_key = key.ok() ? key.value() : "";
    line.stand(mover);
    std::string order;
    for (const std::string& id : line.ids()) order += id.substr(4);
    return order;
}

TEST(AWaitingLine, PutsAJobBesideTwoThatHaveTheSameKey) {
    for (const auto& [to, other, order] : {std::tuple{To::after, "A", "ABXC"},
                                           {To::after, "B", "ABXC"},
                                           {To::before, "B", "XABC"},
                                           {To::before, "C", "ABXC"}}) {
        WaitingLine line;
        for (const Job& its : {job("A", "K"), job("B", "K"), job("C", "M")}) line.stand(its);
        EXPECT_EQ(moved(line, job("X", "R"), to, other), order) << other;
    }
}

TEST(AWaitingLine, NumbersItsPlacesAnewWhenSomebodyLeaves) {
    WaitingLine line;
    for (const Job& its : {job("A"), job("B"), job("C", "", 5)}) line.stand(its);
    EXPECT_EQ(line.position_of("job_B"), (Position{3, 3}));
    line.leave("job_C");
    EXPECT_EQ(line.position_of("job_B"), (Position{2, 2}));
    EXPECT_FALSE(line.position_of("job_C"));
}

TEST(AWaitingLine, MovesWithinOnePriority) {
    WaitingLine line;
    for (const Job& its : {job("A", "", 1), job("B"), job("C"), job("D", "", -1)}) line.stand(its);
    EXPECT_EQ(moved(line, job("C"), To::top, ""), "ACBD");
    EXPECT_EQ(moved(line, job("C", line.in_order().begin()->key), To::bottom, ""), "ABCD");
    EXPECT_FALSE(line.key_for(job("B"), {To::before, "job_A", ""}, "Z").ok());
    EXPECT_FALSE(line.key_for(job("B"), {To::after, "job_B", ""}, "Z").ok());
    EXPECT_FALSE(line.key_for(job("B"), {To::after, "job_gone", ""}, "Z").ok());
}

}  // namespace
}  // namespace understudy
