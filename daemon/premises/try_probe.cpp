#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>

#include "audio/probe_process.hpp"
#include "core/formats.hpp"
#include "daemon/premises/looks.hpp"

namespace understudy {
namespace {

constexpr std::uint32_t kRate = 8'000, kSamples = 800;  // a tenth of a second
constexpr std::chrono::seconds kPatience{3};

void put(std::string& bytes, std::uint32_t value, int width) {
    for (int at = 0; at < width; ++at) bytes += static_cast<char>(value >> (8 * at) & 0xFF);
}

/// A WAV, 16 bits, mono, of a rising and falling line.
std::string tiny_wav() {
    std::string bytes = "RIFF";
    put(bytes, 36 + 2 * kSamples, 4);
    bytes += "WAVEfmt ";
    put(bytes, 16, 4);
    put(bytes, 1, 2);
    put(bytes, 1, 2);
    put(bytes, kRate, 4);
    put(bytes, 2 * kRate, 4);
    put(bytes, 2, 2);
    put(bytes, 16, 2);
    bytes += "data";
    put(bytes, 2 * kSamples, 4);
    for (std::uint32_t at = 0; at < kSamples; ++at) put(bytes, (at % 80) * 50, 2);
    return bytes;
}

/// A file in memory. The probe takes nothing that it could write to.
FileDescriptor read_only(const std::string& bytes) {
    const FileDescriptor file(::memfd_create("understudy-doctor", MFD_CLOEXEC));
    if (!file || ::pwrite(file.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        return {};
    const std::string path = "/proc/self/fd/" + std::to_string(file.get());
    return FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

Check unwell(std::string words) {
    return {"probe", "", CheckVerdict::fail, std::move(words),
            "install the package anew: recordings cannot be measured without it, so no job gets beyond its "
            "draft"};
}

}  // namespace

Check try_probe(const std::string& path) {
    const std::string wav = tiny_wav();
    const FileDescriptor file = read_only(wav);
    if (!file) return unwell("There is no memory to try understudy-probe with.");
    auto probe = ProbeProcess::start(path);
    if (!probe) return unwell("understudy-probe cannot be started: " + probe.error() + ".");
    const StopSignal never;
    const ProbeAnswer answer = (*probe)->hear(file.get(), wav.size(), never, kPatience);
    if (answer.kind != ProbeAnswer::Kind::heard)
        return unwell("understudy-probe does not answer as it should: it " + answer.how + ".");
    constexpr std::int64_t length_us = std::int64_t{1'000'000} * kSamples / kRate;
    if (answer.hearing.content != Content::recording || answer.hearing.duration_us != length_us)
        return unwell("understudy-probe hears something else than what it is given.");
    return {
        "probe", "", CheckVerdict::pass,
        "understudy-probe starts and hears; it takes " + std::string(accepted_extensions_in_words()) + ".",
        ""};
}

}  // namespace understudy
