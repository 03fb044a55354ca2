// Server-sent events from the bytes of their stream. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understudy::cli {

/// One event of the stream.
struct Told {
    std::string id;    ///< "" for what is no history
    std::string type;  ///< "" where the stream does not say
    std::string data;
};

class EventFeed {
  public:
    /// `position`: the Last-Event-ID that is asked with first; "" for none.
    explicit EventFeed(std::string position) : position_(std::move(position)) {}

    /// The events that are whole now.
    [[nodiscard]] std::vector<Told> feed(std::string_view bytes);
    /// Another stream begins: what came of the last one's unfinished event is forgotten.
    void begin_anew();
    /// The Last-Event-ID with which another stream goes on without gap or repeat: behind the last event that
    /// was given out, or where the stream said that it starts.
    [[nodiscard]] const std::string& position() const { return position_; }

  private:
    void take_line(std::string_view line, std::vector<Told>& whole);
    void take_field(std::string_view name, std::string_view value);

    std::string position_, unread_;
    Told event_;
};

}  // namespace understudy::cli
