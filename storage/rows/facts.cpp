#include "storage/rows/facts.hpp"

#include <cmath>

#include "core/words.hpp"
#include "storage/rows/json_fields.hpp"

namespace understudy::rows {
namespace {

// One list of members for both ways: a Writer and a Reader are told of each in turn. A member that reads as
// another type makes the whole unsound; one that is missing keeps its default.
class Writer {
  public:
    template <class T>
    void plain(const char* name, const T& value) {
        if (value != T{}) object_[name] = value;
    }
    void level(const char* name, const double& value) { plain(name, rounded(value)); }
    void level(const char* name, const std::optional<double>& value) {
        if (value && std::isfinite(*value)) object_[name] = rounded(*value);
    }
    void share(const char* name, const double& value) { plain(name, std::round(value * 1e6) / 1e6); }
    void tenths(const char* name, const std::vector<float>& points) {
        if (points.empty()) return;
        Json list = Json::array();
        for (const float point : points)
            list.push_back(std::lround(std::isfinite(point) ? static_cast<double>(point) * 10 : -999));
        object_[name] = std::move(list);
    }
    template <class T>
    void list(const char* name, const std::vector<T>& values) {
        if (!values.empty()) object_[name] = values;
    }
    [[nodiscard]] Json object() && { return std::move(object_); }

  private:
    static double rounded(double value) { return std::round(value * 100) / 100; }
    Json object_ = Json::object();
};

class Reader {
  public:
    explicit Reader(const Json& object) : object_(object), sound_(object.is_object()) {}

    void plain(const char* name, std::string& into) { take(name, into, &Json::is_string); }
    void plain(const char* name, bool& into) { take(name, into, &Json::is_boolean); }
    template <class Integer>
    void plain(const char* name, Integer& into) {
        take(name, into, &Json::is_number_integer);
    }
    void level(const char* name, double& into) { take(name, into, &Json::is_number); }
    void level(const char* name, std::optional<double>& into) {
        double value = 0;
        if (take(name, value, &Json::is_number)) into = value;
    }
    void share(const char* name, double& into) { level(name, into); }
    void tenths(const char* name, std::vector<float>& into) {
        std::vector<int> points;
        list(name, points);
        for (const int point : points) into.push_back(static_cast<float>(point) / 10);
    }
    template <class T>
    void list(const char* name, std::vector<T>& into) {
        const Json* found = find(name);
        if (found == nullptr) return;
        sound_ = sound_ && found->is_array();
        for (const Json& value : *found) {
            sound_ = sound_ && value.is_number_integer();
            if (sound_) into.push_back(value.get<T>());
        }
    }
    [[nodiscard]] bool sound() const { return sound_; }

  private:
    [[nodiscard]] const Json* find(const char* name) const {
        if (!object_.is_object()) return nullptr;
        const auto found = object_.find(name);
        return found == object_.end() ? nullptr : &*found;
    }
    template <class T>
    bool take(const char* name, T& into, bool (Json::*is)() const noexcept) {
        const Json* found = find(name);
        if (found == nullptr) return false;
        sound_ = sound_ && (found->*is)();
        if (sound_) into = found->get<T>();
        return sound_;
    }

    const Json& object_;
    bool sound_;
};

// Taken apart by name, so that a member which is added does not compile until somebody decided how it is
// kept.
template <class Way, class S>
void numbers(Way& way, S& sound) {
    auto& [bit_depth, effective_bits, floating_point, integrated_lufs, loudness_range_lu, true_peak_dbtp,
           sample_peak_dbfs, clipped_samples, clipped_runs, dc_offset, noise_floor_dbfs, snr_db, speech_us,
           silence_us, leading_silence_us, trailing_silence_us, bandwidth_hz, dead_channels,
           duplicated_channels, dropouts, digest, curve_step_us, loudness_lufs, peak_dbfs, histogram] = sound;
    way.plain("bit_depth", bit_depth);
    way.plain("effective_bits", effective_bits);
    way.plain("float", floating_point);
    way.level("lufs", integrated_lufs);
    way.level("range_lu", loudness_range_lu);
    way.level("true_peak", true_peak_dbtp);
    way.level("sample_peak", sample_peak_dbfs);
    way.plain("clipped", clipped_samples);
    way.plain("clipped_runs", clipped_runs);
    way.share("dc", dc_offset);
    way.level("noise", noise_floor_dbfs);
    way.level("snr", snr_db);
    way.plain("speech_us", speech_us);
    way.plain("silence_us", silence_us);
    way.plain("leading_us", leading_silence_us);
    way.plain("trailing_us", trailing_silence_us);
    way.plain("bandwidth_hz", bandwidth_hz);
    way.list("dead", dead_channels);
    way.plain("duplicated", duplicated_channels);
    way.plain("dropouts", dropouts);
    way.plain("digest", digest);
}

template <class Way, class S>
void curves(Way& way, S& sound) {
    way.plain("step_us", sound.curve_step_us);
    way.tenths("loudness", sound.loudness_lufs);
    way.tenths("peak", sound.peak_dbfs);
    way.list("histogram", sound.histogram);
}

template <class Way, class M>
void file(Way& way, M& measurement) {
    way.plain("label", measurement.label);
    way.plain("declared_us", measurement.declared_duration_us);
    way.plain("decode_errors", measurement.decode_errors);
    way.plain("video", measurement.has_video);
    way.plain("meters", measurement.meters);
}

}  // namespace

std::string write_facts(const Measurement& measurement, Curves wanted) {
    Writer of_file, of_sound;
    file(of_file, measurement);
    numbers(of_sound, measurement.sound);
    if (wanted == Curves::with) curves(of_sound, measurement.sound);
    Json object = std::move(of_file).object();
    object["content"] = to_word(measurement.content);
    if (Json sound = std::move(of_sound).object(); !sound.empty()) object["sound"] = std::move(sound);
    return dump(object);
}

bool read_facts(std::string_view text, Measurement& into) {
    const Json object = parse(text);
    Reader of_file(object);
    std::string content;
    of_file.plain("content", content);
    file(of_file, into);
    const auto word = from_word<Content>(content);
    if (!of_file.sound() || !word) return false;
    into.content = *word;
    const auto sound = object.find("sound");
    if (sound == object.end()) return true;
    Reader of_sound(*sound);
    numbers(of_sound, into.sound);
    curves(of_sound, into.sound);
    return of_sound.sound();
}

}  // namespace understudy::rows
