// HTTP/1.1 messages from bytes, by Beast's parser, behind a wall: Beast is instantiated in parser.cpp alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "net/http.hpp"

namespace understudy::net {

enum class Parsed {
    more,       ///< all that could be used was used; feed more bytes along with what was left
    done,       ///< the message (or its head) is complete
    too_large,  ///< a header, or a body, over its limit
    bad,        ///< not HTTP
};

struct ParseStep {
    Parsed state = Parsed::more;
    std::size_t consumed = 0;  ///< bytes at the front that are not needed any more
    std::size_t produced = 0;  ///< bytes of body, where a body is decoded
    std::string what;          ///< why it is bad, for people
};

/// One whole answer. 1xx answers are complete without a body: make a new reader for what follows.
class AnswerReader {
  public:
    AnswerReader(bool to_head, std::size_t header_limit, std::size_t body_limit);
    ~AnswerReader();
    ParseStep feed(std::span<const std::byte> bytes);
    ParseStep end_of_stream();              ///< done where the answer goes up to the connection's end
    [[nodiscard]] bool keep_alive() const;  ///< after done: another exchange may follow
    [[nodiscard]] Response take();          ///< after done
    /// For who reads an answer as it comes: its status, 0 before its head is whole, and what has come of its
    /// body since the last call.
    [[nodiscard]] int status() const;
    [[nodiscard]] std::string take_piece();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The head of a request, and its body where that comes in chunks.
class RequestReader {
  public:
    explicit RequestReader(std::size_t header_limit);
    ~RequestReader();
    ParseStep feed_head(std::span<const std::byte> bytes);
    /// After feed_head() was done; for chunked bodies only. `done` when the last chunk was seen.
    ParseStep feed_chunked(std::span<const std::byte> bytes, std::span<std::byte> into);

    [[nodiscard]] Request take();  ///< after feed_head() was done
    [[nodiscard]] bool keep_alive() const;
    [[nodiscard]] bool chunked() const;
    [[nodiscard]] bool http_1_0() const;
    [[nodiscard]] std::optional<std::uint64_t> content_length() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::net
