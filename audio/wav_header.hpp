// What a WAV's header promises. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace understudy {

/// The length that the `data` chunk declares, in microseconds at the declared byte rate. 0 where there is no
/// promise: a header that was not understood, or sizes that programs write which do not know the end (pipes).
[[nodiscard]] std::int64_t wav_header_duration_us(std::span<const std::byte> head);

}  // namespace understudy
