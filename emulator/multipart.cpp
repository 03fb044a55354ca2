#include "emulator/multipart.hpp"

#include <cstring>

namespace understudy::emulator {

namespace {
constexpr std::size_t header_block_at_most = 16 << 10;
}

MultipartReader::MultipartReader(std::string_view boundary, Sink sink)
    : delimiter_("\r\n--" + std::string(boundary)), sink_(std::move(sink)), held_("\r\n") {}

bool MultipartReader::fail(std::string why) {
    problem_ = std::move(why);
    state_ = State::broken;
    return false;
}

bool MultipartReader::feed(std::string_view bytes) {
    if (state_ == State::broken) return false;
    if (state_ == State::epilogue) return true;
    held_.append(bytes);
    while (step()) continue;
    return state_ != State::broken;
}

/// Goes one state further; false when more bytes are needed or nothing is left to do.
bool MultipartReader::step() {
    switch (state_) {
        case State::preamble:
            return skip_preamble();
        case State::after_delimiter:
            return read_delimiter_end();
        case State::headers:
            return read_headers();
        case State::body:
            return read_body();
        case State::epilogue:
            held_.clear();
            return false;
        case State::broken:
            return false;
    }
    return false;
}

bool MultipartReader::skip_preamble() {
    const auto at = held_.find(delimiter_);
    if (at == std::string::npos) {
        if (held_.size() > header_block_at_most) return fail("The body does not begin with its boundary.");
        return false;
    }
    held_.erase(0, at + delimiter_.size());
    state_ = State::after_delimiter;
    return true;
}

/// After a delimiter comes "--" at the end of the body, or the end of the line (after optional blanks).
bool MultipartReader::read_delimiter_end() {
    if (held_.size() < 2) return false;
    if (held_.compare(0, 2, "--") == 0) {
        state_ = State::epilogue;
        return true;
    }
    const auto at = held_.find_first_not_of(" \t");
    if (at == std::string::npos || held_.size() < at + 2)
        return held_.size() > header_block_at_most ? fail("A boundary's line has no end.") : false;
    if (held_.compare(at, 2, "\r\n") != 0) return fail("A boundary is followed by something else.");
    held_.erase(0, at);  // the line's end stays: a header block that is empty is CR LF CR LF, too
    state_ = State::headers;
    return true;
}

bool MultipartReader::read_headers() {
    const auto end = held_.find("\r\n\r\n");
    if (end == std::string::npos)
        return held_.size() > header_block_at_most ? fail("A part's headers are too long.") : false;
    const auto head = parse_part_head(std::string_view(held_).substr(0, end + 2));
    if (!head) return fail("A part has no field name.");
    held_.erase(0, end + 4);
    sink_.begin(*head);
    state_ = State::body;
    return true;
}

bool MultipartReader::read_body() {
    const auto* found =
        static_cast<const char*>(memmem(held_.data(), held_.size(), delimiter_.data(), delimiter_.size()));
    if (found != nullptr) {
        const auto length = static_cast<std::size_t>(found - held_.data());
        if (length > 0) sink_.data(std::string_view(held_).substr(0, length));
        sink_.end();
        held_.erase(0, length + delimiter_.size());
        state_ = State::after_delimiter;
        return true;
    }
    if (held_.size() < delimiter_.size()) return false;
    const std::size_t certain = held_.size() - (delimiter_.size() - 1);
    sink_.data(std::string_view(held_).substr(0, certain));
    held_.erase(0, certain);
    return false;
}

}  // namespace understudy::emulator
