// A shelf in a temporary folder, with a clock of the test's own.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "inbox/shelf.hpp"

namespace understudy::inbox {

/// "folder QW5uYQ==,relativePath YS53YXY="
inline std::string metadata_of(const std::string& folder, const std::string& path) {
    const auto coded = [](const std::string& text) {
        static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        std::string out;
        for (std::size_t at = 0; at < text.size(); at += 3) {
            std::uint32_t bits = 0;
            for (std::size_t i = 0; i < 3; ++i)
                bits = bits << 8u | (at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u);
            for (unsigned i = 0; i < 4; ++i)
                out += at + i > text.size() ? '=' : digits[bits >> (18u - 6u * i) & 63u];
        }
        return out;
    };
    return "folder " + coded(folder) + ",relativePath " + coded(path);
}

inline std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class ShelfWorld {
  public:
    ShelfWorld() {
        std::string made = (std::filesystem::temp_directory_path() / "understudy-inbox-XXXXXX").string();
        if (mkdtemp(made.data()) == nullptr) std::abort();
        outside = made;
        options.path = outside / "inbox";
        options.expire_after = std::chrono::hours{1};
        options.now = [this] { return now; };
        options.chance = [this] { return ++chances * 0x9e3779b97f4a7c15u; };
    }
    ~ShelfWorld() { std::filesystem::remove_all(outside); }
    ShelfWorld(const ShelfWorld&) = delete;
    ShelfWorld& operator=(const ShelfWorld&) = delete;

    /// What the folder of uploads under way holds.
    [[nodiscard]] std::vector<std::string> partial() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(options.path + "/.partial"))
            names.push_back(entry.path().filename().string());
        return names;
    }
    [[nodiscard]] std::string file(const std::string& path) const {
        return content_of(options.path + "/" + path);
    }

    std::filesystem::path outside;
    Options options;
    Time now{std::chrono::hours{500'000}};
    std::uint64_t chances = 0;
};

/// Sends a piece; the error, or "" and the upload in `after`.
inline std::string send(Shelf& shelf, const std::string& id, std::uint64_t offset, std::string_view bytes,
                        InboxUpload* after = nullptr, const std::string& checksum = "") {
    if (const auto opened = shelf.open(id, offset, checksum); !opened) return opened.error().type;
    const auto written = shelf.write(id, bytes);
    auto closed = shelf.close(id, written.ok());
    if (!written) return written.error().type;
    if (!closed) return closed.error().type;
    if (after != nullptr) *after = *closed;
    return "";
}

}  // namespace understudy::inbox
