#include "cli/html_page.hpp"

#include <array>
#include <cstdio>

#include "cli/html_plots.hpp"
#include "cli/html_style.hpp"
#include "cli/job_table.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

constexpr std::size_t most_cards = 60, most_rows = 5'000;

std::string number(const std::optional<double>& value, const char* unit = "", int decimals = 1) {
    if (!value) return "";
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.*f%s", decimals, *value, unit);
    return text.data();
}

/// A verdict's class: one of ours, never the daemon's text.
std::string kind_of(const std::string& verdict) {
    return verdict == "pass" || verdict == "warn" || verdict == "block" ? verdict : "none";
}

std::string badge(const std::string& verdict) {
    return "<span class=\"badge " + kind_of(verdict) + "\">" +
           (verdict.empty() ? "not measured" : html_text(verdict)) + "</span>";
}

std::string total(const char* name, const std::string& value) {
    if (value.empty()) return "";
    return "<div><dt>" + std::string(name) + "</dt><dd>" + value + "</dd></div>";
}

std::string clock(const std::optional<double>& duration_s) {
    return duration_s ? duration_on_clock(*duration_s) : "";
}

std::string khz(const std::optional<double>& hertz) { return hertz ? number(*hertz / 1'000, " kHz") : ""; }

std::string headline(const PreflightReport& report) {
    const std::string many = counted(report.files_total, "recording");
    if (report.verdict == "pass") return many + ", nothing to find fault with";
    if (report.verdict == "warn") return many + ", with something to look at";
    if (report.verdict == "block") return many + " that cannot go on like this";
    return many + ", not all measured yet";
}

std::string head(const PreflightReport& report, const std::string& folder) {
    return "<h1>" + headline(report) + " " + badge(report.verdict) + "</h1>" +
           (folder.empty() ? "" : "<p class=\"soft folder\">" + html_text(folder) + "</p>") +
           "<dl class=\"totals\">" + total("Recordings", grouped(report.files_total)) +
           total("Length in all", clock(report.duration_s)) +
           total("Of it speech", report.speech_s.value_or(0) > 0 ? clock(report.speech_s) : "") +
           total("Sound reaches at least", khz(report.lowest_bandwidth_hz)) + "</dl>";
}

std::string list_of(const std::vector<Finding>& findings) {
    if (findings.empty()) return "";
    std::string html = "<ul class=\"findings\">";
    for (const Finding& finding : findings)
        html += "<li>" + badge(finding.verdict) + "<div><p class=\"detail\">" + html_text(finding.detail) +
                "</p>" +
                (finding.cure.empty() ? "" : "<p class=\"cure\">" + html_text(finding.cure) + "</p>") +
                "</div></li>";
    return html + "</ul>";
}

std::string figure(const std::string& plot, const char* caption) {
    return plot.empty()
               ? ""
               : "<figure><figcaption>" + std::string(caption) + "</figcaption>" + plot + "</figure>";
}

std::string plots(const PreflightReport& report) {
    const std::string html =
        figure(loudness_of_all(report),
               "Loudness (LUFS) of every recording, in their order; grey: its noise floor (dBFS). One voice "
               "in one "
               "room makes two level bands, far apart.") +
        figure(level_histogram(report),
               "How much time the sound has which level: noise and pauses on the left, speech on the right.");
    return html.empty() ? "" : "<h2>All together</h2>" + html;
}

std::string name_below(const PreflightFile& file, const std::string& folder) {
    return html_text(file.path.substr(file.path.starts_with(folder) ? folder.size() : 0));
}

std::string facts_of(const PreflightFile& file) {
    const FileSound& sound = file.sound;
    std::string facts;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) facts += (facts.empty() ? "" : " &middot; ") + std::string(name) + value;
    };
    add("", clock(file.duration_s));
    add("", html_text(file.format));
    add("", number(sound.lufs, " LUFS"));
    add("range ", number(sound.range_lu, " LU"));
    add("peak ", number(sound.true_peak_dbtp, " dBTP"));
    add("noise ", number(sound.noise_dbfs, " dBFS", 0));
    add("SNR ", number(sound.snr_db, " dB", 0));
    add("up to ", khz(sound.bandwidth_hz));
    return facts;
}

std::string card(const PreflightFile& file, const std::string& folder) {
    return "<section class=\"card\"><header><h3>" + name_below(file, folder) + "</h3>" + badge(file.verdict) +
           "</header><p class=\"facts\">" + facts_of(file) + "</p>" + loudness_plot(file.sound) +
           list_of(file.findings) + "</section>";
}

std::string cards(const PreflightReport& report, const std::string& folder) {
    std::string html;
    std::size_t shown = 0, wanted = 0;
    for (const PreflightFile* file : gravest_first(report)) {
        if (file->findings.empty()) continue;
        if (++wanted > most_cards) continue;
        html += card(*file, folder);
        ++shown;
    }
    if (html.empty()) return "";
    const std::string key =
        "<p class=\"soft key\"><i style=\"background:var(--loud)\"></i>loudness, LUFS<i "
        "style=\"background:var(--peak)\"></i>peaks, dBFS<i style=\"background:var(--noise)\"></i>noise "
        "floor</p>";
    const std::string left = wanted > shown
                                 ? "<p class=\"soft\">" + counted(wanted - shown, "further recording") +
                                       " with findings: see the table.</p>"
                                 : "";
    return "<h2>Recordings to look at</h2>" + key + html + left;
}

std::string row(const PreflightFile& file, const std::string& folder) {
    const FileSound& sound = file.sound;
    std::string why;
    for (const Finding& finding : file.findings) why += (why.empty() ? "" : ", ") + html_text(finding.reason);
    const auto cell = [](const std::string& value) { return "<td class=\"num\">" + value + "</td>"; };
    return "<tr><td>" + badge(file.verdict) + "</td><td class=\"file\">" + name_below(file, folder) +
           "</td>" + cell(clock(file.duration_s)) + "<td>" + html_text(file.format) + "</td>" +
           cell(number(sound.lufs)) + cell(number(sound.true_peak_dbtp)) +
           cell(number(sound.noise_dbfs, "", 0)) + cell(number(sound.snr_db, "", 0)) + "<td>" +
           small_plot(sound) + "</td><td class=\"why\">" + why + "</td></tr>\n";
}

std::string table(const PreflightReport& report, const std::string& folder) {
    std::string html =
        "<h2>Every recording</h2><div class=\"scroll\"><table><thead><tr><th>Verdict</th><th>File</th><th "
        "class=\"num\">Length</th><th>Format</th><th class=\"num\">LUFS</th><th class=\"num\">dBTP</th><th "
        "class=\"num\">Noise</th><th "
        "class=\"num\">SNR</th><th>Loudness</th><th>Findings</th></tr></thead><tbody>\n";
    std::size_t rows = 0;
    for (const PreflightFile* file : gravest_first(report))
        if (++rows <= most_rows) html += row(*file, folder);
    html += "</tbody></table></div>";
    if (rows > most_rows)
        html += "<p class=\"soft\">" + grouped(rows - most_rows) + " more are left out here.</p>";
    return html;
}

}  // namespace

std::string html_text(std::string_view text) {
    std::string html;
    for (const char letter : visible(text)) {
        switch (letter) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\'':
                html += "&#39;";
                break;
            default:
                html += letter;
        }
    }
    return html;
}

std::string html_page(const PreflightReport& report, Time now) {
    const std::string folder = common_folder(report.files);
    const std::string ignored =
        report.ignored.empty() ? ""
                               : "<p class=\"soft\">" + html_text(ignored_words(report.ignored)) + "</p>";
    const std::string findings =
        report.reasons.empty() ? "" : "<h2>What was found</h2>" + list_of(report.reasons);
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
           "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'\"><meta "
           "name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" "
           "content=\"no-referrer\"><title>Preflight: " +
           headline(report) + "</title><style>" + page_style + "</style></head>\n<body><main>" +
           head(report, folder) + findings + ignored + plots(report) + cards(report, folder) +
           (report.files.empty() ? "" : table(report, folder)) + "<footer>Understudy preflight, " +
           to_the_second(now) +
           ". What each finding means stands in docs/preflight.md.</footer></main></body></html>\n";
}

}  // namespace understudy::cli
