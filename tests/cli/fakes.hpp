// A world and a daemon for the commands' tests: streams are texts, time passes only by pausing, and the
// daemon answers from a script.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cli/daemon.hpp"
#include "cli/run.hpp"
#include "cli/world.hpp"

namespace understudy::cli {

inline constexpr const char* anna = "job_01JD9Z0V6Q8X5T7R2M4K3N1P0A";
inline constexpr const char* berta = "job_01JD9Z0V6Q8X5T7R2M4K3N1P0B";

class FakeWorld : public World {
  public:
    std::string output, errors;
    StreamFacts out_is, err_is;
    bool input_terminal = false;
    std::size_t columns = 80, rows = 24;
    std::deque<Woken> wakings;  ///< what ends the waits on a full screen
    std::set<std::string> plain_files;
    std::deque<std::string> typed;
    Now moment{Time(seconds(1'795'000'000)), Duration{0}, 0.5};
    int pauses = 0;
    int interrupt_at_pause = -1;  ///< the pause (from 1) that a signal ends
    bool interrupt_at_prompt = false;
    bool signalled = false;
    int keys = 0;
    std::function<void()> on_pause;
    OutsideFacts outside;
    int looks = 0;                             ///< around
    std::map<std::string, std::string> files;  ///< written
    std::string write_trouble;
    bool reader_gone = false;

    /// Somebody sits at a terminal.
    void attend() {
        out_is = err_is = {true, true, false};
        input_terminal = true;
    }

    void out(std::string_view text) override { output += text; }
    void err(std::string_view text) override { errors += text; }
    [[nodiscard]] bool out_is_gone() const override { return reader_gone; }
    [[nodiscard]] StreamFacts out_facts() const override { return out_is; }
    [[nodiscard]] StreamFacts err_facts() const override { return err_is; }
    [[nodiscard]] bool input_is_terminal() const override { return input_terminal; }
    [[nodiscard]] std::size_t width() const override { return columns; }
    [[nodiscard]] std::size_t height() const override { return rows; }
    /// Each wait ends by the next of `wakings`; past their end the terminal is lost.
    [[nodiscard]] std::unique_ptr<Screen> full_screen() override;
    [[nodiscard]] bool is_plain_file(const std::string& path) const override {
        return plain_files.contains(path);
    }
    std::string write_file(const std::string& path, std::string_view content) override {
        if (!write_trouble.empty()) return write_trouble;
        files[path] = content;
        return "";
    }
    [[nodiscard]] Result<std::unique_ptr<NewFile>, std::string> new_file(const std::string& path) override;
    std::map<std::string, std::string> readable;  ///< files
    std::optional<std::string> journal;
    std::optional<std::string> read_file(const std::string& path) override {
        const auto found = readable.find(path);
        return found == readable.end() ? std::nullopt : std::optional(found->second);
    }
    std::optional<std::string> ask_machine(std::vector<std::string>, milliseconds) override {
        return journal;
    }
    bool has_browser = false;
    std::vector<std::string> opened;
    bool open_in_browser(const std::string& url) override {
        if (has_browser) opened.push_back(url);
        return has_browser;
    }
    std::optional<std::string> read_line() override {
        signalled = signalled || interrupt_at_prompt;
        if (signalled || typed.empty()) return std::nullopt;
        std::string line = typed.front();
        typed.pop_front();
        return line;
    }
    [[nodiscard]] Now now() override { return moment; }
    bool pause(milliseconds time) override {
        signalled = signalled || ++pauses == interrupt_at_pause;
        moment.wall += time;
        moment.steady += time;
        if (on_pause) on_pause();
        return !signalled;
    }
    [[nodiscard]] bool interrupted() const override { return signalled; }
    std::string random_key() override { return "key-" + std::to_string(++keys); }
    [[nodiscard]] std::string working_directory() const override { return "/home/studio"; }
    [[nodiscard]] OutsideFacts look_around() override { return ++looks, outside; }
};

class FakeScreen : public Screen {
  public:
    explicit FakeScreen(FakeWorld& world) : world_(world) {}
    Woken wait(milliseconds time) override {
        if (world_.wakings.empty()) return {Woken::By::end};
        const Woken woken = world_.wakings.front();
        world_.wakings.pop_front();
        world_.moment.wall += time;
        world_.moment.steady += time;
        return woken;
    }

  private:
    FakeWorld& world_;
};

class FakeNewFile : public NewFile {
  public:
    FakeNewFile(FakeWorld& world, std::string path) : world_(world), path_(std::move(path)) {}
    bool write(std::string_view piece) override {
        content_ += piece;
        return world_.write_trouble.empty();
    }
    std::string keep() override {
        if (world_.write_trouble.empty()) world_.files[path_] = content_;
        return world_.write_trouble;
    }

  private:
    FakeWorld& world_;
    std::string path_, content_;
};

inline Result<std::unique_ptr<NewFile>, std::string> FakeWorld::new_file(const std::string& path) {
    if (files.contains(path)) return failure(std::string("File exists"));
    return std::unique_ptr<NewFile>(std::make_unique<FakeNewFile>(*this, path));
}

inline std::unique_ptr<Screen> FakeWorld::full_screen() { return std::make_unique<FakeScreen>(*this); }

/// What the daemon says next. Past the end of the script it cannot be reached.
using Said = Result<net::Response, Unreachable>;

struct Script {
    std::deque<Said> answers;
    std::vector<net::Request> requests;
    std::string token;
    std::string address = default_url;
    std::deque<std::string> streams{};  ///< what answers that go on give before they end as `answers` says
};

class ScriptedDaemon : public Daemon {
  public:
    explicit ScriptedDaemon(Script& script) : script_(script) {}
    Result<net::Response, Unreachable> call(net::Request request, milliseconds) override {
        script_.requests.push_back(std::move(request));
        if (script_.answers.empty()) return failure(Unreachable{"connection refused", false, false});
        Said said = std::move(script_.answers.front());
        script_.answers.pop_front();
        return said;
    }
    Result<net::Response, Unreachable> follow(net::Request request, milliseconds patience,
                                              const Take& take) override {
        if (!script_.streams.empty()) {
            const std::string stream = std::move(script_.streams.front());
            script_.streams.pop_front();
            if (!stream.empty()) take(stream);
        }
        return call(std::move(request), patience);
    }
    [[nodiscard]] std::string address() const override { return script_.address; }

  private:
    Script& script_;
};

inline Said answer(int status, std::string body) { return net::Response{status, {}, std::move(body)}; }
inline Said lost() { return failure(Unreachable{"connection reset", true, false}); }
inline Said no_answer_in_time() { return failure(Unreachable{"no answer in time", true, false, true}); }
inline Said refused_connection() { return failure(Unreachable{"connection refused", false, false}); }

/// A job's JSON; `more` are further members, each with a comma before it.
inline std::string job_json(std::string_view state, const std::string& more = "",
                            std::string_view id = anna) {
    return R"({"id":")" + std::string(id) + R"(","name":"Anna","language":"en","state":")" +
           std::string(state) + R"(","attempt":0,"max_attempts":3)" + more + "}";
}
inline Said job(std::string_view state, const std::string& more = "") {
    return answer(200, job_json(state, more));
}
inline Said problem(int status, const std::string& type, const std::string& title,
                    const std::string& detail = "", const std::string& field = "") {
    return answer(status, R"({"type":")" + type + R"(","title":")" + title + R"(","detail":")" + detail +
                              R"(","field":")" + field + R"(","status":)" + std::to_string(status) + "}");
}

/// Runs the command line against the script.
inline ExitCode run_cli(FakeWorld& world, Script& script, std::vector<std::string> arguments) {
    const Reach reach = [&](const Endpoint&, std::string token, const std::string&) {
        script.token = std::move(token);
        return std::make_unique<ScriptedDaemon>(script);
    };
    return run(std::move(arguments), {}, world, reach);
}

inline bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace understudy::cli
