#include "cli/html_plots.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "cli/sparkline.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

constexpr double lowest_db = -70, highest_db = 0;

/// A coordinate with one decimal: pages have thousands of them.
std::string at(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", value);
    std::string number = text.data();
    return number.ends_with(".0") ? number.substr(0, number.size() - 2) : number;
}

double height_of(double level_db, double height) {
    const double share = (std::clamp(level_db, lowest_db, highest_db) - lowest_db) / (highest_db - lowest_db);
    return height - share * height;
}

std::string begin_svg(double width, double height, const char* label, const char* kind) {
    return "<svg class=\"" + std::string(kind) + "\" viewBox=\"0 -6 " + at(width) + " " + at(height + 6) +
           "\" role=\"img\" aria-label=\"" + label + "\">";
}

std::string text_at(double x, double y, const char* kind, const std::string& words) {
    return "<text class=\"" + std::string(kind) + "\" x=\"" + at(x) + "\" y=\"" + at(y) + "\">" + words +
           "</text>";
}

std::string line_at(double x1, double y1, double x2, double y2, const char* kind) {
    return "<line class=\"" + std::string(kind) + "\" x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" +
           at(x2) + "\" y2=\"" + at(y2) + "\"/>";
}

/// "M0 10L5 8…": the levels from left to right.
std::string path_of(const std::vector<double>& levels, double left, double width, double height) {
    std::string path;
    const double step = levels.size() > 1 ? width / static_cast<double>(levels.size() - 1) : width;
    for (std::size_t i = 0; i < levels.size(); ++i)
        path += (i == 0 ? "M" : "L") + at(left + static_cast<double>(i) * step) + " " +
                at(height_of(levels[i], height));
    return path;
}

/// Lines at round levels across the plot, each with its number on the left.
std::string level_scale(double left, double width, double height) {
    std::string scale;
    for (const int level : {0, -20, -40, -60}) {
        const double y = height_of(level, height);
        scale += line_at(left, y, left + width, y, "grid");
        scale += text_at(left - 5, y + 3, "scale end", std::to_string(level));
    }
    return scale;
}

std::string dot(double x, double y, const char* kind) {
    return "<circle class=\"" + std::string(kind) + "\" cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"2\"/>";
}

}  // namespace

std::string loudness_plot(const FileSound& sound) {
    if (sound.loudness.empty()) return "";
    constexpr double left = 28, width = 692, height = 110;
    std::string svg = begin_svg(left + width + 4, height + 18, "loudness over time", "plot");
    svg += level_scale(left, width, height);
    const std::string area = path_of(sound.loudness, left, width, height);
    svg += "<path class=\"area\" d=\"" + area + "L" + at(left + width) + " " + at(height) + "L" + at(left) +
           " " + at(height) + "Z\"/><path class=\"loud\" d=\"" + area + "\"/>";
    if (!sound.peaks.empty())
        svg += "<path class=\"peak\" d=\"" + path_of(sound.peaks, left, width, height) + "\"/>";
    if (sound.noise_dbfs) {
        const double y = height_of(*sound.noise_dbfs, height);
        svg += line_at(left, y, left + width, y, "noise");
    }
    const double length_s = sound.step_s * static_cast<double>(sound.loudness.size());
    constexpr int marks = 4;
    for (int mark = 0; mark <= marks; ++mark) {
        const char* kind = mark == 0 ? "scale" : mark == marks ? "scale end" : "scale middle";
        svg += text_at(left + width * mark / marks, height + 14, kind,
                       duration_on_clock(length_s * mark / marks));
    }
    return svg + "</svg>";
}

std::string small_plot(const FileSound& sound) {
    if (sound.loudness.empty()) return "";
    constexpr double width = 96, height = 18;
    const std::string area = path_of(means_of(sound.loudness, 40), 0, width, height);
    return begin_svg(width, height, "loudness over time", "small") + "<path class=\"area\" d=\"" + area +
           "L" + at(width) + " " + at(height) + "L0 " + at(height) + "Z\"/><path class=\"loud\" d=\"" + area +
           "\"/></svg>";
}

std::string level_histogram(const PreflightReport& report) {
    std::vector<double> sums;
    for (const PreflightFile& file : report.files) {
        sums.resize(std::max(sums.size(), file.sound.histogram.size()));
        for (std::size_t i = 0; i < file.sound.histogram.size(); ++i) sums[i] += file.sound.histogram[i];
    }
    const double most = sums.empty() ? 0 : *std::max_element(sums.begin(), sums.end());
    if (most <= 0) return "";
    constexpr double left = 8, width = 712, height = 130;
    const double bar = width / static_cast<double>(sums.size());
    std::string svg = begin_svg(left + width + 8, height + 20, "how long the sound has which level", "plot");
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (sums[i] <= 0) continue;
        const double tall = std::max(0.8, sums[i] / most * (height - 4));
        svg += "<rect class=\"bar\" x=\"" + at(left + static_cast<double>(i) * bar) + "\" y=\"" +
               at(height - tall) + "\" width=\"" + at(bar * 0.8) + "\" height=\"" + at(tall) + "\"/>";
    }
    svg += line_at(left, height, left + width, height, "axis");
    for (int level = -100; level <= 0; level += 20)
        svg += text_at(left + width * (level + 100) / 100, height + 15,
                       level == -100 ? "scale"
                       : level == 0  ? "scale end"
                                     : "scale middle",
                       std::to_string(level) + (level == 0 ? " dBFS" : ""));
    return svg + "</svg>";
}

std::string loudness_of_all(const PreflightReport& report) {
    constexpr double left = 28, width = 692, height = 150;
    constexpr std::size_t most_dots = 3'000;
    const std::size_t every = report.files.size() / most_dots + 1;
    std::string dots;
    for (std::size_t i = 0; i < report.files.size(); i += every) {
        const PreflightFile& file = report.files[i];
        const double x =
            left + width * (static_cast<double>(i) + 0.5) / static_cast<double>(report.files.size());
        if (file.sound.noise_dbfs) dots += dot(x, height_of(*file.sound.noise_dbfs, height), "dot-noise");
        if (file.sound.lufs)
            dots +=
                dot(x, height_of(*file.sound.lufs, height), file.verdict == "pass" ? "dot-pass" : "dot-warn");
    }
    if (dots.empty()) return "";
    return begin_svg(left + width + 4, height + 6, "loudness and noise floor of every recording", "plot") +
           level_scale(left, width, height) + dots + "</svg>";
}

}  // namespace understudy::cli
