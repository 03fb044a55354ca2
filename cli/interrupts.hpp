// SIGINT, SIGTERM and SIGHUP as a descriptor that becomes readable, so that every wait can watch for them.
#pragma once

namespace understudy::cli {

/// One at a time in a process. While it lives, the first of the signals is only noted; a second one has its
/// usual effect, so that nothing here can make the program hard to stop.
class Interrupts {
  public:
    Interrupts();  ///< throws std::system_error
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    [[nodiscard]] int descriptor() const { return read_end_; }  ///< readable for ever after the first signal
    [[nodiscard]] bool raised() const;

  private:
    int read_end_ = -1;
};

}  // namespace understudy::cli
