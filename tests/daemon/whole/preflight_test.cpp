// Preflight with the real probe, on a human voice and what can go wrong with it.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "studio.hpp"

namespace understudy::test {
namespace {

const std::string voices = "/usr/share/asterisk/sounds/es_MX_f_Allison";

class Hearing : public Studio {
  protected:
    bool ffmpeg(const std::string& arguments, const std::string& name) {
        const std::string command = "ffmpeg -nostdin -loglevel error -y " + arguments + " '" + recordings +
                                    "/" + name + "' </dev/null";
        return std::system(command.c_str()) == 0;
    }
    /// A quarter of a minute of speech, and the same spoilt in several ways.
    bool make_recordings() {
        const std::string voice = "-i " + voices + "/demo-congrats.wav -t 15 ";
        return ffmpeg(voice + "-ar 48000", "good.wav") &&
               ffmpeg(voice + "-ar 48000 -af volume=40dB", "clipped.wav") &&
               ffmpeg("-f lavfi -i anullsrc=r=48000:cl=mono -t 15", "silent.wav") &&
               ffmpeg(voice +
                          "-ar 48000 -filter_complex "
                          "'anoisesrc=r=48000:a=0.08:d=15:seed=7[n];[0:a][n]amix=inputs=2:"
                          "duration=shortest:normalize=0'",
                      "noisy.wav") &&
               ffmpeg(voice + "-ar 8000", "phone.wav") &&
               ffmpeg(voice + "-ar 48000 -c:a libopus", "take.opus") &&
               std::filesystem::copy_file(recordings + "/good.wav", recordings + "/copy.wav");
    }
    static const Json& file_in(const Json& report, const std::string& name) {
        static const Json none = Json::object();
        for (const Json& file : report["files"])
            if (file["path"].get<std::string>().ends_with("/" + name)) return file;
        return none;
    }
    static bool finds(const Json& report, const std::string& name, const std::string& reason) {
        const Json& file = file_in(report, name);
        if (!file.contains("findings")) return false;
        return std::any_of(file["findings"].begin(), file["findings"].end(),
                           [&](const Json& finding) { return finding["reason"] == reason; });
    }
    /// In place, and the time put back.
    static void write_unseen(const std::string& victim) {
        const auto as_it_was = std::filesystem::last_write_time(victim);
        std::fstream file(victim, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(5'000);
        file << "another sound in the same place";
        file.close();
        std::filesystem::last_write_time(victim, as_it_was);
    }
    void SetUp() override {
        if (std::system("command -v ffmpeg >/dev/null") != 0) GTEST_SKIP() << "ffmpeg is not installed";
        if (!std::filesystem::exists(voices)) GTEST_SKIP() << "asterisk-core-sounds-es-wav is not installed";
        Studio::SetUp();
        ASSERT_TRUE(make_recordings());
        open_cloud();
        open_daemon();
    }
};

TEST_F(Hearing, FindsWhatIsWrongWithEachRecordingAndNothingMore) {
    const Json report = ask("POST", "/v1/preflight", {{"recordings", {recordings}}});
    ASSERT_EQ(last_status, 200) << report;
    EXPECT_EQ(report["verdict"], "warn");
    const std::string all = report.dump();
    EXPECT_TRUE(finds(report, "clipped.wav", "clipped")) << file_in(report, "clipped.wav");
    EXPECT_TRUE(finds(report, "silent.wav", "silent")) << file_in(report, "silent.wav");
    EXPECT_TRUE(finds(report, "noisy.wav", "low_snr") || finds(report, "noisy.wav", "noisy"))
        << file_in(report, "noisy.wav");
    EXPECT_TRUE(finds(report, "phone.wav", "low_bandwidth")) << file_in(report, "phone.wav");
    EXPECT_TRUE(finds(report, "take.opus", "format_disputed")) << file_in(report, "take.opus");
    EXPECT_TRUE(finds(report, "good.wav", "duplicate")) << "copy.wav comes first";
    for (const char* reason : {"clipped", "silent", "noisy", "low_snr", "dropouts", "dc_offset"})
        EXPECT_FALSE(finds(report, "good.wav", reason)) << file_in(report, "good.wav");
    const Json& sound = file_in(report, "good.wav")["sound"];
    EXPECT_GT(sound["curves"]["loudness_lufs"].size(), 20u) << sound;
    EXPECT_LE(sound["curves"]["loudness_lufs"].size(), 240u);
}

TEST_F(Hearing, InTheBackgroundEndsWithTheSameReportAsTheJobsOwn) {
    const Json whole = ask("POST", "/v1/preflight", {{"recordings", {recordings}}});
    const Json made =
        ask("POST", "/v1/jobs", {{"name", "Anna"}, {"language", "es"}, {"recordings", {recordings}}});
    const std::string id = made.value("id", "");
    until("the job is judged", [&] { return job(id)["preflight"].is_object(); });
    EXPECT_EQ(job(id)["preflight"]["verdict"], whole["verdict"]);
    EXPECT_EQ(job(id)["preflight"]["files"].size(), 7u);
    EXPECT_EQ(ask("GET", "/v1/jobs/" + id + "/preflight")["files"], whole["files"]);
    EXPECT_FALSE(ask("GET", "/v1/jobs")["data"][0]["preflight"].contains("files"));
}

TEST_F(Hearing, OfAFileThatChangesAfterItUnseenStopsTheJobAtTheUploadAndIsRepeatedOnRequest) {
    const std::string id =
        ask("POST", "/v1/jobs", {{"name", "Anna"}, {"language", "es"}, {"recordings", {recordings}}})["id"];
    until("the job is judged", [&] { return job(id)["preflight"].is_object(); });
    write_unseen(recordings + "/noisy.wav");
    ask("POST", "/v1/jobs/" + id + "/start", Json::object());
    until("the job is held", [&] { return job(id)["hold"].is_object(); });
    EXPECT_EQ(job(id)["hold"]["reason"], "recordings_changed") << job(id);
    EXPECT_TRUE(control("GET", "/bill")["purchases"].empty());
    ask("POST", "/v1/jobs/" + id + "/cancel", Json::object());
    until_state(submit(), "completed");  // heard anew: as it is now
}

TEST_F(Hearing, IsNotRecalledOfAFileWhoseTimeWasPutBack) {
    const Json before = ask("POST", "/v1/preflight", {{"recordings", {recordings}}});
    write_unseen(recordings + "/noisy.wav");
    const Json after = ask("POST", "/v1/preflight", {{"recordings", {recordings}}});
    EXPECT_NE(file_in(before, "noisy.wav")["sha256"], file_in(after, "noisy.wav")["sha256"]);
    EXPECT_EQ(file_in(before, "good.wav")["sha256"], file_in(after, "good.wav")["sha256"]);
}

}  // namespace
}  // namespace understudy::test
