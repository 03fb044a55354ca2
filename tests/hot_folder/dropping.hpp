// A studio whose watched folder is a table, and a watch over it with a clock of its own.
#pragma once

#include <map>
#include <optional>

#include "daemon/hot_folder/watch.hpp"
#include "tests/driver/own_clock.hpp"
#include "tests/driver/world.hpp"

namespace understudy::hot_folder {

using simulated::Loop;
using simulated::OwnClock;

class FakeFolders : public HotFolders {
  public:
    explicit FakeFolders(Loop& loop) : loop_(loop) {}

    struct Folder {
        std::string sheet;
        int version = 1;  ///< of all below it
        std::uint64_t recordings = 1;
        std::string unfinished{};
        std::optional<Problem> broken{};
        int touched = 0;  ///< how often the sheet was written with the same bytes
        std::string misnamed{}, trouble{};
    };
    std::map<std::string, Folder> folders;
    std::map<std::string, Problem> away;  ///< by the watched folder
    bool silent = false;                  ///< it never answers
    std::map<std::string, int> walks;     ///< by folder
    int reads = 0;                        ///< of sheets

    void find_dropped(std::string watched, std::map<std::string, FileStamp> known,
                      HotFolderReply<std::vector<DroppedFolder>> reply) override {
        if (silent) return;
        loop_.post([this, watched, known = std::move(known), reply] {
            if (away.contains(watched)) return reply(failure(away.at(watched)));
            std::vector<DroppedFolder> found;
            for (const auto& [path, folder] : folders)
                if (path.starts_with(watched + "/")) found.push_back(seen(path, folder, known));
            reply(std::move(found));
        });
    }
    void take_census(std::string path, HotFolderReply<FolderCensus> reply) override {
        ++walks[path];
        loop_.post([this, path, reply] {
            const auto found = folders.find(path);
            if (found == folders.end())
                return reply(failure(Problem{422, "recording-not-found", "", "gone", ""}));
            const Folder& folder = found->second;
            if (folder.broken) return reply(failure(*folder.broken));
            reply(FolderCensus{folder.recordings, 1, folder.recordings,
                               std::to_string(folder.version) + folder.sheet, folder.unfinished});
        });
    }

  private:
    DroppedFolder seen(const std::string& path, const Folder& folder,
                       const std::map<std::string, FileStamp>& known) {
        DroppedFolder dropped{path, {}};
        dropped.version = "v" + std::to_string(folder.version);
        if (!folder.misnamed.empty() || !folder.trouble.empty()) {
            dropped.misnamed = folder.misnamed;
            dropped.cure = folder.misnamed.empty() ? "" : "rename it";
            dropped.trouble = folder.trouble;
            return dropped;
        }
        dropped.sheet.ctime_ns = static_cast<std::int64_t>(std::hash<std::string>{}(folder.sheet) >> 1);
        dropped.sheet.identity.mtime_ns = folder.touched;
        const auto before = known.find(path);
        dropped.read = before == known.end() || !(before->second == dropped.sheet);
        reads += dropped.read ? 1 : 0;
        if (dropped.read) dropped.text = folder.sheet;
        return dropped;
    }
    Loop& loop_;
};

/// What the store would find by the recordings' bytes.
struct FakeBefore : StartedBefore {
    explicit FakeBefore(Loop& io) : loop(io) {}
    Loop& loop;
    std::string job_id;  ///< "": none was started with them
    int asked = 0;
    void started_with_recordings_of(std::string, StoreReply<std::string> reply) override {
        ++asked;
        loop.post([reply, found = job_id] { reply(found); });
    }
};

inline constexpr const char* good_sheet = "name = \"Anna\"\nlanguage = \"en\"\n";

class Dropping : public ::testing::Test {
  protected:
    Dropping() { open(); }

    void open() {
        watch.emplace(World{folders, *studio.driver, studio.store, before, clock, inbox, "/hot",
                            [this](const std::string& words, bool) { told.push_back(words); }},
                      plan);
        watch->start();
    }
    void kill_and_open() {
        watch.reset();
        studio.crash_and_boot();
        open();
    }
    void drop(const std::string& name, const std::string& sheet = good_sheet) {
        folders.folders["/hot/" + name] = {sheet};
        studio.recordings.files["/hot/" + name + "/a.wav"].length = std::chrono::hours{2};
    }
    /// As it is shown; empty where it is not.
    HotFolderEntry shown(const std::string& name) {
        for (const HotFolderEntry& entry : watch->report().folders)
            if (entry.path == "/hot/" + name) return entry;
        return {};
    }
    HotFolderWords words(const std::string& name) {
        const HotFolderEntry entry = shown(name);
        for (const JobView& view : jobs())
            if (view.job.id == entry.job_id) return words_of_taken(entry, &view.job);
        return words_of_taken(entry, nullptr);
    }
    std::vector<JobView> jobs() {
        auto list = studio.ask<std::vector<JobView>>([&](Answer<std::vector<JobView>> answer) {
            studio.driver->list(JobQuery{{}, 1'000, ""}, std::move(answer));
        });
        return list.ok() ? *list : std::vector<JobView>{};
    }

    simulated::Studio studio;
    OwnClock clock{studio.loop};
    FakeFolders folders{studio.loop};
    FakeBefore before{studio.loop};
    HotFolderPlan plan{{"/hot"}, seconds{30}, std::chrono::minutes{2}, false};
    std::vector<std::string> told;
    Inbox* inbox = nullptr;
    std::optional<Watch> watch;
};

}  // namespace understudy::hot_folder
