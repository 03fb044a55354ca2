// The daemon that is killed and started again, and its client: one that does not know whether it was heard
// asks again with the same Idempotency-Key.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tests/daemon/kill/emulated_cloud.hpp"
#include "tests/daemon/kill/http.hpp"
#include "tests/daemon/whole/process.hpp"

namespace understudy::killing {

class Victim {
  public:
    /// `folder` holds its database and configuration; `recordings` are only read.
    Victim(std::string folder, const std::string& recordings, const EmulatedCloud& cloud);

    /// Starts `binary`; `environment` as "NAME=value". It may be dead at any time after this.
    void start(const std::string& binary, const std::vector<std::string>& environment);
    [[nodiscard]] pid_t id() const { return process_->id(); }
    /// Kills it unless it is dead. Minus the signal that ended it, or its exit code.
    int end(int signal);

    /// Waits until it listens. False when it died first.
    bool listens();
    /// Asks for `count` jobs in all, those that were acknowledged aside. False when it died meanwhile.
    bool submit(std::size_t count);
    /// Asks how the jobs are, and acts as a person where one is needed. Null when it died.
    [[nodiscard]] Json jobs();
    /// Hears what it says for `limit` at most. False when it is dead.
    bool hear(std::chrono::milliseconds limit);

    /// The ids of the jobs that it answered for with a 2xx.
    [[nodiscard]] const std::vector<std::string>& acknowledged() const { return acknowledged_; }
    /// Everything that it said in all its lives.
    [[nodiscard]] std::string said() const { return said_ + (process_ ? process_->said() : ""); }

  private:
    void write_config(const EmulatedCloud& cloud);
    HttpAnswer ask(std::string method, std::string target, std::string key = "", const Json& body = nullptr);

    std::string folder_, recordings_, key_, token_, said_;
    std::vector<std::string> acknowledged_;
    std::unique_ptr<test::Process> process_;
    std::unique_ptr<Http> http_;
};

}  // namespace understudy::killing
