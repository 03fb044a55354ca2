// The file itself: is it audio, in a format that the cloud takes, whole, and what its name says?
#include <algorithm>
#include <array>
#include <cstdio>

#include "core/formats.hpp"
#include "core/judge.hpp"
#include "core/paths.hpp"

namespace understudy {
namespace {

class FileJudge {
  public:
    FileJudge(std::vector<Finding>& findings, const Measurement& heard, std::string_view path)
        : findings_(findings), heard_(heard), path_(path), name_(shown_name(path)) {}

    void judge() {
        if (heard_.content == Content::recording) return judge_recording();
        const std::string& label = heard_.label;
        switch (heard_.content) {
            case Content::other_format:
                return block(
                    "format_not_accepted",
                    "is " + (label.empty() ? "something else" : label) + ", which the cloud does not accept",
                    "convert it to FLAC, which loses nothing: " + conversion());
            case Content::no_sound:
                return block("no_sound", heard_.has_video ? "holds pictures but no sound" : "holds no sound",
                             "take it out of the recordings");
            case Content::probe_failed:
                return block("probe_failed", "could not be measured: the probe " + label,
                             "copy the recording again or convert it: " + conversion());
            case Content::unreadable:
                return block("unreadable", "cannot be read: " + label,
                             "look at its permissions and at the disk");
            case Content::not_audio:
            case Content::recording:
                return block("not_audio", "is not audio" + (label.empty() ? "" : " but " + label),
                             "take it out of the recordings, or copy the recording again");
        }
    }

  private:
    void judge_recording() {
        if (heard_.duration_us <= 0)
            return block("empty", "holds no sound that can be decoded",
                         "take it out of the recordings, or copy it again");
        judge_damage();
        judge_name();
        if (heard_.has_video)
            warn("has_video", "also holds pictures, which are sent along for nothing",
                 "keep the sound alone, for example: " + conversion());
        if (!on_both_lists(heard_.container, extension_of(path_)))
            warn("format_disputed",
                 "is " + kind() + ", which the cloud's guide takes but its reference does not name",
                 "if the cloud refuses it, convert it: " + conversion());
    }

    // The end is missing when the header promises distinctly more than was found. (A header that promises
    // less is common and harmless: joined and streamed files.)
    void judge_damage() {
        constexpr std::int64_t slack_us = 100'000;
        const std::string found = seconds_in_words(heard_.duration_us);
        if (heard_.declared_duration_us > heard_.duration_us + slack_us)
            warn("damaged",
                 "ends early: " + found + " of the " + seconds_in_words(heard_.declared_duration_us) +
                     " that its header promises",
                 "copy it again if the rest matters");
        else if (heard_.decode_errors > 0)
            warn("damaged",
                 "is damaged in " + std::to_string(heard_.decode_errors) +
                     (heard_.decode_errors == 1 ? " place" : " places") + ": " + found + " could be heard",
                 "copy it again if the rest matters");
    }

    void judge_name() {
        const std::string extension = extension_of(path_);
        if (extension.empty() || extension_fits(extension, heard_.container)) return;
        warn("extension_lies", "is named " + extension + " but holds " + heard_.container,
             "rename it to " + std::string(usual_extension(heard_.container)));
    }

    [[nodiscard]] std::string kind() const {
        const std::string extension = extension_of(path_);
        return extension_fits(extension, heard_.container) ? extension : heard_.container;
    }
    [[nodiscard]] std::string conversion() const { return for_people(conversion_command(path_)); }
    static std::string seconds_in_words(std::int64_t us) {
        return figure(static_cast<double>(us) / 1e6) + " s";
    }
    void block(const char* reason, const std::string& what, std::string cure) {
        findings_.push_back(
            {FileVerdict::block, reason, name_ + " " + what, std::move(cure), std::string(path_)});
    }
    void warn(const char* reason, const std::string& what, std::string cure) {
        findings_.push_back(
            {FileVerdict::warn, reason, name_ + " " + what, std::move(cure), std::string(path_)});
    }

    std::vector<Finding>& findings_;
    const Measurement& heard_;
    const std::string_view path_;
    const std::string name_;
};

}  // namespace

void judge_file(std::vector<Finding>& findings, const Measurement& heard, std::string_view path) {
    FileJudge(findings, heard, path).judge();
}

std::vector<Finding> judge(const Measurement& heard, std::string_view path, const Thresholds& thresholds) {
    std::vector<Finding> findings;
    judge_file(findings, heard, path);
    if (worst(findings) != FileVerdict::block) judge_sound(findings, heard, path, thresholds);
    return findings;
}

std::string figure(double value, int decimals) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string shown_name(std::string_view path) { return for_people(path.substr(path.rfind('/') + 1)); }

FileVerdict worst(const std::vector<Finding>& findings) {
    FileVerdict verdict = FileVerdict::pass;
    for (const Finding& finding : findings) verdict = std::max(verdict, finding.verdict);
    return verdict;
}

}  // namespace understudy
