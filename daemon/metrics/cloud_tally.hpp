// What the exchanges with the cloud came to.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "cartesia/observer.hpp"
#include "daemon/metrics/histogram.hpp"
#include "daemon/metrics/page.hpp"

namespace understudy::metrics {

class CloudTally : public cartesia::Observer {
  public:
    void exchanged(const cartesia::Exchanged& exchange) override;
    /// Its families, at the page's end.
    void write_to(Page& page) const;

  private:
    /// The endpoint's word, what it came to ("done", or the word of a TroubleKind), "2xx" or "none".
    using Key = std::tuple<std::string, std::string, std::string>;
    std::map<Key, std::uint64_t> requests_;
    std::map<std::string, std::uint64_t, std::less<>> retries_;
    std::map<std::string, Histogram, std::less<>> durations_;
    Histogram upload_durations_{upload_bounds};
    std::uint64_t files_uploaded_ = 0;
    std::optional<Time> last_success_;

    static constexpr std::array upload_bounds{0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0};
};

/// "2xx", "none" where no answer came.
[[nodiscard]] std::string_view status_class(int http_status);

}  // namespace understudy::metrics
