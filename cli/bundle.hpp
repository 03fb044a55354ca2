// A bundle for a maintainer: one JSON document, that a person can read and search before it is sent.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::cli {

/// Sections in the order in which they are added.
class Bundle {
  public:
    /// `salt`: for the digests of names; "" leaves names as they are.
    Bundle(std::string made_at, std::string salt);
    ~Bundle();
    Bundle(const Bundle&) = delete;
    Bundle& operator=(const Bundle&) = delete;

    /// JSON becomes a part of the document, other text an array of lines.
    void add(const std::string& section, std::string_view content);
    /// Under `section`, by `key`: a job's part by its id.
    void add_to(const std::string& section, const std::string& key, std::string_view content);
    /// Why a section is not there.
    void lacks(const std::string& section, std::string_view why);
    [[nodiscard]] std::vector<std::string> sections() const;

    /// Indented, without secrets, and without names where they are to be hidden.
    [[nodiscard]] std::string document() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Of a page of jobs, those that a maintainer will ask about: held and failed ones, the newest first.
[[nodiscard]] std::vector<std::string> jobs_in_trouble(std::string_view page, std::size_t most);

}  // namespace understudy::cli
