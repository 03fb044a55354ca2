// A folder of this machine that is sent, and what a daemon with an inbox says.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli/local_files.hpp"
#include "tests/cli/fakes.hpp"

namespace understudy::cli {

inline constexpr const char* an_id = "upload_01JD9Z0V6Q8X5T7R2M4K3N1P0A";

class Send : public testing::Test {
  protected:
    FakeWorld world;
    Script script;
    std::string folder = (std::filesystem::temp_directory_path() / "understudy-send-XXXXXX").string();

    void SetUp() override {
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        write("a.wav", "hello");
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    void write(const std::string& name, const std::string& bytes) {
        std::filesystem::create_directories(std::filesystem::path(folder + "/" + name).parent_path());
        std::ofstream(folder + "/" + name) << bytes;
    }
    ExitCode send() { return run_cli(world, script, {"send", folder, "--to", "Anna"}); }

    static Said inbox(const std::string& uploads = "") {
        return answer(200,
                      R"({"path":"/inbox","quota":null,"max_file":100,"used":5,"disk_free":9,"folders":[],)"
                      R"("uploads":[)" +
                          uploads + "]}");
    }
    static Said no_folder() {
        return problem(404, "/problems/inbox-folder-not-found", "No such folder in the inbox");
    }
    /// An earlier run has sent it.
    [[nodiscard]] Said all_there() const {
        const auto modified = std::chrono::nanoseconds{find_local_files(folder)->front().modified_ns};
        return answer(200, R"({"name":"Anna","files":[{"name":"a.wav","bytes":5,"modified_at":")" +
                               to_rfc3339(Time(std::chrono::floor<microseconds>(modified))) + R"("}]})");
    }
    static std::string upload(std::uint64_t offset) {
        return R"({"id":")" + std::string(an_id) +
               R"(","folder":"Anna","name":"a.wav","length":5,"offset":)" + std::to_string(offset) +
               R"(,"finished":false})";
    }
    static Said stands_at(std::uint64_t offset, int status = 200) {
        Said said = answer(status, status == 204 ? "" : upload(offset));
        said->headers.set("Upload-Offset", std::to_string(offset));
        return said;
    }
    [[nodiscard]] std::vector<std::string> asked() const {
        std::vector<std::string> lines;
        for (const net::Request& request : script.requests)
            lines.push_back(request.method + " " + request.target);
        return lines;
    }
    const std::string target = std::string("/v1/inbox/uploads/") + an_id;
};

}  // namespace understudy::cli
