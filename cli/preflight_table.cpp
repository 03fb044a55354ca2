#include "cli/preflight_table.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/job_table.hpp"
#include "cli/sparkline.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

constexpr std::size_t spark_columns = 16;

std::string level(const std::optional<double>& value, int decimals = 1) {
    if (!value) return "";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, *value);
    return text.data();
}

std::string noise_cell(const FileSound& sound) {
    if (!sound.noise_dbfs) return "";
    return level(sound.noise_dbfs, 0) + (sound.snr_db ? "/" + level(sound.snr_db, 0) : "");
}

std::string reasons_of(const PreflightFile& file) {
    std::string words;
    for (const Finding& finding : file.findings) words += (words.empty() ? "" : ", ") + finding.reason;
    return visible(words);
}

void add_wrapped(std::vector<std::string>& lines, const std::string& first, const std::string& indent,
                 const std::string& text, std::size_t width) {
    const std::size_t room = width == unlimited ? 10'000 : std::max<std::size_t>(width, 40) - indent.size();
    bool begun = false;
    for (const std::string& piece : wrapped(text, room)) {
        lines.push_back((begun ? indent : first) + piece);
        begun = true;
    }
}

void add_reason(std::vector<std::string>& lines, const Finding& reason, std::size_t width, bool colours,
                bool utf8) {
    const std::string verdict = padded(visible(reason.verdict), 6);
    add_wrapped(lines, "  " + painted(verdict, ink_of(visible(reason.verdict)), colours) + " ", "         ",
                visible(reason.detail), width);
    if (!reason.cure.empty())
        add_wrapped(lines, utf8 ? "         → " : "         > ", "           ", visible(reason.cure), width);
}

}  // namespace

Table preflight_table(const std::vector<const PreflightFile*>& files, const std::string& folder, bool utf8) {
    Table table;
    table.columns = {{"VERDICT"},
                     {"FILE", false, 12, 0},
                     {"LENGTH", true, unlimited, 4},
                     {"FORMAT", false, 6, 7},
                     {"LUFS", true, unlimited, 3},
                     {"PEAK", true, unlimited, 5},
                     {"NOISE/SNR", true, unlimited, 6},
                     {"LOUDNESS", false, unlimited, 2},
                     {"FINDINGS", false, 12, 1}};
    for (const PreflightFile* file : files) {
        const FileSound& sound = file->sound;
        table.rows.push_back(
            {{visible(file->verdict), ink_of(file->verdict)},
             {visible(file->path.substr(file->path.starts_with(folder) ? folder.size() : 0))},
             {file->duration_s ? duration_on_clock(*file->duration_s) : ""},
             {visible(file->format)},
             {level(sound.lufs)},
             {level(sound.true_peak_dbtp)},
             {noise_cell(sound)},
             {sparkline(sound.loudness, spark_columns, utf8), Ink::cyan},
             {reasons_of(*file)}});
    }
    return table;
}

std::vector<std::string> verdict_lines(const PreflightReport& report, std::size_t width, bool colours,
                                       bool utf8) {
    std::vector<std::string> lines;
    for (const Finding& reason : report.reasons) add_reason(lines, reason, width, colours, utf8);
    if (!report.ignored.empty()) add_wrapped(lines, "  ", "  ", ignored_words(report.ignored), width);
    std::string words = counted(report.files_total, "recording");
    if (report.duration_s) words += ", " + duration_on_clock(*report.duration_s) + " in all";
    if (report.speech_s.value_or(0) > 0)
        words += ", " + duration_on_clock(*report.speech_s) + " of it speech";
    const std::string verdict = report.verdict.empty() ? "not all is measured yet" : visible(report.verdict);
    lines.push_back(
        to_text({{"Verdict: "}, {verdict, ink_of(verdict)}, {" (" + words + ")"}}, unlimited, colours));
    return lines;
}

std::string measuring_line(std::uint64_t measured, std::uint64_t total, std::size_t width, bool utf8) {
    const std::string words = "Listening: " + grouped(measured) + " of " + counted(total, "recording") + " ";
    const std::size_t used = display_width(words);
    if (width < used + 12 || total == 0) return truncated(words, width);
    const std::size_t room = std::min<std::size_t>(width - used - 1, 40);
    const auto done = static_cast<std::size_t>(room * measured / total);
    std::string bar;
    for (std::size_t i = 0; i < room; ++i) bar += i < done ? (utf8 ? "█" : "#") : (utf8 ? "░" : ".");
    return words + bar;
}

}  // namespace understudy::cli
