#include "cartesia/multipart.hpp"

#include <gtest/gtest.h>

namespace understudy::cartesia {
namespace {

TEST(Multipart, TheFrameIsTheFileThenItsPurpose) {
    const MultipartFrame frame = multipart_frame("a.1.wav", "BOUND");
    EXPECT_EQ(frame.content_type, "multipart/form-data; boundary=BOUND");
    EXPECT_EQ(frame.prefix,
              "--BOUND\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.1.wav\"\r\n"
              "Content-Type: audio/wav\r\n\r\n");
    EXPECT_EQ(
        frame.suffix,
        "\r\n--BOUND\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine_tune\r\n--BOUND--\r\n");
}

TEST(Multipart, EachOfTheTwelveExtensionsHasItsType) {
    for (const char* extension :
         {"wav", "mp3", "flac", "ogg", "oga", "ogx", "aac", "wma", "m4a", "opus", "ac3", "webm"})
        EXPECT_NE(content_type_of(std::string("x.") + extension), "application/octet-stream") << extension;
    EXPECT_EQ(content_type_of("LOUD.WAV"), "audio/wav");
    EXPECT_EQ(content_type_of("wav"), "application/octet-stream");
    EXPECT_EQ(content_type_of("x.pdf"), "application/octet-stream");
}

TEST(Multipart, OnlyNamesThatComeBackAsTheyWereCanBeSent) {
    EXPECT_TRUE(can_be_sent("digits-1.3f9a0c12be77.wav"));
    for (const std::string& name :
         {std::string(), std::string("a\"b.wav"), std::string("a\r\nX: y"), std::string("ä.wav"),
          std::string("a/b.wav"), std::string("a\\b"), std::string("a\0b", 3), std::string(300, 'a')})
        EXPECT_FALSE(can_be_sent(name)) << name;
}

}  // namespace
}  // namespace understudy::cartesia
