#include "tests/audio/audio_files.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <xxhash.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "audio/hex.hpp"
#include "core/judge.hpp"

namespace understudy {

TemporaryFolder::TemporaryFolder() {
    std::string name =
        (std::filesystem::canonical(std::filesystem::temp_directory_path()) / "understudy-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::at(const std::string& relative) const {
    const auto path = std::filesystem::path(path_) / relative;
    std::filesystem::create_directories(path.parent_path());
    return path.string();
}

void write_file(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

namespace {
void append(std::string& to, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 0xFF);
}
}  // namespace

std::string wav_bytes(std::int64_t samples, int sample_rate) {
    const auto rate = static_cast<std::uint64_t>(sample_rate);
    const auto data_bytes = static_cast<std::uint64_t>(samples) * 2;
    std::string wav = "RIFF";
    append(wav, 36 + data_bytes, 4);
    wav += "WAVEfmt ";
    append(wav, 16, 4);
    append(wav, 1, 2);
    append(wav, 1, 2);
    append(wav, rate, 4);
    append(wav, rate * 2, 4);
    append(wav, 2, 2);
    append(wav, 16, 2);
    wav += "data";
    append(wav, data_bytes, 4);
    for (std::int64_t i = 0; i < samples; ++i) {
        const double phase = static_cast<double>(i) * 440.0 * 6.283185307 / sample_rate;
        append(wav, static_cast<std::uint16_t>(static_cast<std::int16_t>(3'000 * std::sin(phase))), 2);
    }
    return wav;
}

std::string noise(std::size_t bytes, std::uint64_t seed) {
    std::string text(bytes, '\0');
    std::uint64_t state = seed * 0x9E3779B97F4A7C15u;
    for (char& c : text) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        c = static_cast<char>(state >> 56);
    }
    return text;
}

bool has_command(const std::string& name) { return run_command("command -v " + name); }

bool run_command(const std::string& command) {
    return std::system(("{ " + command + "; } >/dev/null 2>&1 </dev/null").c_str()) == 0;
}

Finding first_finding(const Measurement& heard, std::string_view path) {
    std::vector<Finding> findings;
    judge_file(findings, heard, path);
    std::erase_if(findings, [](const Finding& finding) { return finding.reason == "format_disputed"; });
    return findings.empty() ? Finding{FileVerdict::pass, "", "", "", ""} : findings.front();
}

FileIdentity identity_of_path(const std::string& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
    FileIdentity identity;
    identity.size = static_cast<std::uint64_t>(status.st_size);
    identity.mtime_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    identity.inode = status.st_ino;
    identity.device = status.st_dev;
    return identity;
}

std::string xxh3_of(std::string_view bytes) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    return hex_of(canonical.digest);
}

Post IoThread::post() {
    return [shared = shared_](std::function<void()> work) {
        const std::lock_guard lock(shared->mutex);
        shared->work.push_back(std::move(work));
        shared->posted.notify_one();
    };
}

bool IoThread::run_until(const std::function<bool()>& fact) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes{1};
    while (!fact()) {
        std::unique_lock lock(shared_->mutex);
        if (!shared_->posted.wait_until(lock, limit, [&] { return !shared_->work.empty(); })) return false;
        const auto work = std::move(shared_->work.front());
        shared_->work.pop_front();
        lock.unlock();
        work();
    }
    return true;
}

std::size_t IoThread::run_posted() {
    std::deque<std::function<void()>> work;
    {
        const std::lock_guard lock(shared_->mutex);
        work.swap(shared_->work);
    }
    for (const auto& piece : work) piece();
    return work.size();
}

namespace {
RecordingsOptions options_of(const std::string& root, std::string probe,
                             std::chrono::milliseconds stall_limit) {
    RecordingsOptions options;
    options.roots = {root};
    options.probe_path = std::move(probe);
    options.probe_stall_limit = stall_limit;
    return options;
}
}  // namespace

Port::Port(const std::string& root, std::string probe, std::chrono::milliseconds stall_limit)
    : recordings(options_of(root, std::move(probe), stall_limit), io.post()) {}

Result<Selection, Problem> Port::select(std::vector<std::string> paths) {
    std::optional<Result<Selection, Problem>> answer;
    recordings.select(std::move(paths), [&](auto result) { answer.emplace(std::move(result)); });
    EXPECT_FALSE(answer.has_value()) << "replied from inside the call";
    EXPECT_TRUE(io.run_until([&] { return answer.has_value(); }));
    return *std::move(answer);
}

Outcome<Measurement> Port::measure(const std::string& path) { return measure(path, identity_of_path(path)); }

Outcome<FileStamp> Port::look(const std::string& path, const FileIdentity& identity) {
    std::optional<Outcome<FileStamp>> answer;
    recordings.look(path, identity, [&](auto outcome) { answer.emplace(std::move(outcome)); });
    EXPECT_TRUE(io.run_until([&] { return answer.has_value(); }));
    return *std::move(answer);
}

Outcome<Measurement> Port::measure(const std::string& path, const FileIdentity& identity) {
    std::optional<Outcome<Measurement>> answer;
    recordings.measure(path, identity, [&](auto outcome) { answer.emplace(std::move(outcome)); });
    EXPECT_FALSE(answer.has_value()) << "replied from inside the call";
    EXPECT_TRUE(io.run_until([&] { return answer.has_value(); }));
    return *std::move(answer);
}

}  // namespace understudy
