// The inbox on a real disk: uploads, what is refused, and what a restart finds.
#include "disk_calls.hpp"
#include "shelf_world.hpp"

namespace understudy::inbox {
namespace {

namespace fs = std::filesystem;

class AShelf : public ::testing::Test {
  protected:
    ShelfWorld world;
    std::optional<Shelf> shelf{world.options};

    void restart() { shelf.emplace(world.options); }
    InboxUpload begin(std::uint64_t length, const std::string& path = "a.wav",
                      const std::string& folder = "Anna") {
        const auto upload = shelf->create({length, metadata_of(folder, path)});
        EXPECT_TRUE(upload.ok()) << upload.error().detail;
        return upload.ok() ? *upload : InboxUpload{};
    }
    std::string refusal(std::uint64_t length, const std::string& path, const std::string& folder = "Anna") {
        const auto upload = shelf->create({length, metadata_of(folder, path)});
        return upload.ok() ? "" : upload.error().type;
    }
    std::uint64_t offset_of(const std::string& id) {
        const auto upload = shelf->look(id);
        return upload.ok() ? upload->offset : 999;
    }
};

TEST_F(AShelf, TakesAFileInPiecesAndMovesItToItsPlaceWhenItIsWhole) {
    const InboxUpload upload = begin(10, "day 1/take.wav");
    EXPECT_TRUE(is_upload_id(upload.id)) << upload.id;
    EXPECT_EQ(send(*shelf, upload.id, 0, "hello"), "");
    EXPECT_FALSE(fs::exists(world.options.path + "/Anna"));
    InboxUpload after;
    EXPECT_EQ(send(*shelf, upload.id, 5, "world", &after), "");
    EXPECT_TRUE(after.finished);
    EXPECT_EQ(after.offset, 10u);
    EXPECT_EQ(world.file("Anna/day 1/take.wav"), "helloworld");
    EXPECT_EQ(world.partial(), std::vector{upload.id + ".json"}) << "who lost the last answer asks once more";
    EXPECT_EQ(send(*shelf, upload.id, 10, ""), "");
    EXPECT_EQ(send(*shelf, upload.id, 10, "x"), "upload-too-large");
}

TEST_F(AShelf, TakesAnEmptyFileAtOnce) {
    EXPECT_TRUE(begin(0, "empty.wav").finished);
    EXPECT_TRUE(fs::exists(world.options.path + "/Anna/empty.wav"));
}

TEST_F(AShelf, GoesOnAfterARestart) {
    const InboxUpload upload = begin(10);
    EXPECT_EQ(send(*shelf, upload.id, 0, "hello"), "");
    restart();
    EXPECT_EQ(offset_of(upload.id), 5u);
    EXPECT_EQ(shelf->look(upload.id)->metadata, upload.metadata);
    EXPECT_EQ(send(*shelf, upload.id, 5, "world"), "");
    EXPECT_EQ(world.file("Anna/a.wav"), "helloworld");
    restart();
    EXPECT_EQ(offset_of(upload.id), 10u);
}

TEST_F(AShelf, CountsOnlyWhatIsDurable) {
    const InboxUpload upload = begin(10);
    ASSERT_TRUE(shelf->open(upload.id, 0, "").ok());
    ASSERT_TRUE(shelf->write(upload.id, "hello").ok());
    EXPECT_EQ(offset_of(upload.id), 0u);
    restart();  // as after a crash: the piece was never ended
    EXPECT_EQ(offset_of(upload.id), 0u);
    EXPECT_EQ(send(*shelf, upload.id, 0, "HELLOworld"), "");
    EXPECT_EQ(world.file("Anna/a.wav"), "HELLOworld");
}

TEST_F(AShelf, CountsALongPieceNowAndThenSoThatACrashCostsLittle) {
    world.options.sync_every = 4;
    restart();
    const InboxUpload upload = begin(100);
    ASSERT_TRUE(shelf->open(upload.id, 0, "").ok());
    ASSERT_TRUE(shelf->write(upload.id, "hello").ok());
    ASSERT_TRUE(shelf->write(upload.id, "wor").ok());
    EXPECT_EQ(offset_of(upload.id), 5u);
    world.now += seconds{2};
    ASSERT_TRUE(shelf->write(upload.id, "l").ok());
    EXPECT_EQ(offset_of(upload.id), 9u) << "also by the clock";
    restart();
    EXPECT_EQ(offset_of(upload.id), 9u);
}

TEST_F(AShelf, KeepsWhatCameOfAPieceThatWasCutOff) {
    const InboxUpload upload = begin(10);
    ASSERT_TRUE(shelf->open(upload.id, 0, "").ok());
    ASSERT_TRUE(shelf->write(upload.id, "hel").ok());
    EXPECT_EQ(shelf->close(upload.id, false)->offset, 3u);
    ASSERT_TRUE(shelf->open(upload.id, 3, "").ok());
    ASSERT_TRUE(shelf->write(upload.id, "lo").ok());
    shelf->settle();
    EXPECT_EQ(offset_of(upload.id), 5u) << "a stop ends the piece";
}

TEST_F(AShelf, TakesOneWriterAtATimeWhereTheUploadStands) {
    const InboxUpload upload = begin(10);
    EXPECT_EQ(send(*shelf, upload.id, 3, "x"), "upload-offset-mismatch");
    ASSERT_TRUE(shelf->open(upload.id, 0, "").ok());
    EXPECT_EQ(shelf->open(upload.id, 0, "").error().type, "upload-locked");
    EXPECT_EQ(shelf->remove(upload.id).error().type, "upload-locked");
    ASSERT_TRUE(shelf->close(upload.id, true).ok());
    EXPECT_EQ(send(*shelf, upload.id, 0, "hello"), "");
    EXPECT_EQ(send(*shelf, upload.id, 0, "hello"), "upload-offset-mismatch") << "a piece that came twice";
    EXPECT_EQ(send(*shelf, upload.id, 5, "world!"), "upload-too-large");
    EXPECT_EQ(offset_of(upload.id), 5u);
}

TEST_F(AShelf, TakesAPieceWithAChecksumWholeOrNotAtAll) {
    const std::string of_hello = "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=";
    const InboxUpload upload = begin(10);
    EXPECT_EQ(send(*shelf, upload.id, 0, "hallo", nullptr, of_hello), "checksum-mismatch");
    EXPECT_EQ(offset_of(upload.id), 0u);
    EXPECT_EQ(send(*shelf, upload.id, 0, "hello", nullptr, "md5 x"), "invalid-header");
    ASSERT_TRUE(shelf->open(upload.id, 0, of_hello).ok());
    ASSERT_TRUE(shelf->write(upload.id, "hel").ok());
    EXPECT_EQ(shelf->close(upload.id, false)->offset, 0u) << "cut off";
    EXPECT_EQ(send(*shelf, upload.id, 0, "hello", nullptr, of_hello), "");
    EXPECT_EQ(send(*shelf, upload.id, 5, "hallo", nullptr, of_hello), "checksum-mismatch")
        << "the last piece, too";
    EXPECT_FALSE(fs::exists(world.options.path + "/Anna/a.wav"));
    EXPECT_EQ(send(*shelf, upload.id, 5, "hello", nullptr, of_hello), "");
    EXPECT_EQ(world.file("Anna/a.wav"), "hellohello");
}

TEST_F(AShelf, OverwritesNothing) {
    const InboxUpload first = begin(5), second = begin(5);
    EXPECT_EQ(send(*shelf, first.id, 0, "first"), "");
    EXPECT_EQ(refusal(5, "a.wav"), "file-exists");
    EXPECT_EQ(send(*shelf, second.id, 0, "other"), "file-exists");
    EXPECT_EQ(world.file("Anna/a.wav"), "first");
    EXPECT_EQ(shelf->look(second.id).error().type, "upload-not-found") << "it can never end well";
    EXPECT_EQ(refusal(5, "a.wav/b.wav"), "file-exists") << "a file where a folder should be";
}

TEST_F(AShelf, FollowsNoLinkOutOfTheInbox) {
    const auto elsewhere = world.outside / "elsewhere";
    fs::create_directories(elsewhere);
    const InboxUpload early = begin(5, "sub/early.wav", "Later");
    fs::create_directory_symlink(elsewhere, world.options.path + "/Linked");
    fs::create_directory_symlink(elsewhere, world.options.path + "/Later");
    EXPECT_EQ(refusal(5, "evil.wav", "Linked"), "file-exists");
    EXPECT_EQ(send(*shelf, early.id, 0, "hello"), "file-exists") << "a link that was put there meanwhile";
    EXPECT_EQ(shelf->files("Linked").error().status, 404);
    EXPECT_EQ(shelf->remove_folder("Linked").error().status, 404);
    EXPECT_TRUE(fs::is_empty(elsewhere));
    EXPECT_EQ(refusal(5, "../evil.wav"), "unsafe-name");
    EXPECT_EQ(refusal(5, "a.wav", ".partial"), "unsafe-name");
}

TEST_F(AShelf, RemovesAFolderWithoutFollowingLinks) {
    const auto elsewhere = world.outside / "elsewhere";
    fs::create_directories(elsewhere);
    std::ofstream(elsewhere / "precious.wav") << "precious";
    EXPECT_EQ(send(*shelf, begin(5, "day 1/a.wav").id, 0, "hello"), "");
    fs::create_directory_symlink(elsewhere, world.options.path + "/Anna/link");
    const InboxUpload under_way = begin(5, "b.wav");
    EXPECT_EQ(shelf->remove_folder("Anna").error().type, "folder-in-use");
    EXPECT_TRUE(shelf->remove(under_way.id).ok());
    EXPECT_TRUE(shelf->remove_folder("Anna").ok());
    EXPECT_FALSE(fs::exists(world.options.path + "/Anna"));
    EXPECT_EQ(content_of(elsewhere / "precious.wav"), "precious");
    EXPECT_EQ(shelf->remove_folder("Anna").error().type, "inbox-folder-not-found");
    EXPECT_EQ(shelf->remove_folder("..").error().type, "inbox-folder-not-found");
}

TEST_F(AShelf, TakesTheWholeLengthFromTheQuotaAtOnce) {
    world.options.quota = 100;
    world.options.max_file = 80;
    restart();
    EXPECT_EQ(refusal(81, "a.wav"), "upload-too-large");
    const InboxUpload upload = begin(60);
    EXPECT_EQ(refusal(41, "b.wav"), "inbox-full");
    EXPECT_EQ(shelf->view()->used, 60u);
    EXPECT_EQ(send(*shelf, upload.id, 0, std::string(60, 'x')), "");
    EXPECT_EQ(refusal(41, "b.wav"), "inbox-full");
    restart();
    EXPECT_EQ(refusal(41, "b.wav"), "inbox-full") << "after a restart, too";
    fs::remove(world.options.path + "/Anna/a.wav");
    EXPECT_EQ(refusal(80, "b.wav"), "") << "what was removed by hand is noticed";
}

TEST_F(AShelf, ForgetsWhatExpires) {
    const InboxUpload upload = begin(10), touched = begin(10, "b.wav"), whole = begin(5, "c.wav");
    EXPECT_EQ(send(*shelf, whole.id, 0, "hello"), "");
    EXPECT_EQ(upload.expires_at, world.now + std::chrono::hours{1});
    world.now += std::chrono::minutes{50};
    EXPECT_EQ(send(*shelf, touched.id, 0, "hello"), "");
    EXPECT_EQ(shelf->sweep(), upload.expires_at);
    world.now += std::chrono::minutes{10};
    EXPECT_EQ(shelf->look(upload.id).error().type, "upload-not-found");
    EXPECT_EQ(send(*shelf, upload.id, 0, "x"), "upload-not-found");
    EXPECT_EQ(offset_of(touched.id), 5u) << "it lives as long as something comes";
    EXPECT_EQ(world.file("Anna/c.wav"), "hello") << "a whole file does not expire";
    EXPECT_EQ(world.partial().size(), 2u);
}

TEST_F(AShelf, ForgetsSoonWhatNoByteEverCameOf) {
    world.options.expire_after = std::chrono::hours{24 * 7};
    restart();
    const InboxUpload unbegun = begin(10), begun = begin(10, "b.wav");
    EXPECT_EQ(unbegun.expires_at, world.now + std::chrono::hours{1}) << "its client may have lost the answer";
    EXPECT_EQ(send(*shelf, begun.id, 0, "hello"), "");
    world.now += std::chrono::hours{1};
    EXPECT_EQ(shelf->look(unbegun.id).error().type, "upload-not-found");
    EXPECT_EQ(shelf->view()->used, 10u);
    EXPECT_EQ(offset_of(begun.id), 5u);
}

TEST_F(AShelf, KnowsNothingOfAFinishedFileThatIsNotInItsPlace) {
    const InboxUpload removed = begin(5), by_hand = begin(5, "b.wav", "Zoe"),
                      other = begin(5, "c.wav", "Zoe");
    for (const InboxUpload& upload : {removed, by_hand, other})
        EXPECT_EQ(send(*shelf, upload.id, 0, "hello"), "");
    EXPECT_TRUE(shelf->remove_folder("Anna").ok());
    fs::remove(world.options.path + "/Zoe/b.wav");
    EXPECT_EQ(world.partial().size(), 2u) << "the folder's records go with it";
    EXPECT_EQ(shelf->look(removed.id).error().type, "upload-not-found");
    EXPECT_EQ(shelf->look(by_hand.id).error().type, "upload-not-found");
    EXPECT_EQ(offset_of(other.id), 5u);
    EXPECT_EQ(send(*shelf, begin(5).id, 0, "again"), "");
    EXPECT_EQ(world.file("Anna/a.wav"), "again");
}

TEST_F(AShelf, TakesAnyNumberOfFilesOneAfterAnother) {
    world.options.most_uploads = 2;
    world.options.most_finished = 3;
    restart();
    std::vector<std::string> ids;
    for (int i = 0; i < 6; ++i) {
        world.now += seconds{1};
        ids.push_back(begin(5, std::to_string(i) + ".wav").id);
        EXPECT_EQ(send(*shelf, ids.back(), 0, "hello"), "");
    }
    begin(5, "a.wav");
    EXPECT_EQ(shelf->look(ids[2]).error().type, "upload-not-found") << "the oldest records go";
    EXPECT_EQ(offset_of(ids[3]), 5u);
    EXPECT_EQ(world.file("Anna/0.wav"), "hello") << "and no file does";
    begin(5, "b.wav");
    EXPECT_EQ(refusal(5, "c.wav"), "too-many-uploads");
}

TEST_F(AShelf, LeavesTheDiskItsLastRoomAlsoWhenAnUploadIsBegun) {
    const InboxUpload upload = begin(10);
    EXPECT_EQ(send(*shelf, upload.id, 0, "hello"), "");
    disk_calls::say_free(kept_free);
    EXPECT_EQ(send(*shelf, upload.id, 5, "world"), "inbox-full");
    EXPECT_EQ(offset_of(upload.id), 5u) << "what is durable is kept";
    disk_calls::say_free(kept_free + (1u << 20));
    EXPECT_EQ(send(*shelf, upload.id, 5, "world"), "");
    disk_calls::say_free(std::nullopt);
    EXPECT_EQ(world.file("Anna/a.wav"), "helloworld");
}

TEST_F(AShelf, ShowsFoldersFilesAndWhatIsOnItsWay) {
    EXPECT_EQ(send(*shelf, begin(5, "day 1/a.wav").id, 0, "hello"), "");
    EXPECT_EQ(send(*shelf, begin(3, "b.wav").id, 0, "abc"), "");
    const InboxUpload under_way = begin(7, "c.wav", "Zoe");
    const auto view = shelf->view();
    EXPECT_EQ(view->folders, (std::vector{InboxFolder{"Anna", world.options.path + "/Anna", 2, 8}}));
    EXPECT_EQ(view->uploads, std::vector{under_way});
    EXPECT_EQ(view->used, 15u);
    const std::vector<InboxFile> files = *shelf->files("Anna");
    EXPECT_EQ(files.front().name + " " + files.back().name, "b.wav day 1/a.wav");
    EXPECT_EQ(shelf->files("Zoe").error().type, "inbox-folder-not-found");
}

TEST_F(AShelf, PutsInOrderWhatAProcessThatWasKilledLeft) {
    const InboxUpload upload = begin(10), lost = begin(10, "b.wav");
    EXPECT_EQ(send(*shelf, upload.id, 0, "hello"), "");
    const std::string partial = world.options.path + "/.partial/";
    fs::remove(partial + lost.id);
    std::ofstream(partial + "upload_01J9ZQ3V5N8RKX4T7M2W6Y0ABC") << "bytes without a record";
    std::ofstream(partial + upload.id + ".json.new") << "{";
    std::ofstream(partial + "upload_01J9ZQ3V5N8RKX4T7M2W6Y0ABD.json") << "no record";
    fs::create_directories(partial + "removed.7/day 1");
    restart();
    EXPECT_EQ(offset_of(upload.id), 5u);
    EXPECT_EQ(world.partial().size(), 2u);
    EXPECT_EQ(shelf->look(lost.id).error().status, 404);
}

TEST_F(AShelf, IsUnavailableWithoutItsDiskAndThereOnceThatIs) {
    world.options.path = world.outside / "nas" / "inbox";
    restart();
    const auto refused = shelf->view();
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().type, "inbox-unavailable");
    EXPECT_NE(refused.error().detail.find("nas/inbox"), std::string::npos) << refused.error().detail;
    fs::create_directory(world.outside / "nas");
    EXPECT_TRUE(shelf->view().ok());
}

}  // namespace
}  // namespace understudy::inbox
