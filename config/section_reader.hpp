// Reads one section: each call names a key, checks it and stores it. Keys that nobody asked for are unknown.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/document.hpp"

namespace understudy {

class SectionReader {
  public:
    /// Answers with what is wrong and the cure, or with "".
    using Check = std::function<std::string(std::string_view)>;
    template <class T>
    struct Range {
        T least, most;
    };

    /// Errors are added to `errors`, which outlives the reader. A section that the text does not have is read
    /// as an empty one; one without a name holds the keys outside of any section.
    SectionReader(const ConfigSection& section, std::vector<ConfigError>& errors)
        : section_(section), errors_(errors) {}

    // Each stores only what is right, and leaves `into` as it was otherwise.
    void text(const char* key, std::string& into, const Check& check);
    /// A list may be empty where its default is.
    void texts(const char* key, std::vector<std::string>& into, const Check& check);
    void truth(const char* key, bool& into);
    void whole(const char* key, int& into, Range<int> range);
    void number(const char* key, double& into, Range<double> range);
    void size(const char* key, std::uint64_t& into, std::uint64_t least_but_0);
    void credits(const char* key, std::int64_t& into);
    void duration(const char* key, Duration& into, Range<Duration> range);
    void durations(const char* key, std::vector<Duration>& into, Range<Duration> range);

    /// Reports every key that was not asked for; `elsewhere` names the section that knows a key ("" if none).
    void finish(const std::function<std::string(const std::string& key)>& elsewhere);
    [[nodiscard]] const std::vector<std::string>& known() const { return known_; }

  private:
    const ConfigValue* find(const char* key);
    const ConfigValue::List* find_list(const char* key, const char* wanted, bool may_be_empty);
    const std::string* as_text(const char* key, const ConfigValue& value, const char* wanted);
    bool read_duration(const char* key, const ConfigValue& value, Range<Duration> range, Duration& into);
    void complain(const std::string& key, int line, std::string message);

    const ConfigSection& section_;
    std::vector<ConfigError>& errors_;
    std::vector<std::string> known_;
};

}  // namespace understudy
