// A program of ours as a child process, heard line by line.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace understudy::test {

class Process {
  public:
    /// Starts it with the environment of the test plus `extra` ("NAME=value"). Its standard output and error
    /// come to us. Aborts the test program when that fails.
    Process(std::vector<std::string> arguments, const std::vector<std::string>& extra);
    /// Kills it when it still runs.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Hears what it says for `limit` at most, or until it says something, or has ended.
    void listen(std::chrono::milliseconds limit);
    /// Waits until it has said a line with `words` in it (counted from its start), or 30 s, or its end. The
    /// line, "" when it did not come.
    std::string line_with(const std::string& words);
    void signal(int number) const;
    /// Waits for its end (60 s, then it is killed). Its exit code, or minus the signal that ended it.
    int wait();
    [[nodiscard]] pid_t id() const { return id_; }
    /// Has it closed its output? All of it has been heard then.
    [[nodiscard]] bool silent() const { return silent_; }
    /// All that it has said so far.
    [[nodiscard]] const std::string& said() const { return said_; }

  private:
    pid_t id_ = -1;
    int output_ = -1;
    bool silent_ = false;  ///< it closed its output
    std::string said_;
};

}  // namespace understudy::test
