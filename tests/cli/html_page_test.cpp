// The page of a report: it stands alone, shows everything, and nothing in a file's name can become markup.
#include "cli/html_page.hpp"

#include <gtest/gtest.h>

namespace understudy::cli {
namespace {

const Time now = Time(seconds(1'795'000'000));

PreflightFile file(const std::string& path, const std::string& verdict) {
    PreflightFile result;
    result.path = path;
    result.verdict = verdict;
    result.format = "pcm_s24le 48 kHz mono";
    result.duration_s = 61.2;
    result.sound.lufs = -23.4;
    result.sound.noise_dbfs = -61;
    result.sound.step_s = 0.255;
    result.sound.loudness.assign(240, -23.5);
    result.sound.peaks.assign(240, -8);
    result.sound.histogram.assign(101, 2);
    if (verdict != "pass")
        result.findings.push_back(
            {verdict, "clipped", "it is clipped in 12 places", "record it again", path, 1});
    return result;
}

PreflightReport report_of(std::vector<PreflightFile> files) {
    PreflightReport report;
    report.verdict = "warn";
    report.files = std::move(files);
    report.files_total = report.files_measured = report.files.size();
    report.duration_s = 122.4;
    report.reasons = {{"warn", "clipped", "2 of 3 recordings are clipped", "record them again", "", 2}};
    return report;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t times = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++times;
    return times;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(ThePage, ShowsVerdictTotalsFindingsPlotsAndEveryRecording) {
    const std::string page =
        html_page(report_of({file("/srv/a/1.wav", "pass"), file("/srv/a/2.wav", "warn")}), now);
    for (const char* part :
         {"2 recordings, with something to look at", "/srv/a/", "0:02:02", "2 of 3 recordings are clipped",
          "record them again", "it is clipped in 12 places", "-23.4 LUFS", "1.wav", "2.wav",
          "loudness over time", "how long the sound has which level", "2026-11-18T11:06:40Z"})
        EXPECT_TRUE(has(page, part)) << part;
    EXPECT_EQ(count(page, "<section class=\"card\">"), 1u);
    EXPECT_EQ(count(page, "<tr><td>"), 2u);
}

TEST(ThePage, NeedsNeitherANetworkNorAScript) {
    const std::string page = html_page(report_of({file("/srv/a.wav", "warn")}), now);
    for (const char* part : {"http://", "https://", "<script", "<link", "@import", "url(", "src=", "onload"})
        EXPECT_FALSE(has(page, part)) << part;
    EXPECT_TRUE(has(page, "default-src 'none'"));
}

TEST(ThePage, CannotBeChangedByWhatAFileIsCalled) {
    PreflightFile hostile = file("/srv/<img src=x onerror=\"alert(1)\">'&.wav", "warn");
    hostile.format = "<b>";
    hostile.findings[0].detail = "</p><script>alert(2)</script>";
    hostile.findings[0].reason = "\"><svg onload=alert(3)>";
    hostile.findings[0].verdict = "warn\" onmouseover=\"alert(4)";
    PreflightReport report = report_of({hostile});
    report.verdict = "<i>";
    report.ignored = {"/srv/<u>.txt"};
    const std::string page = html_page(report, now);
    for (const char* part : {"<img", "<script", "<svg onload", "<b>", "<i>", "<u>", "\" onmouseover"})
        EXPECT_FALSE(has(page, part)) << part;
    EXPECT_TRUE(has(page, "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;.wav"));
}

TEST(ThePage, WritesOutWhatCouldDisguiseAName) {
    EXPECT_EQ(html_text("a\u202Egpj.wav\x1b\n\xff"), "a\\u{202e}gpj.wav\\x1b\\n\\xff");
}

TEST(ThePage, OfThousandsOfRecordingsStaysInAFewMegabytes) {
    std::vector<PreflightFile> files;
    for (int i = 0; i < 6'000; ++i) files.push_back(file("/srv/a/" + std::to_string(i) + ".wav", "warn"));
    const std::string page = html_page(report_of(std::move(files)), now);
    EXPECT_LT(page.size(), 12u << 20);
    EXPECT_EQ(count(page, "<section class=\"card\">"), 60u);
    EXPECT_TRUE(has(page, "5,940 further recordings with findings") || has(page, "5940 further recordings"));
    EXPECT_TRUE(has(page, "1,000 more are left out here"));
}

TEST(ThePage, OfRecordingsThatNobodyListenedToHasNoPlots) {
    PreflightFile plain;
    plain.path = "/srv/a.wav";
    plain.verdict = "pass";
    EXPECT_FALSE(has(html_page(report_of({plain}), now), "<svg"));
}

}  // namespace
}  // namespace understudy::cli
