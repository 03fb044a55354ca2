#include "audio/hashing_reader.hpp"

#include <openssl/evp.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <vector>

#include "audio/hex.hpp"

namespace understudy {
namespace {

constexpr std::ptrdiff_t most_head_bytes = 64 * 1024;

std::int64_t steady_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return now.tv_sec;
}

}  // namespace

struct HashingReader::Digests {
    Digests() {
        EVP_DigestInit_ex(sha256, EVP_sha256(), nullptr);
        XXH3_128bits_reset(xxh3);
    }
    Digests(const Digests&) = delete;
    Digests& operator=(const Digests&) = delete;
    ~Digests() {
        EVP_MD_CTX_free(sha256);
        XXH3_freeState(xxh3);
    }
    EVP_MD_CTX* sha256 = EVP_MD_CTX_new();
    XXH3_state_t* xxh3 = XXH3_createState();
};

HashingReader::HashingReader(int file, std::uint64_t size_bytes,
                             std::function<void(std::uint64_t)> on_progress)
    : file_(file),
      size_(size_bytes),
      on_progress_(std::move(on_progress)),
      last_report_s_(steady_seconds()),
      digests_(std::make_unique<Digests>()) {}

HashingReader::~HashingReader() = default;

std::ptrdiff_t HashingReader::read_at(std::uint64_t position, std::span<std::byte> into) {
    if (position >= size_) return 0;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - position));
    if (position < head_.size()) return from_head(position, into.first(wanted));
    ssize_t got = 0;
    do {
        got = ::pread(file_, into.data(), wanted, static_cast<off_t>(position));
    } while (got < 0 && errno == EINTR);
    if (got < 0) error_ = errno;
    if (got <= 0) return got;
    const std::uint64_t end = position + static_cast<std::uint64_t>(got);
    bytes_read_ += static_cast<std::uint64_t>(got);
    if (position == 0)
        head_.assign(into.begin(), into.begin() + std::min<std::ptrdiff_t>(got, most_head_bytes));
    if (position <= frontier_ && end > frontier_) {
        const auto fresh = into.subspan(static_cast<std::size_t>(frontier_ - position),
                                        static_cast<std::size_t>(end - frontier_));
        EVP_DigestUpdate(digests_->sha256, fresh.data(), fresh.size());
        XXH3_128bits_update(digests_->xxh3, fresh.data(), fresh.size());
        frontier_ = end;
        report();
    }
    return got;
}

std::ptrdiff_t HashingReader::from_head(std::uint64_t position, std::span<std::byte> into) const {
    const auto kept = std::span(head_).subspan(static_cast<std::size_t>(position));
    const std::size_t count = std::min(kept.size(), into.size());
    std::copy_n(kept.begin(), count, into.begin());
    return static_cast<std::ptrdiff_t>(count);
}

void HashingReader::report() {
    const std::int64_t now = steady_seconds();
    if (now == last_report_s_ || !on_progress_) return;
    last_report_s_ = now;
    on_progress_(frontier_);
}

bool HashingReader::finish() {
    std::vector<std::byte> buffer(256 * 1024);
    while (frontier_ < size_)
        if (read_at(frontier_, buffer) <= 0) break;
    return error_ == 0;
}

std::string HashingReader::sha256() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(digests_->sha256, digest.data(), &length);
    return hex_of(std::span(digest).first(length));
}

std::string HashingReader::xxh3() {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(digests_->xxh3));
    return hex_of(canonical.digest);
}

std::vector<std::byte> read_head(HashingReader& reader, std::uint64_t from, std::size_t bytes) {
    std::vector<std::byte> head(bytes);
    std::size_t got = 0;
    while (got < bytes) {
        const auto more = reader.read_at(from + got, std::span(head).subspan(got));
        if (more <= 0) break;
        got += static_cast<std::size_t>(more);
    }
    head.resize(got);
    return head;
}

}  // namespace understudy
