#include "cli/checkup.hpp"

#include <algorithm>
#include <array>

#include "cli/json_reading.hpp"
#include "cli/paint.hpp"
#include "cli/text.hpp"

namespace understudy::cli {

namespace {

constexpr std::array verdicts{"pass", "warn", "fail"};
constexpr std::size_t margin = 19;  ///< of the words: the verdict and the name stand before it

Ink ink_of_verdict(std::string_view verdict) { return verdict == "fail" ? Ink::red : ink_of(verdict); }

void add_paragraph(std::vector<std::string>& lines, const std::string& head, const std::string& text, Ink ink,
                   std::size_t width, bool colours) {
    const std::size_t room =
        width == unlimited ? unlimited : std::max<std::size_t>(width, margin + 20) - margin;
    bool first = true;
    const auto pieces = room == unlimited ? std::vector{visible(text)} : wrapped(visible(text), room);
    for (const std::string& piece : pieces) {
        lines.push_back((first ? head : std::string(margin, ' ')) + painted(piece, ink, colours));
        first = false;
    }
}

/// The first line is words, and so is one that ends with ":"; the others are commands.
void add_cure(std::vector<std::string>& lines, std::string_view cure, std::size_t width, bool colours) {
    const std::string beside(margin, ' ');
    for (bool first = true; first || !cure.empty(); first = false) {
        const std::string line(cure.substr(0, cure.find('\n')));
        cure.remove_prefix(std::min(cure.size(), line.size() + 1));
        if (first)
            add_paragraph(lines, beside, "→ " + line, Ink::cyan, width, colours);
        else if (line.ends_with(':'))
            add_paragraph(lines, beside, "  " + line, Ink::cyan, width, colours);
        else
            lines.push_back(beside + "  " + painted(visible(line), Ink::cyan, colours));
    }
}

std::size_t count_of(const Checkup& checkup, std::string_view verdict) {
    return static_cast<std::size_t>(
        std::count_if(checkup.findings.begin(), checkup.findings.end(),
                      [&](const CheckShown& finding) { return finding.verdict == verdict; }));
}

std::string summary(const Checkup& checkup) {
    std::string words;
    for (const auto& [verdict, said] :
         {std::pair{"fail", " failed"}, {"warn", " to know of"}, {"pass", " good"}})
        if (const std::size_t count = count_of(checkup, verdict); count > 0)
            words += (words.empty() ? "" : ", ") + std::to_string(count) + said;
    return words + ".";
}

}  // namespace

std::optional<Checkup> read_checkup(std::string_view text) {
    const auto json = parsed_json(text);
    if (!json || !json->is_object() || text_in(*json, "verdict").empty()) return std::nullopt;
    Checkup checkup;
    checkup.version = text_in(*json, "version");
    for (const Json& check : array_in(*json, "checks"))
        checkup.findings.push_back({text_in(check, "name"), text_in(check, "subject"),
                                    text_in(check, "verdict"), text_in(check, "words"),
                                    text_in(check, "cure")});
    return checkup;
}

std::string checkup_document(const Checkup& checkup) {
    Json checks = Json::array();
    const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
    for (const CheckShown& finding : checkup.findings)
        checks.push_back(Json{{"name", finding.name},
                              {"subject", or_null(finding.subject)},
                              {"verdict", finding.verdict},
                              {"words", finding.words},
                              {"cure", or_null(finding.cure)}});
    return dumped(Json{{"verdict", verdict_of(checkup)},
                       {"reached", checkup.reached},
                       {"version", or_null(checkup.version)},
                       {"checks", std::move(checks)}});
}

void compare_versions(Checkup& checkup, std::string_view own_version) {
    if (checkup.version.empty() || checkup.version == own_version) return;
    checkup.findings.push_back(
        {"version", "", "warn",
         "The daemon is version " + checkup.version + ", this program " + std::string(own_version) + ".",
         "restart the daemon (sudo systemctl restart understudyd) when it was installed anew"});
}

std::string verdict_of(const Checkup& checkup) {
    std::size_t worst = 0;
    for (const CheckShown& finding : checkup.findings)
        for (std::size_t rank = worst + 1; rank < verdicts.size(); ++rank)
            if (finding.verdict == verdicts[rank]) worst = rank;
    return verdicts[worst];
}

std::vector<std::string> checkup_lines(const Checkup& checkup, std::size_t width, bool colours) {
    std::vector<std::string> lines;
    for (const CheckShown& finding : checkup.findings) {
        const std::string head =
            painted(padded(visible(finding.verdict), 6), ink_of_verdict(finding.verdict), colours) +
            painted(padded(truncated(visible(finding.name), margin - 8), margin - 6), Ink::bold, colours);
        const std::string subject = finding.subject.empty() ? "" : finding.subject + ": ";
        add_paragraph(lines, head, subject + finding.words, Ink::plain, width, colours);
        if (!finding.cure.empty()) add_cure(lines, finding.cure, width, colours);
    }
    lines.push_back("");
    lines.push_back(painted(summary(checkup), ink_of_verdict(verdict_of(checkup)), colours));
    return lines;
}

}  // namespace understudy::cli
