#include "daemon/metrics/page.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "daemon/metrics/histogram.hpp"

namespace understudy::metrics {

namespace {

void add_escaped(std::string& text, std::string_view value, bool quotes) {
    for (const char letter : value) {
        if (letter == '\n') {
            text += "\\n";
            continue;
        }
        if (letter == '\\' || (quotes && letter == '"')) text += '\\';
        text += letter;
    }
}

constexpr std::string_view word_of(Kind kind) {
    switch (kind) {
        case Kind::counter:
            return "counter";
        case Kind::gauge:
            return "gauge";
        case Kind::histogram:
            break;
    }
    return "histogram";
}

}  // namespace

std::string number_text(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 32> text{};
    const double size = std::abs(value);
    const bool readable = size == 0 || (size >= 1e-6 && size < 1e15);  // without an exponent
    const auto format = readable ? std::chars_format::fixed : std::chars_format::general;
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value, format);
    return {text.data(), end};
}

void Page::family(std::string_view name, Kind kind, std::string_view help) {
    name_ = name;
    text_.append("# HELP ").append(name).append(" ");
    add_escaped(text_, help, false);
    text_.append("\n# TYPE ").append(name).append(" ").append(word_of(kind)).append("\n");
}

void Page::sample(std::string_view suffix, const Labels& labels, double value) {
    text_.append(name_).append(suffix);
    char before = '{';
    for (const auto& [label, word] : labels) {
        text_.append(1, before).append(label).append("=\"");
        add_escaped(text_, word, true);
        text_ += '"';
        before = ',';
    }
    if (!labels.empty()) text_ += '}';
    text_.append(" ").append(number_text(value)).append("\n");
}

void Page::add(double value, const Labels& labels) { sample("", labels, value); }

/// Its buckets hold what is not above their bound, so each counts those before it, too.
void Page::add(const Histogram& histogram, const Labels& labels) {
    std::uint64_t so_far = 0;
    for (std::size_t place = 0; place < histogram.counts().size(); ++place) {
        so_far += histogram.counts()[place];
        const bool last = place == histogram.bounds().size();
        const std::string bound = last ? "+Inf" : number_text(histogram.bounds()[place]);
        Labels with_bound = labels;
        with_bound.emplace_back("le", bound);
        sample("_bucket", with_bound, static_cast<double>(so_far));
    }
    sample("_sum", labels, histogram.sum());
    sample("_count", labels, static_cast<double>(so_far));
}

void Page::counter(std::string_view name, std::string_view help, double value) {
    family(name, Kind::counter, help);
    add(value);
}

void Page::gauge(std::string_view name, std::string_view help, double value) {
    family(name, Kind::gauge, help);
    add(value);
}

}  // namespace understudy::metrics
