// The emulator, for many lives one after the other: each has an account of its own.
#pragma once

#include <memory>

#include "tests/daemon/kill/http.hpp"
#include "tests/daemon/whole/process.hpp"

namespace understudy::killing {

class EmulatedCloud {
  public:
    /// `folder` is for its certificates.
    explicit EmulatedCloud(std::string folder);

    /// An empty account, whose first `failing` trainings fail; no faults; `settings` as the emulator takes
    /// them.
    void fresh_account(std::size_t failing, Json settings);
    void add_faults(const Json& rules);
    void clear_faults();
    [[nodiscard]] std::size_t faults_struck();

    [[nodiscard]] const std::string& url() const { return url_; }
    [[nodiscard]] std::string ca_file() const { return folder_ + "/ca.pem"; }
    [[nodiscard]] const std::string& key() const { return key_; }

    [[nodiscard]] Json purchases();
    [[nodiscard]] Json files();
    [[nodiscard]] Json datasets();

  private:
    void start();
    Json control(const std::string& method, const std::string& target, const Json& body = nullptr);

    std::string folder_, url_, key_;
    std::size_t account_ = 0;
    std::unique_ptr<test::Process> process_;
    std::unique_ptr<Http> http_;
};

}  // namespace understudy::killing
