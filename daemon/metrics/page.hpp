// A page of metrics in Prometheus's text format, version 0.0.4.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy::metrics {

class Histogram;

inline constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

enum class Kind { counter, gauge, histogram };
using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

/// Families in the order in which they are begun, each with its samples. A family without a sample says that
/// there is nothing to tell now.
class Page {
  public:
    /// `help` is one sentence. Names are as Prometheus's guide asks: base units, "_total" for counters.
    void family(std::string_view name, Kind kind, std::string_view help);
    /// A sample of the last family.
    void add(double value, const Labels& labels = {});
    void add(const Histogram& histogram, const Labels& labels = {});
    /// A family of one sample.
    void counter(std::string_view name, std::string_view help, double value);
    void gauge(std::string_view name, std::string_view help, double value);

    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    void sample(std::string_view suffix, const Labels& labels, double value);

    std::string name_, text_;
};

/// "1.5", "+Inf", "1700000000.25": the shortest that reads back as the same.
[[nodiscard]] std::string number_text(double value);

}  // namespace understudy::metrics
