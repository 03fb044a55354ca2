// The one range of bytes that a request asks for (RFC 9110, section 14).
#pragma once

#include <cstdint>
#include <string_view>

namespace understudy::api {

struct ByteRange {
    enum class Kind {
        whole,         ///< none is asked for, or several, or what is no range: then all of it is sent
        part,          ///< `begin` to `end`
        unsatisfiable  ///< it begins behind the end
    } kind = Kind::whole;
    std::uint64_t begin = 0, end = 0;  ///< `end` is the first byte that is not wanted
    bool operator==(const ByteRange&) const = default;
};

/// Of something that has `size` bytes; `field` is the value of Range, "" without one.
[[nodiscard]] ByteRange read_range(std::string_view field, std::uint64_t size);

}  // namespace understudy::api
