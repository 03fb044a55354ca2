// What the commands need of the world around them besides the daemon: streams, a terminal, a clock.
// Production: ProcessWorld. Tests bring their own and own the clock.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/new_file.hpp"
#include "cli/screen.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

namespace understudy::cli {

/// What an output stream is connected to.
struct StreamFacts {
    bool terminal = false;  ///< a person sits in front of it
    bool redraws = false;   ///< and the cursor can be moved
    bool colours = false;
    bool utf8 = true;  ///< the locale's encoding
};

/// What is to be seen of a daemon that does not answer.
struct OutsideFacts {
    std::string unit_state;  ///< systemd's word for the service: "active", "failed"; "" without systemd
    std::string config_path;
    bool config_there = false;          ///< and readable
    std::optional<bool> config_good{};  ///< what understudyd says of it; nullopt: it could not be asked
    std::string config_words{};         ///< what is wrong with it
};

class World {
  public:
    virtual ~World() = default;

    virtual void out(std::string_view text) = 0;  ///< standard output, written at once
    virtual void err(std::string_view text) = 0;  ///< standard error, written at once
    /// Nobody has anything of what is printed from now on: a pipe that was closed, a full disk.
    [[nodiscard]] virtual bool out_is_gone() const = 0;
    [[nodiscard]] virtual StreamFacts out_facts() const = 0;
    [[nodiscard]] virtual StreamFacts err_facts() const = 0;
    [[nodiscard]] virtual bool input_is_terminal() const = 0;
    /// The terminal's columns now (it may be resized at any time); 80 where there is none.
    [[nodiscard]] virtual std::size_t width() const = 0;

    /// The terminal's lines now; 24 where there is none.
    [[nodiscard]] virtual std::size_t height() const = 0;
    /// Takes the whole terminal until it is destroyed. Only where standard input and output are one.
    [[nodiscard]] virtual std::unique_ptr<Screen> full_screen() = 0;

    /// A file that is seen from here, and no folder.
    [[nodiscard]] virtual bool is_plain_file(const std::string& path) const = 0;
    /// Writes a whole file in place of what was there. "" or what went wrong, for people.
    virtual std::string write_file(const std::string& path, std::string_view content) = 0;
    /// Begins a file in nobody's place. The error is for people.
    [[nodiscard]] virtual Result<std::unique_ptr<NewFile>, std::string> new_file(const std::string& path) = 0;

    /// The beginning of a text file, 256 KiB at most; nullopt when it cannot be read.
    virtual std::optional<std::string> read_file(const std::string& path) = 0;
    /// What a program of this machine says; nullopt when it is not there, fails, or is silent for so long.
    virtual std::optional<std::string> ask_machine(std::vector<std::string> words, milliseconds patience) = 0;

    /// Has a browser of this machine open an address. False where none can.
    virtual bool open_in_browser(const std::string& url) = 0;

    /// A line without its end; nullopt at the end of the input or when interrupted.
    virtual std::optional<std::string> read_line() = 0;
    [[nodiscard]] virtual Now now() = 0;
    /// Waits. False at once when interrupted.
    virtual bool pause(milliseconds time) = 0;
    /// SIGINT, SIGTERM or SIGHUP has come.
    [[nodiscard]] virtual bool interrupted() const = 0;

    /// Hard to guess and never the same twice: an Idempotency-Key.
    virtual std::string random_key() = 0;
    [[nodiscard]] virtual std::string working_directory() const = 0;
    /// Looks for the daemon without asking it.
    [[nodiscard]] virtual OutsideFacts look_around() = 0;
};

}  // namespace understudy::cli
