// What a client says of a file: Upload-Metadata, Upload-Checksum, and where the file may lie.
#include <gtest/gtest.h>

#include "inbox/checksum.hpp"
#include "inbox/metadata.hpp"
#include "inbox/room.hpp"
#include "inbox/safe_name.hpp"

namespace understudy::inbox {
namespace {

using Metadata = std::map<std::string, std::string>;

TEST(UploadMetadata, IsPairsOfANameAndBase64) {
    const auto read = parse_metadata("filename dGFrZSAxLndhdg==, folder QW5uYQ==,is_confidential");
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, (Metadata{{"filename", "take 1.wav"}, {"folder", "Anna"}, {"is_confidential", ""}}));
    EXPECT_TRUE(parse_metadata("").ok());
}

TEST(UploadMetadata, ThatIsNoneIsRefused) {
    for (const char* wrong : {"filename dGFr!", "filename dGF", "filename dGE", "a YQ==,a YQ==", ",",
                              "a YQ==,", "a YR==", "f\xc3\xbc YQ==", "a YQ= =", "a ===="})
        EXPECT_FALSE(parse_metadata(wrong).ok()) << wrong;
    EXPECT_FALSE(parse_metadata("a " + std::string(9'000, 'A')).ok());
}

TEST(Base64, GivesBackEveryLength) {
    for (const auto& [coded, text] : Metadata{{"", ""},
                                              {"Zg==", "f"},
                                              {"Zm8=", "fo"},
                                              {"Zm9v", "foo"},
                                              {"/+8A", std::string("\xff\xef\0", 3)}}) {
        std::string decoded;
        EXPECT_TRUE(decode_base64(coded, decoded)) << coded;
        EXPECT_EQ(decoded, text);
    }
}

TEST(AChecksum, NamesItsAlgorithmAndHasItsLength) {
    const auto sha1 = parse_checksum("sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=");
    ASSERT_TRUE(sha1.ok());
    Digester digester(*sha1);
    digester.add("hel");
    digester.add("lo");
    EXPECT_TRUE(digester.agrees());
    EXPECT_TRUE(parse_checksum("sha256 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=").ok());
    for (const char* wrong : {"", "sha1", "md5 qvTGHdzF6KLavt4PO0gs2a6pQ00=", "sha1 LPJNul+wow4=", "sha1 !",
                              "sha256 qvTGHdzF6KLavt4PO0gs2a6pQ00="})
        EXPECT_FALSE(parse_checksum(wrong).ok()) << wrong;
}

TEST(AChecksum, OfOtherBytesDoesNotAgree) {
    Digester digester(*parse_checksum("sha256 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="));
    digester.add("hallo");
    EXPECT_FALSE(digester.agrees());
}

TEST(APlace, IsTheFolderAndThePathBelowIt) {
    EXPECT_EQ(*place_of({{"folder", "Anna"}, {"filename", "a.wav"}}), (Place{"Anna", "a.wav"}));
    EXPECT_EQ(*place_of({{"folder", "Anna"}, {"relativePath", "day 1/a.wav"}, {"filename", "a.wav"}}),
              (Place{"Anna", "day 1/a.wav"}));
    EXPECT_EQ(*place_of({{"relativePath", "Anna/day 1/a.wav"}}), (Place{"Anna", "day 1/a.wav"}));
    EXPECT_EQ(*place_of({{"relativePath", "null"}, {"folder", "Anna"}, {"name", "a.wav"}}),
              (Place{"Anna", "a.wav"}));
    EXPECT_EQ(*place_of({{"folder", "Zoë"}, {"filename", "a…b (1) #2 %41.wav"}}),
              (Place{"Zoë", "a…b (1) #2 %41.wav"}));
}

TEST(APlace, ThatIsNotNamedIsAskedFor) {
    EXPECT_NE(place_of({{"filename", "a.wav"}}).error().find("folder"), std::string::npos);
    EXPECT_NE(place_of({{"folder", "Anna"}}).error().find("filename"), std::string::npos);
}

TEST(APlace, NeverLeavesTheInboxNorHides) {
    const std::string long_name(256, 'x');
    for (const std::string& evil : {std::string(".."),          std::string("../a"),
                                    std::string("/etc/passwd"), std::string("a/../b"),
                                    std::string("a//b"),        std::string("a/"),
                                    std::string("."),           std::string(".partial/x"),
                                    std::string("a/.hidden"),   std::string("a\0b", 3),
                                    std::string("a\nb"),        std::string("a\x7f"),
                                    std::string("a\\..\\b"),    std::string("\xff\xfe"),
                                    std::string("\xc2\x9b"),    std::string("\u202egnp.exe"),
                                    std::string("\xc0\xae"),    long_name,
                                    std::string(1'025, '/'),    std::string(2'000, 'y')}) {
        EXPECT_FALSE(place_of({{"folder", "Anna"}, {"relativePath", evil}}).ok()) << evil;
        EXPECT_FALSE(place_of({{"folder", evil}, {"filename", "a.wav"}}).ok()) << evil;
        EXPECT_FALSE(place_of({{"folder", "Anna"}, {"filename", evil}}).ok()) << evil;
    }
    EXPECT_FALSE(place_of({{"folder", "a/b"}, {"filename", "a.wav"}}).ok());
    std::string deep = "a";
    for (int i = 0; i < 16; ++i) deep += "/a";
    EXPECT_FALSE(place_of({{"folder", "Anna"}, {"relativePath", deep}}).ok());
}

TEST(Room, IsTheFilesOwnLimitTheQuotaAndTheDisk) {
    constexpr std::uint64_t mib = 1u << 20;
    const Room room{.max_file = 100 * mib,
                    .quota = 300 * mib,
                    .stored = 150 * mib,
                    .promised = 100 * mib,
                    .outstanding = 60 * mib,
                    .disk_free = kept_free + 100 * mib};
    EXPECT_FALSE(refuse_length(0, room));
    EXPECT_FALSE(refuse_length(40 * mib, room));
    EXPECT_EQ(refuse_length(40 * mib + 1, room)->type, "inbox-full") << "of the disk 40 MiB are not promised";
    EXPECT_EQ(refuse_length(100 * mib + 1, room)->status, 413);
    Room wide = room;
    wide.disk_free = 1'000 * kept_free;
    EXPECT_FALSE(refuse_length(50 * mib, wide));
    EXPECT_EQ(refuse_length(50 * mib + 1, wide)->status, 507) << "of the quota 50 MiB are left";
    wide.quota = wide.max_file = 0;
    EXPECT_FALSE(refuse_length(200 * mib, wide)) << "0 is no limit";
    EXPECT_TRUE(refuse_length(std::uint64_t{1} << 63u, wide));
    wide.stored = wide.promised = ~std::uint64_t{0};
    wide.quota = 1;
    EXPECT_TRUE(refuse_length(1, wide)) << "nothing overflows";
}

TEST(Room, IsSaidWithItsNumbers) {
    const auto problem = refuse_length(5ull << 30, {.max_file = 4ull << 30});
    EXPECT_NE(problem->detail.find("5.0 GiB"), std::string::npos) << problem->detail;
    EXPECT_NE(problem->detail.find("4.0 GiB"), std::string::npos) << problem->detail;
    EXPECT_EQ(size_in_words(0), "0 B");
    EXPECT_EQ(size_in_words(1'536), "1.5 KiB");
}

}  // namespace
}  // namespace understudy::inbox
