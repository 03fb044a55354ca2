// Walks the words through CLI11's model as its parser would, forgiving what is not finished. The kinds of
// values are the types that the grammar gives its options: FILE, JOB, LANGUAGE, or "{one,of,these}".
#include "cli/completion_guess.hpp"

#include <algorithm>
#include <sstream>

#include "cli/grammar.hpp"
#include "core/catalogue.hpp"

namespace understudy::cli {

namespace {

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);)
        parts.push_back(part.substr(std::min(part.find_first_not_of(' '), part.size())));
    return parts;
}

/// The values that an option takes no other than; empty where it takes any.
std::vector<std::string> values_of(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    if (type.starts_with("LANGUAGE")) return split(languages_in_words(), ',');
    const std::size_t from = type.find('{'), to = type.find('}');
    if (from == std::string::npos || to == std::string::npos) return {};
    return split(type.substr(from + 1, to - from - 1), ',');
}

class Walk {
  public:
    explicit Walk(CLI::App& root) : root_(root), app_(&root) {}

    void pass(const std::string& word, Settings& settings) {
        if (pending_ != nullptr) return take_value(word, settings);
        if (!only_positionals_ && word == "--") {
            only_positionals_ = true;
        } else if (!only_positionals_ && word.starts_with('-') && word.size() > 1) {
            pass_option(word, settings);
        } else if (app_ == &root_) {
            for (CLI::App* sub :
                 root_.get_subcommands([&](CLI::App* any) { return any->get_name() == word; }))
                app_ = sub;
        } else {
            ++positionals_;
        }
    }

    void guess(const std::string& word, Guess& guess) {
        const std::size_t equals = word.find('=');
        if (pending_ != nullptr) return add_values(*pending_, "", word, guess);
        if (only_positionals_ || !word.starts_with('-')) return guess_word(word, guess);
        if (equals == std::string::npos) return add_options(word, guess);
        if (const CLI::Option* option = find(word.substr(0, equals)))
            add_values(*option, word.substr(0, equals + 1), word.substr(equals + 1), guess);
    }

  private:
    const CLI::Option* find(const std::string& name) {
        const CLI::Option* option = app_->get_option_no_throw(name);
        return option != nullptr ? option : root_.get_option_no_throw(name);
    }

    void pass_option(const std::string& word, Settings& settings) {
        const std::size_t equals = word.find('=');
        const CLI::Option* option = find(word.substr(0, equals));
        if (option == nullptr || option->get_items_expected_max() == 0) return;
        pending_ = option;
        if (equals != std::string::npos) take_value(word.substr(equals + 1), settings);
    }

    void take_value(const std::string& value, Settings& settings) {
        const std::string name = pending_->get_single_name();
        if (name == "url") settings.url = value;
        if (name == "token-file") settings.token_file = value;
        if (name == "ca-file") settings.ca_file = value;
        pending_ = nullptr;
    }

    void guess_word(const std::string& word, Guess& guess) {
        if (app_ == &root_) {
            for (const CLI::App* sub : root_.get_subcommands([](CLI::App*) { return true; }))
                add({sub->get_name(), sub->get_description()}, word, guess);
            return;
        }
        std::size_t number = 0;
        for (const CLI::Option* option : app_->get_options()) {
            if (!option->get_positional()) continue;
            const bool many = option->get_items_expected_max() > 1;
            if (number++ == positionals_ || (many && number <= positionals_))
                return add_values(*option, "", word, guess);
        }
    }

    void add_options(const std::string& word, Guess& guess) {
        for (const CLI::App* app : {static_cast<const CLI::App*>(app_), static_cast<const CLI::App*>(&root_)})
            for (const CLI::Option* option : app->get_options()) {
                if (option->get_lnames().empty() || (app != app_ && option == root_.get_help_ptr())) continue;
                if (app == &root_ && app_ != &root_ && option->get_lnames().front() == "version") continue;
                add({"--" + option->get_lnames().front(), option->get_description()}, word, guess,
                    app != app_);
            }
    }

    /// `glued` stands before the value in the same word: "--state=", and "draft," of a list.
    void add_values(const CLI::Option& option, std::string glued, std::string word, Guess& guess) {
        const std::string type = option.get_type_name();
        guess.files = type.starts_with("FILE");
        guess.jobs = type.starts_with("JOB");
        guess.beginning = word;
        const std::size_t comma = option.get_delimiter() == '\0' ? std::string::npos : word.rfind(',');
        if (comma != std::string::npos) {
            glued += word.substr(0, comma + 1);
            word.erase(0, comma + 1);
        }
        for (const std::string& value : values_of(option))
            if (value.starts_with(word)) guess.candidates.push_back({glued + value, ""});
    }

    static void add(Candidate candidate, const std::string& word, Guess& guess, bool once = false) {
        if (!candidate.text.starts_with(word)) return;
        for (const Candidate& other : guess.candidates)
            if (once && other.text == candidate.text) return;
        guess.candidates.push_back(std::move(candidate));
    }

    CLI::App& root_;
    CLI::App* app_;
    const CLI::Option* pending_ = nullptr;
    std::size_t positionals_ = 0;
    bool only_positionals_ = false;
};

}  // namespace

Guess guess_next(std::vector<std::string> words) {
    Invocation invocation;
    CLI::App app;
    build_grammar(app, invocation);
    if (words.empty()) words.emplace_back();
    Guess guess;
    Walk walk(app);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) walk.pass(words[i], guess.settings);
    walk.guess(words.back(), guess);
    return guess;
}

}  // namespace understudy::cli
