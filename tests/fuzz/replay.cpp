// Runs a target over kept inputs, without libFuzzer: replay FILE-OR-FOLDER…
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/fuzz/fuzz.hpp"

namespace {

namespace fs = std::filesystem;

int replay(const fs::path& path) {
    if (fs::is_directory(path)) {
        int inputs = 0;
        for (const auto& entry : fs::directory_iterator(path)) inputs += replay(entry.path());
        return inputs;
    }
    std::fprintf(stderr, "%s\n", path.c_str());  // the last line before a crash names its input
    std::ifstream file(path, std::ios::binary);
    const std::string input((std::istreambuf_iterator<char>(file)), {});
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    int inputs = 0;
    for (int i = 1; i < count; ++i) inputs += replay(arguments[i]);
    std::printf("%d inputs\n", inputs);
    return inputs > 0 ? 0 : 1;
}
