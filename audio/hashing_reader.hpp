// Reads a file at any position, and makes the digests of the whole file from the same bytes.
//
// Digests need the bytes in order, a demuxer jumps. So the reader keeps a frontier: the bytes before it are
// digested. A read that touches the frontier moves it; a read beyond it is served and not digested, a read
// before it is served again. finish() reads what is left. A demuxer that goes straight through, which is what
// nearly all files need, has each byte read once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace understudy {

class HashingReader {
  public:
    /// `file` stays the caller's and open. `on_progress` hears the frontier at most once a second.
    HashingReader(int file, std::uint64_t size_bytes, std::function<void(std::uint64_t)> on_progress);
    HashingReader(const HashingReader&) = delete;
    HashingReader& operator=(const HashingReader&) = delete;
    ~HashingReader();

    /// Bytes read; 0 at the end; -1 on an error, which error() then tells.
    [[nodiscard]] std::ptrdiff_t read_at(std::uint64_t position, std::span<std::byte> into);
    /// Reads and digests whatever is left. False on an error.
    [[nodiscard]] bool finish();

    [[nodiscard]] int error() const { return error_; }  ///< errno, 0 when all went well
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] std::uint64_t digested() const { return frontier_; }
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }  ///< in all, repeats included
    /// Lower-case hex of the bytes digested so far; each once, after finish().
    [[nodiscard]] std::string sha256();
    [[nodiscard]] std::string xxh3();

  private:
    struct Digests;
    [[nodiscard]] std::ptrdiff_t from_head(std::uint64_t position, std::span<std::byte> into) const;
    void report();

    const int file_;
    const std::uint64_t size_;
    const std::function<void(std::uint64_t)> on_progress_;
    std::uint64_t frontier_ = 0, bytes_read_ = 0;
    std::int64_t last_report_s_ = 0;
    std::vector<std::byte> head_;  // the first bytes are looked at more than once and read once
    int error_ = 0;
    std::unique_ptr<Digests> digests_;
};

/// Up to `bytes` from a position on; fewer at the file's end or after an error.
[[nodiscard]] std::vector<std::byte> read_head(HashingReader& reader, std::uint64_t from, std::size_t bytes);

}  // namespace understudy
