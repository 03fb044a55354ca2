// ProcessWorld's screen. Ctrl-C stays a signal, which Interrupts notes; a resize ends the wait, since poll()
// is never restarted after a signal.
#include "cli/screen.hpp"

#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "cli/process_world.hpp"

namespace understudy::cli {

namespace {

void wake(int) {}

class TerminalScreen : public Screen {
  public:
    TerminalScreen(ProcessWorld& world, const Interrupts& interrupts)
        : world_(world), interrupts_(interrupts) {
        tcgetattr(STDIN_FILENO, &before_);
        termios now = before_;
        now.c_lflag &= static_cast<tcflag_t>(~static_cast<tcflag_t>(ICANON | ECHO));
        now.c_cc[VSUSP] = _POSIX_VDISABLE;  // a shell would meet the other screen
        now.c_cc[VMIN] = 1;
        now.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &now);
        struct sigaction action {};
        action.sa_handler = wake;
        sigaction(SIGWINCH, &action, &winch_before_);
        world_.out("\x1b[?1049h\x1b[?25l\x1b[2J");
    }
    ~TerminalScreen() override {
        world_.out("\x1b[?25h\x1b[?1049l");
        sigaction(SIGWINCH, &winch_before_, nullptr);
        tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }

    Woken wait(milliseconds time) override {
        std::array<pollfd, 2> watched{{{STDIN_FILENO, POLLIN, 0}, {interrupts_.descriptor(), POLLIN, 0}}};
        const int ready = poll(watched.data(), watched.size(), static_cast<int>(time.count()));
        if (interrupts_.raised()) return {Woken::By::end};
        if (ready < 0) return {errno == EINTR ? Woken::By::resize : Woken::By::end};
        if (watched[0].revents == 0) return {Woken::By::time};
        char key = 0;
        if (read(STDIN_FILENO, &key, 1) != 1) return {Woken::By::end};
        return {Woken::By::key, key};
    }

  private:
    ProcessWorld& world_;
    const Interrupts& interrupts_;
    termios before_{};
    struct sigaction winch_before_ {};
};

}  // namespace

std::unique_ptr<Screen> ProcessWorld::full_screen() {
    return std::make_unique<TerminalScreen>(*this, interrupts_);
}

}  // namespace understudy::cli
