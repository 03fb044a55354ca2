// Sound to record: a tone in a file.
#pragma once

#include <string>

namespace understudy::test {

/// Writes WAV: 8 kHz, mono, 16 bit. `pitch` in Hz.
void write_tone(const std::string& path, int seconds, double pitch);

}  // namespace understudy::test
