#include "cli/manual_page.hpp"

#include <cctype>
#include <sstream>
#include <utility>
#include <vector>

#include "cli/grammar.hpp"

namespace understudy::cli {

namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

/// Text that roff prints as it is: no line of it is taken for a request.
std::string plain(std::string text) {
    const std::pair<const char*, const char*> spellings[] = {{"\\", "\\(rs"}, {"-", "\\-"},   {"…", "..."},
                                                             {"“", "\\(lq"},  {"”", "\\(rq"}, {"'", "\\(aq"},
                                                             {"`", "\\(ga"},  {"^", "\\(ha"}, {"~", "\\(ti"}};
    for (const auto& [what, with] : spellings) replace_all(text, what, with);
    replace_all(text, "\n.", "\n\\&.");
    return text.starts_with('.') ? "\\&" + text : text;
}

std::string bold(const std::string& text) { return "\\fB" + plain(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + plain(text) + "\\fR"; }

bool takes_many(const CLI::Option& option) { return option.get_items_expected_max() > 1; }

/// What stands for the option's value: "{draft,…}" as it is, "FILE", nothing for a flag.
std::string value_of(const CLI::Option& option) {
    if (option.get_items_expected_max() == 0) return "";
    std::string type = option.get_type_name();
    if (const std::size_t set = type.find('{'); set != std::string::npos) type.erase(0, set);
    return type.substr(0, type.find(':'));
}

std::string term_of(const CLI::Option& option) {
    std::string term;
    for (const std::string& name : option.get_snames()) term += (term.empty() ? "" : ", ") + bold("-" + name);
    for (const std::string& name : option.get_lnames())
        term += (term.empty() ? "" : ", ") + bold("--" + name);
    if (option.get_positional()) return italic(option.get_single_name());
    const std::string value = value_of(option);
    return value.empty() ? term : term + " " + italic(value);
}

std::string options_of(const CLI::App& app) {
    std::string text;
    for (const CLI::Option* option : app.get_options())
        text += ".TP\n" + term_of(*option) + "\n" + plain(option->get_description()) +
                (option->get_required() && option->nonpositional() ? " (required)" : "") + "\n";
    return text;
}

/// Lines as they are, spaces and all.
std::string verbatim(const std::string& text) { return ".PP\n.EX\n" + plain(text) + ".EE\n"; }

std::string examples_of(const CLI::App& app) {
    const std::string footer = app.get_footer();
    const std::size_t at = footer.find("Example:\n");
    return at == std::string::npos ? "" : verbatim(footer.substr(at + 9) + "\n");
}

std::string command_text(const CLI::App& sub) {
    std::string heading = "understudy " + sub.get_name();
    for (const CLI::Option* option : sub.get_options()) {
        if (!option->get_positional()) continue;
        const std::string name = option->get_single_name() + (takes_many(*option) ? "..." : "");
        heading += option->get_required() ? " " + name : " [" + name + "]";
    }
    return ".SS " + plain(heading) + "\n" + plain(sub.get_description()) + ".\n" + options_of(sub) +
           examples_of(sub);
}

/// The table of exit codes, taken from where --help has it.
std::string exit_status(const CLI::App& app) {
    std::istringstream lines(app.get_footer());
    std::string text;
    for (std::string line; std::getline(lines, line);) {
        if (line.size() < 8 || std::isdigit(static_cast<unsigned char>(line[2])) == 0) continue;
        text += ".TP\n" + line.substr(2, line.find(' ', 2) - 2) + "\n" + plain(line.substr(7)) + "\n";
    }
    return text;
}

constexpr const char* after_commands = R"(.SH ENVIRONMENT
.TP
\fBUNDERSTUDY_URL\fR
Where the daemon is, when no \fB\-\-url\fR says it.
.TP
\fBUNDERSTUDY_TOKEN_FILE\fR
The file with its token, when no \fB\-\-token\-file\fR says it.
.TP
\fBNO_COLOR\fR
No colours, when it is set and not empty.
.SH FILES
.TP
\fI~/.config/understudy/understudy.toml\fR, \fI/etc/understudy/understudy.toml\fR
The daemon's configuration. When nothing else says where the daemon is, the first of these that is there does, if it
may be read.
.TP
\fI/var/lib/understudy/token\fR
The token, where nothing else is said.
)";

constexpr const char* see_also = R"(.SH SEE ALSO
.BR understudyd (8),
.BR understudy.toml (5)
)";

}  // namespace

std::string manual_page() {
    Invocation invocation;
    CLI::App app;
    build_grammar(app, invocation);
    const CLI::App& grammar = app;
    std::string page = ".TH UNDERSTUDY 1 \"\" \"Understudy " UNDERSTUDY_VERSION
                       "\" \"User Commands\"\n.SH NAME\n"
                       "understudy \\- steers the daemon that makes Cartesia Pro Voice Clones\n"
                       ".SH SYNOPSIS\n\\fBunderstudy\\fR [\\fIOPTIONS\\fR] \\fICOMMAND\\fR ...\n"
                       ".SH DESCRIPTION\n";
    page += plain(grammar.get_description()) +
            "\nWherever an id is wanted, a beginning of it is enough if only one job has it.\n"
            ".SH OPTIONS\nThese go with every command.\n";
    page += options_of(grammar) + ".SH COMMANDS\n";
    for (const CLI::App* sub : grammar.get_subcommands([](const CLI::App*) { return true; }))
        page += command_text(*sub);
    return page + ".SH EXIT STATUS\n" + exit_status(grammar) + after_commands + see_also;
}

}  // namespace understudy::cli
