#include <array>
#include <cctype>
#include <charconv>

#include "emulator/control_json.hpp"

namespace understudy::emulator {

namespace {

struct Kind {
    std::string_view word;
    FaultAct act;
    FaultPoint at;  ///< unless the fault says otherwise
    FaultBody body;
    int status;  ///< likewise; 0: the right one
};

constexpr std::array<Kind, 10> kinds{{
    {"status", FaultAct::answer, FaultPoint::read, FaultBody::refusal, 500},
    {"reset", FaultAct::reset, FaultPoint::commit, FaultBody::right, 0},
    {"close", FaultAct::close, FaultPoint::commit, FaultBody::right, 0},
    {"hang", FaultAct::hang, FaultPoint::commit, FaultBody::right, 0},
    {"slow", FaultAct::none, FaultPoint::commit, FaultBody::right, 0},
    {"garbage", FaultAct::answer, FaultPoint::commit, FaultBody::garbage, 0},
    {"truncated", FaultAct::answer, FaultPoint::commit, FaultBody::truncated, 0},
    {"html", FaultAct::answer, FaultPoint::read, FaultBody::html, 502},
    {"wrapped", FaultAct::answer, FaultPoint::read, FaultBody::wrapped, 500},
    {"empty", FaultAct::answer, FaultPoint::commit, FaultBody::empty, 0},
}};

constexpr std::array<std::pair<std::string_view, FaultPoint>, 5> points{{{"start", FaultPoint::start},
                                                                         {"body", FaultPoint::body},
                                                                         {"read", FaultPoint::read},
                                                                         {"commit", FaultPoint::commit},
                                                                         {"answer", FaultPoint::answer}}};

/// Reads members one by one; what is left over is unknown.
class Reader {
  public:
    explicit Reader(Json object) : object_(std::move(object)) {
        if (!object_.is_object()) problem_ = "A JSON object is expected.";
    }
    std::optional<Json> take(const char* name) {
        if (!object_.is_object() || !object_.contains(name)) return std::nullopt;
        Json value = object_[name];
        object_.erase(name);
        return value;
    }
    template <class T>
    void number(const char* name, T& into) {
        const auto value = take(name);
        if (!value) return;
        if (value->is_number_unsigned() ||
            (value->is_number_integer() && value->template get<long long>() >= 0))
            into = value->template get<T>();
        else
            complain(name);
    }
    void text(const char* name, std::string& into) {
        const auto value = take(name);
        if (!value) return;
        if (value->is_string())
            into = value->get<std::string>();
        else
            complain(name);
    }
    void duration(const char* name, Duration& into) {
        const auto value = take(name);
        if (!value) return;
        if (const auto parsed = duration_from(*value))
            into = *parsed;
        else
            complain(name);
    }
    void complain(const std::string& name) {
        if (problem_.empty()) problem_ = "The member '" + name + "' is not of the right type or value.";
    }
    [[nodiscard]] std::string finish() {
        if (problem_.empty() && !object_.empty())
            problem_ = "There is no member '" + object_.begin().key() + "'.";
        return problem_;
    }

  private:
    Json object_;
    std::string problem_;
};

void take_kind(Reader& reader, Fault& fault) {
    std::string word = "status";
    reader.text("kind", word);
    for (const auto& kind : kinds) {
        if (kind.word != word) continue;
        fault.act = kind.act;
        fault.at = kind.at;
        fault.body = kind.body;
        fault.status = kind.status;
        return;
    }
    reader.complain("kind");
}

void take_point(Reader& reader, Fault& fault) {
    std::string word;
    reader.text("at", word);
    if (word.empty()) return;
    for (const auto& [name, point] : points)
        if (name == word) {
            fault.at = point;
            return;
        }
    reader.complain("at");
}

void take_headers(Reader& reader, Fault& fault) {
    if (const auto after = reader.take("retry_after"))
        fault.headers.emplace_back("Retry-After",
                                   after->is_string() ? after->get<std::string>() : after->dump());
    const auto headers = reader.take("headers");
    if (!headers) return;
    if (!headers->is_object()) return reader.complain("headers");
    for (const auto& [name, value] : headers->items())
        fault.headers.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
}

std::string read_fault(const Json& json, Fault& fault) {
    Reader reader(json);
    take_kind(reader, fault);
    take_point(reader, fault);
    take_headers(reader, fault);
    reader.number("after_bytes", fault.after_bytes);
    reader.number("status", fault.status);
    reader.text("error_code", fault.error_code);
    reader.text("title", fault.title);
    reader.text("message", fault.message);
    reader.text("content_type", fault.content_type);
    if (const auto body = reader.take("body")) {
        fault.body = FaultBody::given;
        fault.given = body->is_string() ? body->get<std::string>() : body->dump();
    }
    reader.duration("delay", fault.delay);
    reader.duration("commit_after", fault.commit_after);
    reader.number("body_bytes_per_second", fault.body_bytes_per_second);
    reader.number("answer_bytes_per_second", fault.answer_bytes_per_second);
    return reader.finish();
}

template <class Table, class Value>
std::string_view word_of(const Table& table, Value value) {
    for (const auto& [word, candidate] : table)
        if (candidate == value) return word;
    return "";
}

}  // namespace

Result<FaultRule, std::string> fault_rule_from(const Json& json) {
    if (!json.is_object()) return failure(std::string("A fault rule is a JSON object."));
    Reader reader(json);
    FaultRule rule;
    std::string problem;
    reader.number("after", rule.after);
    reader.number("times", rule.times);
    if (const auto match = reader.take("match")) {
        Reader matcher(*match);
        matcher.text("method", rule.method);
        matcher.text("path", rule.path);
        problem = matcher.finish();
    }
    const auto fault = reader.take("fault");
    if (problem.empty()) problem = fault ? read_fault(*fault, rule.fault) : "The member 'fault' is required.";
    if (problem.empty()) problem = reader.finish();
    if (!problem.empty()) return failure(problem);
    return rule;
}

Json fault_rule_view(const FaultRule& rule) {
    return {{"id", rule.id},
            {"match", {{"method", rule.method}, {"path", rule.path}}},
            {"after", rule.after},
            {"times", rule.times},
            {"matched", rule.matched},
            {"struck", rule.struck},
            {"at", word_of(points, rule.fault.at)},
            {"status", rule.fault.status}};
}

std::optional<Duration> parse_duration(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0 || number > 1e9) return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    double seconds_each = 0;
    if (unit == "ms") seconds_each = 0.001;
    if (unit == "s" || unit.empty()) seconds_each = 1;
    if (unit == "m") seconds_each = 60;
    if (unit == "h") seconds_each = 3600;
    if (seconds_each == 0) return std::nullopt;
    return Duration(static_cast<Duration::rep>(number * seconds_each * 1e6));
}

std::optional<Duration> duration_from(const Json& value) {
    if (value.is_string()) return parse_duration(value.get<std::string>());
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 1e9) return std::nullopt;
    return Duration(static_cast<Duration::rep>(value.get<double>() * 1e6));
}

}  // namespace understudy::emulator
