#include "tests/audio/meters/signals.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "tests/audio/audio_files.hpp"

namespace understudy {

Signal recorded_speech(const std::string& language, std::size_t most_files) {
    Signal s;
    s.sample_rate = 8'000;
    const std::string folder = "/usr/share/asterisk/sounds/" + language;
    std::vector<std::string> paths;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing))
        if (entry.path().extension() == ".wav" && entry.file_size() > 40'000)
            paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    paths.resize(std::min(paths.size(), most_files));
    constexpr std::size_t header = 44;
    for (const std::string& path : paths) {
        const std::string bytes = read_file(path);
        for (std::size_t at = header; at + 1 < bytes.size(); at += 2) {
            std::int16_t value = 0;
            std::memcpy(&value, bytes.data() + at, sizeof value);
            s.channels[0].push_back(static_cast<float>(value) / 32'768);
        }
    }
    return s;
}

}  // namespace understudy
