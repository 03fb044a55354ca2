// The world of a real process.
#pragma once

#include "cli/browser.hpp"
#include "cli/disk_file.hpp"
#include "cli/interrupts.hpp"
#include "cli/world.hpp"

namespace understudy::cli {

class ProcessWorld : public World {
  public:
    /// `interrupts` must outlive it.
    explicit ProcessWorld(const Interrupts& interrupts);

    void out(std::string_view text) override;
    void err(std::string_view text) override;
    [[nodiscard]] bool out_is_gone() const override;
    [[nodiscard]] StreamFacts out_facts() const override { return out_facts_; }
    [[nodiscard]] StreamFacts err_facts() const override { return err_facts_; }
    [[nodiscard]] bool input_is_terminal() const override;
    [[nodiscard]] std::size_t width() const override;
    [[nodiscard]] std::size_t height() const override;
    [[nodiscard]] std::unique_ptr<Screen> full_screen() override;  // screen.cpp
    [[nodiscard]] bool is_plain_file(const std::string& path) const override;
    [[nodiscard]] Result<std::unique_ptr<NewFile>, std::string> new_file(const std::string& path) override {
        return begin_file(path);
    }
    std::string write_file(const std::string& path, std::string_view content) override;
    std::optional<std::string> read_file(const std::string& path) override;
    std::optional<std::string> ask_machine(std::vector<std::string> words, milliseconds patience) override;
    bool open_in_browser(const std::string& url) override { return cli::open_in_browser(url); }
    std::optional<std::string> read_line() override;
    [[nodiscard]] Now now() override;
    bool pause(milliseconds time) override;
    [[nodiscard]] bool interrupted() const override { return interrupts_.raised(); }
    std::string random_key() override;
    [[nodiscard]] std::string working_directory() const override;
    [[nodiscard]] OutsideFacts look_around() override;  // look_around.cpp

    /// Something that was to go to standard output did not: a full disk, a closed pipe.
    [[nodiscard]] bool output_lost() const { return output_lost_; }

  private:
    const Interrupts& interrupts_;
    StreamFacts out_facts_, err_facts_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    bool output_lost_ = false;
};

}  // namespace understudy::cli
