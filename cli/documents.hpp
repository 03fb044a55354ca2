// The daemon's JSON in and out. Reading is forgiving: unknown members are ignored, missing ones are empty.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/job.hpp"

namespace understudy::cli {

struct JobPage {
    std::vector<Job> jobs;
    std::string next_cursor;  ///< "" on the last page
};

/// One event of a job's history; `rest` has its other members as text.
struct Event {
    std::string id, at, type, cause;
    std::vector<std::pair<std::string, std::string>> rest;
    std::string document;
    std::string job_id{};
};
struct EventPage {
    std::vector<Event> events;
    std::string next_cursor;
};

/// nullopt: not a JSON object with an id and a state.
[[nodiscard]] std::optional<Job> read_job(std::string_view json);
/// The link's address; "" where there is none.
[[nodiscard]] std::string read_sign_in_link(std::string_view json);
[[nodiscard]] std::optional<JobPage> read_job_page(std::string_view json);
[[nodiscard]] std::optional<EventPage> read_event_page(std::string_view json);
/// nullopt: not a JSON object.
[[nodiscard]] std::optional<Event> read_event(std::string_view json);
/// Any JSON as indented "key: value" lines for people, texts made harmless. nullopt: not JSON.
[[nodiscard]] std::optional<std::vector<std::string>> as_fields(std::string_view json);

/// JSON as one document, indented, ended with a newline; on one line where `one_line`. Members keep their
/// order. Characters that could steer a terminal are escaped. nullopt: not JSON.
[[nodiscard]] std::optional<std::string> printable_json(std::string_view json, bool one_line);
/// `{"data": […], "next_cursor": …}` of documents.
[[nodiscard]] std::string page_document(const std::vector<std::string>& documents,
                                        std::string_view next_cursor);
[[nodiscard]] std::string voices_document(const std::vector<Voice>& voices);

/// A JSON object for a request. Empty texts and absent values are left out by the caller.
class Body {
  public:
    Body();
    ~Body();
    Body(Body&&) noexcept;
    Body& operator=(Body&&) noexcept;
    void text(const char* member, std::string_view value);  ///< `value` is UTF-8
    void number(const char* member, long long value);
    void flag(const char* member, bool value);
    void nothing(const char* member);  ///< null
    void texts(const char* member, const std::vector<std::string>& values);
    void pairs(const char* member, const std::vector<std::pair<std::string, std::string>>& values);
    [[nodiscard]] std::string to_string() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::cli
