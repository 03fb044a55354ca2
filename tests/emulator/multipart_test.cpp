#include <gtest/gtest.h>

#include "emulator/upload.hpp"

namespace understudy::emulator::testing {
namespace {

std::string part(const std::string& disposition, const std::string& content) {
    return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

/// Feeds a body in pieces of one size.
std::optional<Form> read(const std::string& body, std::size_t piece) {
    FormReader reader("XX");
    for (std::size_t at = 0; at < body.size(); at += piece)
        if (!reader.feed(std::string_view(body).substr(at, piece))) return std::nullopt;
    if (!reader.complete()) return std::nullopt;
    return reader.take();
}

TEST(Multipart, GivesTheSameWhereverTheChunksEnd) {
    const std::string content = "RIFF\r\n--X\r\n-\r\n--X" + std::string(300, '\r') + "\r\n--Xtail\r";
    const std::string body = "preamble\r\n" + part("name=\"purpose\"", "fine_tune") +
                             part("name=\"file\"; filename=\"a.wav\"", content) + "--XX--\r\nepilogue";
    Sha256 expected;
    expected.add(content);
    const std::string digest = expected.hex();
    for (std::size_t piece = 1; piece <= body.size(); ++piece) {
        const auto form = read(body, piece);
        ASSERT_TRUE(form) << piece;
        EXPECT_EQ(form->text("purpose"), "fine_tune");
        ASSERT_EQ(form->files.size(), 1u);
        EXPECT_EQ(form->files[0].size, content.size());
        EXPECT_EQ(form->files[0].sha256, digest) << piece;
    }
}

TEST(Multipart, TakesPartsInAnyOrderAndWithoutPurpose) {
    const std::string file = part("name=\"file\"; filename=\"a.wav\"", "x");
    const std::string purpose = part("name=\"purpose\"", "fine_tune");
    EXPECT_TRUE(read(file + purpose + "--XX--", 7)->file("file"));
    EXPECT_TRUE(read(purpose + file + "--XX--\r\n", 7)->file("file"));
    EXPECT_EQ(read(file + "--XX--\r\n", 7)->text("purpose"), std::nullopt);
}

TEST(Multipart, AnEmptyFileIsAFile) {
    const auto form = read(part("name=\"file\"; filename=\"a.wav\"", "") + "--XX--\r\n", 1);
    ASSERT_TRUE(form);
    EXPECT_EQ(form->file("file")->size, 0u);
    EXPECT_EQ(form->file("file")->sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Multipart, UnescapesFilenamesAndKeepsUtf8) {
    EXPECT_EQ(parse_part_head("Content-Disposition: form-data; name=\"file\"; filename=\"say %22hi%22.wav\"")
                  ->filename,
              "say \"hi\".wav");
    EXPECT_EQ(
        parse_part_head("content-disposition: form-data; filename=\"a\\\"b;c.wav\"; name=file")->filename,
        "a\"b;c.wav");
    EXPECT_EQ(
        parse_part_head("Content-Disposition: form-data; name=\"file\"; filename=\"Zoë 声.wav\"")->filename,
        "Zoë 声.wav");
    EXPECT_EQ(
        parse_part_head("Content-Disposition: form-data; name=\"file\"; filename=\"100%25.wav\"")->filename,
        "100%25.wav");
}

TEST(Multipart, FindsTheBoundaryQuotedOrNot) {
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=----formdata-undici-1"),
              "----formdata-undici-1");
    EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), "a b");
    EXPECT_EQ(multipart_boundary("application/json"), std::nullopt);
    EXPECT_EQ(multipart_boundary("multipart/form-data"), std::nullopt);
}

TEST(Multipart, RefusesWhatIsNoForm) {
    EXPECT_FALSE(read("{\"name\": 1}", 4));
    EXPECT_FALSE(read(std::string(40'000, 'x'), 1000));
    EXPECT_FALSE(read("--XX\r\nContent-Type: text/plain\r\n\r\nx\r\n--XX--", 4));
    EXPECT_FALSE(read("--XX garbage\r\n\r\n", 4));
    EXPECT_FALSE(read(part("name=\"file\"; filename=\"a\"", "cut off in the midd"), 4));
}

TEST(Multipart, ALongTextFieldIsRefused) {
    EXPECT_FALSE(read(part("name=\"purpose\"", std::string(70'000, 'x')) + "--XX--", 1000));
}

}  // namespace
}  // namespace understudy::emulator::testing
