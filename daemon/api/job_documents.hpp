// The documents of the jobs that were asked for last, as they went out: who watches a job asks for it again
// and again, and it seldom changed meanwhile.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understudy::api {

/// At most 256 documents of at most 16 KiB. On the I/O thread.
class JobDocuments {
  public:
    /// The document of that job with that ETag; nullptr when it has to be made. Good until the next keep().
    [[nodiscard]] const std::string* find(std::string_view job_id, std::string_view tag) const;
    /// In the place of an older one, of this job or of another one.
    void keep(std::string_view job_id, std::string_view tag, std::string_view document);

  private:
    struct Shown {
        std::string job_id, tag, document;
    };
    std::vector<Shown> places_;  ///< none before the first document; each job has one place, and shares it
};

}  // namespace understudy::api
