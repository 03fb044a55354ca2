// What is written down of an upload comes back, and nothing else does.
#include "inbox/record.hpp"

#include <gtest/gtest.h>

namespace understudy::inbox {
namespace {

Record some_record() {
    Record record;
    record.upload = {"upload_01J9ZQ3V5N8RKX4T7M2W6Y0ABC",
                     "Zoë",
                     "day 1/\"take\" 3.wav",
                     10,
                     4,
                     Time(microseconds(1'795'000'000'000'042)),
                     "folder Wm/Dqw==",
                     false};
    record.inode = 7;
    return record;
}

TEST(ARecord, ComesBack) {
    Record record = some_record();
    EXPECT_EQ(record_from(to_text(record)), record);
    record.upload.folder = "null";
    record.upload.offset = 10;
    record.upload.finished = true;
    EXPECT_EQ(record_from(to_text(record)), record);
}

TEST(ARecord, ThatCannotBeOursIsNone) {
    const auto spoilt = [](auto spoil) {
        Record record = some_record();
        spoil(record.upload);
        return record_from(to_text(record));
    };
    EXPECT_FALSE(spoilt([](InboxUpload& upload) { upload.folder = ".."; }));
    EXPECT_FALSE(spoilt([](InboxUpload& upload) { upload.name = "../../etc/passwd"; }));
    EXPECT_FALSE(spoilt([](InboxUpload& upload) { upload.id = "upload_7"; }));
    EXPECT_FALSE(spoilt([](InboxUpload& upload) { upload.offset = 11; }));
    EXPECT_FALSE(spoilt([](InboxUpload& upload) { upload.offset = 10; }))
        << "all is here, and it is not in its place";
    const std::string text = to_text(some_record());
    for (const std::string& broken :
         {std::string(), text.substr(0, text.size() / 2), std::string("[]"), std::string("{}")})
        EXPECT_FALSE(record_from(broken));
}

}  // namespace
}  // namespace understudy::inbox
