// Reads multipart/form-data as it streams in: constant memory whatever the size, any order of parts, a
// boundary across any edge of chunks. What could be the start of a delimiter is held back until it is clear.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::emulator {

struct PartHead {
    std::string name;                     ///< of the form's field
    std::optional<std::string> filename;  ///< %22 and backslash escapes undone
    std::string content_type;
};

class MultipartReader {
  public:
    struct Sink {
        std::function<void(const PartHead&)> begin;
        std::function<void(std::string_view)> data;
        std::function<void()> end;
    };
    MultipartReader(std::string_view boundary, Sink sink);

    /// The next bytes of the body. False once they cannot be a multipart body any more (see problem()).
    [[nodiscard]] bool feed(std::string_view bytes);
    /// Whether the closing delimiter has been seen; what follows it is ignored.
    [[nodiscard]] bool complete() const { return state_ == State::epilogue; }
    [[nodiscard]] const std::string& problem() const { return problem_; }

  private:
    enum class State { preamble, after_delimiter, headers, body, epilogue, broken };
    [[nodiscard]] bool step();
    [[nodiscard]] bool skip_preamble();
    [[nodiscard]] bool read_delimiter_end();
    [[nodiscard]] bool read_headers();
    [[nodiscard]] bool read_body();
    bool fail(std::string why);

    std::string delimiter_;  ///< CR LF "--" boundary
    Sink sink_;
    State state_ = State::preamble;
    std::string held_;  ///< bytes not yet decided on
    std::string problem_;
};

/// The boundary of a Content-Type, quoted or not; nullopt when it is not multipart/form-data or has none.
[[nodiscard]] std::optional<std::string> multipart_boundary(std::string_view content_type);
/// Understands the header block of one part; nullopt when it names no field.
[[nodiscard]] std::optional<PartHead> parse_part_head(std::string_view block);

}  // namespace understudy::emulator
