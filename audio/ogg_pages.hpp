// Whether an Ogg stream comes to its end: its last page says so. Watches the bytes as they pass.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace understudy {

class OggPages {
  public:
    /// The next bytes of the file, in any pieces.
    void hear(std::span<const std::byte> bytes) {
        std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        // A page's beginning may be cut in two.
        const std::string joint = kept_ + std::string(text.substr(0, std::min(text.size(), header - 1)));
        look_at(joint);
        look_at(text);
        kept_ = text.size() >= header - 1 ? std::string(text.substr(text.size() - (header - 1)))
                                          : joint.substr(joint.size() - std::min(joint.size(), header - 1));
    }
    [[nodiscard]] bool ended() const { return any_ && ended_; }

  private:
    static constexpr std::size_t header = 6;  // "OggS", a version of 0, flags
    void look_at(std::string_view text) {
        std::size_t at = text.rfind(std::string_view("OggS\0", 5));
        while (at != std::string_view::npos && at + header > text.size())
            at = at == 0 ? std::string_view::npos : text.rfind(std::string_view("OggS\0", 5), at - 1);
        if (at == std::string_view::npos) return;
        constexpr unsigned last_page = 4;
        any_ = true;
        ended_ = (static_cast<unsigned char>(text[at + header - 1]) & last_page) != 0;
    }
    std::string kept_;
    bool any_ = false, ended_ = false;
};

}  // namespace understudy
