// A program on a pseudo-terminal, as a person meets it: everything that it prints arrives in one text.
#pragma once

#include <gtest/gtest.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/cli/fakes.hpp"

namespace understudy::cli {

class AtTerminal {
  public:
    explicit AtTerminal(std::vector<std::string> arguments, const std::string& program = UNDERSTUDY_BINARY) {
        winsize size{24, 80, 0, 0};
        child_ = forkpty(&terminal_, nullptr, nullptr, &size);
        if (child_ != 0) return;
        setenv("TERM", "xterm", 1);
        std::vector<char*> argv{const_cast<char*>("understudy")};
        for (std::string& argument : arguments) argv.push_back(argument.data());
        argv.push_back(nullptr);
        execvp(program.c_str(), argv.data());
        _exit(127);
    }
    ~AtTerminal() {
        close(terminal_);
        if (!ended_) waitpid(child_, nullptr, 0);
    }
    AtTerminal(const AtTerminal&) = delete;
    AtTerminal& operator=(const AtTerminal&) = delete;

    bool reads_until(const std::string& part) {
        while (!contains(text_, part))
            if (!read_more()) return false;
        return true;
    }
    void forget() { text_.clear(); }
    void type(const std::string& keys) {
        EXPECT_EQ(write(terminal_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
    }
    void resize(unsigned short rows, unsigned short columns) {
        const winsize size{rows, columns, 0, 0};
        EXPECT_EQ(ioctl(terminal_, TIOCSWINSZ, &size), 0);
    }
    [[nodiscard]] bool echoes() const {
        termios now{};
        tcgetattr(terminal_, &now);
        return (now.c_lflag & ECHO) != 0 && (now.c_lflag & ICANON) != 0;
    }
    /// As Ctrl-C does, but without the terminal's own flush of what is printed at that moment.
    void interrupt() { kill(child_, SIGINT); }
    int exit_code() {
        while (read_more()) {
        }
        int status = 0;
        waitpid(child_, &status, 0);
        ended_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    bool read_more() {
        char buffer[4'096];
        const ssize_t count = read(terminal_, buffer, sizeof buffer);  // EIO when the other side has closed
        if (count > 0) text_.append(buffer, static_cast<std::size_t>(count));
        return count > 0;
    }
    int terminal_ = -1;
    pid_t child_ = -1;
    bool ended_ = false;
    std::string text_;
};

}  // namespace understudy::cli
