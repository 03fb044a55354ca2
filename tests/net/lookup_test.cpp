// Name lookup: a resolver that hangs holds up nobody.
#include "net/lookup.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "net/run.hpp"

namespace understudy::net {
namespace {

using Answer = Result<Addresses, IoTrouble>;

Answer resolve(asio::io_context& io, Lookup& lookup, const std::string& host,
               std::chrono::milliseconds limit = std::chrono::seconds(20)) {
    std::optional<Answer> answer;
    run(io, detail::keep_result(lookup.resolve(host, 80, from_now(limit)), &answer));
    return *answer;
}

TEST(NameLookup, AnAddressNeedsNoResolver) {
    asio::io_context io;
    Lookup lookup(io.get_executor(), [](const std::string&, std::uint16_t) -> Result<Addresses, std::string> {
        return failure(std::string("asked"));
    });
    const auto v4 = resolve(io, lookup, "127.0.0.1"), v6 = resolve(io, lookup, "::1");
    ASSERT_TRUE(v4.ok() && v6.ok());
    EXPECT_EQ(v4->at(0).port(), 80);
    EXPECT_TRUE(v6->at(0).address().is_v6());
}

TEST(NameLookup, TheSystemsResolverFindsLocalhost) {
    asio::io_context io;
    Lookup lookup(io.get_executor());
    const auto found = resolve(io, lookup, "localhost");
    ASSERT_TRUE(found.ok()) << found.error().what;
    EXPECT_TRUE(found->at(0).address().is_loopback());
}

TEST(NameLookup, AFailureIsToldInWords) {
    asio::io_context io;
    Lookup lookup(io.get_executor(), [](const std::string&, std::uint16_t) -> Result<Addresses, std::string> {
        return failure(std::string("no such name"));
    });
    const auto found = resolve(io, lookup, "nowhere.example");
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().what, "no such name");
    EXPECT_FALSE(found.error().timed_out);
}

struct HangingResolver {
    Lookup::Resolver resolver() {
        return [calls = calls, gate = gate](const std::string&,
                                            std::uint16_t) -> Result<Addresses, std::string> {
            ++*calls;
            gate.wait();
            return Addresses{{asio::ip::address_v4::loopback(), 80}};
        };
    }
    std::promise<void> open;
    std::shared_future<void> gate = open.get_future().share();
    std::shared_ptr<std::atomic<int>> calls = std::make_shared<std::atomic<int>>(0);
};

TEST(NameLookup, OneThatHangsTimesOutAndIsSharedByThoseWhoAskNext) {
    asio::io_context io;
    HangingResolver hanging;
    Lookup lookup(io.get_executor(), hanging.resolver());
    for (int i = 0; i < 3; ++i) {
        const auto found = resolve(io, lookup, "slow.example", std::chrono::milliseconds(20));
        ASSERT_FALSE(found.ok());
        EXPECT_TRUE(found.error().timed_out);
    }
    hanging.open.set_value();
    EXPECT_TRUE(resolve(io, lookup, "slow.example").ok()) << "its answer is used by whoever still waits";
    EXPECT_LE(*hanging.calls, 2);
}

TEST(NameLookup, OneThatHangsMayOutliveEverybody) {
    HangingResolver hanging;
    {
        asio::io_context io;
        Lookup lookup(io.get_executor(), hanging.resolver());
        EXPECT_FALSE(resolve(io, lookup, "slow.example", std::chrono::milliseconds(20)).ok());
    }
    hanging.open.set_value();
}

}  // namespace
}  // namespace understudy::net
