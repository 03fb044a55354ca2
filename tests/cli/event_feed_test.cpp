#include "cli/event_feed.hpp"

#include <gtest/gtest.h>

namespace understudy::cli {
namespace {

std::string said(const std::vector<Told>& all) {
    std::string text;
    for (const Told& told : all) text += told.id + "/" + told.type + "/" + told.data + ";";
    return text;
}

TEST(EventFeeds, GiveOutWhatIsWholeHoweverTheBytesAreCut) {
    const std::string stream =
        "retry: 2000\n: after 41\n\nid: 42\nevent: held\ndata: {\"a\":1}\n\n"
        "event: progress\r\ndata:{}\r\n\r\nid: 43\ndata: one\ndata: two\n\n: still here\n\nid: 44\n\n";
    const std::string whole = "42/held/{\"a\":1};/progress/{};43//one\ntwo;";
    for (std::size_t size = 1; size <= stream.size(); ++size) {
        EventFeed feed("");
        std::string text;
        for (std::size_t at = 0; at < stream.size(); at += size)
            text += said(feed.feed(std::string_view(stream).substr(at, size)));
        ASSERT_EQ(text, whole) << size;
        ASSERT_EQ(feed.position(), "43") << "an event without data is none";
    }
}

TEST(EventFeeds, GoOnBehindTheLastWholeEventOrWhereTheStreamBegan) {
    EventFeed feed("7");
    EXPECT_EQ(feed.position(), "7");
    EXPECT_EQ(said(feed.feed(": after 41\n\nid: 42\ndata: x\n")), "");
    EXPECT_EQ(feed.position(), "41");
    feed.begin_anew();
    EXPECT_EQ(said(feed.feed("\nid: 42\ndata: y\n\nid: 4")), "42//y;");
    EXPECT_EQ(feed.position(), "42");
}

TEST(EventFeeds, TakeOnlyNumbersForPlaces) {
    EventFeed feed("7");
    EXPECT_EQ(said(feed.feed(": after all\nid: x\r\nid: 1\rx\nevent\ndata: z\n\n")), "//z;");
    EXPECT_EQ(feed.position(), "7");
}

}  // namespace
}  // namespace understudy::cli
