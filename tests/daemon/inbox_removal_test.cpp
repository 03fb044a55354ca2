// A folder of the inbox is not removed from under a job, by whatever name the job knows it.
#include "cloud_caller.hpp"

namespace understudy::test {
namespace {

/// Has one folder, and removes it.
class FakeInbox final : public Inbox {
  public:
    bool removed = false;
    [[nodiscard]] std::uint64_t max_file() const override { return 0; }
    void view(InboxReply<InboxView> reply) override {
        InboxView view;
        view.path = "/var/lib/inbox";
        reply(view);
    }
    void remove_folder(std::string, InboxReply<Nothing> reply) override {
        removed = true;
        reply(Nothing{});
    }
    void create(NewUpload, InboxReply<InboxUpload>) override {}
    void look(std::string, InboxReply<InboxUpload>) override {}
    void open(std::string, std::uint64_t, std::string, InboxReply<InboxUpload>) override {}
    void write(std::string, std::string, InboxReply<Nothing>) override {}
    void close(std::string, bool, InboxReply<InboxUpload>) override {}
    void remove(std::string, InboxReply<Nothing>) override {}
    void files(std::string, InboxReply<std::vector<InboxFile>>) override {}
};

class Removing : public CloudApiTest {
  protected:
    FakeInbox inbox;

    Removing() {
        lasting.emplace(desk, rules, api::Lent{.cloud = &room, .inbox = &inbox});
        SelectedFile file;
        file.path = "/disk/inbox/Anna/day 1/a.wav";  // where /var/lib/inbox leads
        file.relative = "day 1/a.wav";
        recordings.selection.files = {file};
    }
    /// A job that names this path, and whose recording lies really there.
    void submit(const std::string& path, const std::string& recording_path) {
        JobView view = job_at_work("");
        view.job.state = Draft{};
        view.job.spec.paths = {path};
        desk.jobs = {view};
        Recording recording;
        recording.file.path = recording_path;
        store.recordings[some_id] = {recording};
    }
    net::Response remove() { return call("DELETE", "/v1/inbox/folders/Anna"); }
};

TEST_F(Removing, IsRefusedWhereAJobNamesTheFolderThroughALink) {
    submit("/srv/recordings/link", "/disk/inbox/Anna/day 1/a.wav");
    const auto refused = remove();
    expect_problem(refused, 409, "folder-in-use");
    EXPECT_NE(refused.body.find(some_id), std::string::npos);
    EXPECT_FALSE(inbox.removed);
}

TEST_F(Removing, IsRefusedWhereAJobNamesItAsItIs) {
    submit("/var/lib/inbox/Anna", "/elsewhere/a.wav");
    expect_problem(remove(), 409, "folder-in-use");
}

TEST_F(Removing, IsDoneWhereJobsHaveOtherRecordings) {
    submit("/srv/recordings/link", "/disk/inbox/Anna 2/a.wav");
    EXPECT_EQ(remove().status, 204);
    EXPECT_TRUE(inbox.removed);
}

TEST_F(Removing, IsRefusedWhereItCannotBeSaidWhatJobsHave) {
    submit("/srv/recordings/link", "/elsewhere/a.wav");
    store.trouble = StoreTrouble{StoreTrouble::Kind::unavailable, "disk I/O error"};
    expect_problem(remove(), 503, "store-unavailable");
    EXPECT_FALSE(inbox.removed);
}

}  // namespace
}  // namespace understudy::test
