// POST /tts/bytes: checks what the documents say is checked, then babbles (see sound/).
#include <algorithm>
#include <array>

#include "emulator/api/handlers.hpp"
#include "emulator/api/json.hpp"
#include "emulator/api/version.hpp"
#include "emulator/sound/babble.hpp"
#include "emulator/sound/encode.hpp"

namespace understudy::emulator {

namespace {

struct OutputFormat {
    std::string container;
    Encoding encoding = Encoding::pcm_s16le;
    int sample_rate = 0, bit_rate = 0;
};

struct Speech {
    std::string model_id, transcript, voice_id;
    bool embedding = false;  ///< a voice given by its numbers, before 2026-03-01
    OutputFormat format;
    double speed = 1, volume = 1;
    bool save = false;
};

template <std::size_t N>
int one_of(Members& members, const Json& object, const char* name, const std::array<int, N>& allowed) {
    const auto value = object.find(name);
    const bool good = value != object.end() && value->is_number_integer() &&
                      std::find(allowed.begin(), allowed.end(), value->get<int>()) != allowed.end();
    if (good) return value->get<int>();
    members.complain(std::string("output_format.") + name + " is missing or not one that we know.");
    return 0;
}

OutputFormat output_format(Members& members) {
    static constexpr std::array<int, 6> sample_rates{8000, 16000, 22050, 24000, 44100, 48000};
    static constexpr std::array<int, 5> bit_rates{32000, 64000, 96000, 128000, 192000};
    OutputFormat format;
    const Json* object = members.find("output_format");
    if (object == nullptr || !object->is_object())
        return members.complain("output_format is required."), format;
    format.container =
        object->value("container", Json(nullptr)).is_string() ? object->value("container", "") : "";
    format.sample_rate = one_of(members, *object, "sample_rate", sample_rates);
    if (format.container == "mp3") {
        format.bit_rate = one_of(members, *object, "bit_rate", bit_rates);
        return format;
    }
    if (format.container != "raw" && format.container != "wav")
        members.complain("output_format.container must be raw, wav or mp3.");
    const auto word = object->find("encoding");
    const auto encoding =
        word != object->end() && word->is_string() ? parse_encoding(word->get<std::string>()) : std::nullopt;
    if (!encoding) members.complain("output_format.encoding is missing or not one that we know.");
    format.encoding = encoding.value_or(Encoding::pcm_s16le);
    return format;
}

/// {"mode":"id","id":…} in every version, a bare id or {"id":…} from 2026-08-14 on, numbers before
/// 2026-03-01.
void take_voice(Members& members, const std::string& version, Speech& speech) {
    const Json* voice = members.find("voice");
    if (voice == nullptr || voice->is_null()) return members.complain("voice is required.");
    if (voice->is_string() && since_2026_08(version)) {
        speech.voice_id = voice->get<std::string>();
        return;
    }
    if (!voice->is_object()) return members.complain("voice must be an object with an id.");
    const auto id = voice->find("id");
    const bool moded = voice->contains("mode") || since_2026_08(version);
    if (id != voice->end() && id->is_string() && moded) {
        speech.voice_id = id->get<std::string>();
        return;
    }
    speech.embedding = !since_2026_03(version) && voice->contains("embedding");
    if (!speech.embedding) members.complain("voice.id is required.");
}

double within(Members& members, const Json& object, const char* name, double least, double most) {
    const auto value = object.find(name);
    if (value == object.end() || value->is_null()) return 1;
    if (value->is_number() && value->get<double>() >= least && value->get<double>() <= most)
        return value->get<double>();
    members.complain(std::string("generation_config.") + name + " is out of its range.");
    return 1;
}

Granted<Speech> speech_fields(const Call& call) {
    Members members(call.body);
    Speech speech;
    speech.model_id = members.required("model_id");
    speech.transcript = members.required("transcript");
    take_voice(members, call.version, speech);
    speech.format = output_format(members);
    const auto language = members.optional("language");
    const auto locale = members.optional("locale");
    if (since_2026_08(call.version) && language && locale)
        members.complain("language and locale cannot be used together.");
    if (language && !speaks_language(*language, speech.model_id) && !members.problem())
        return refuse(400, "language_not_supported", "Language not supported",
                      "The model " + speech.model_id + " does not speak '" + *language + "'.");
    if (const Json* config = members.find("generation_config"); config != nullptr && config->is_object()) {
        speech.speed = within(members, *config, "speed", 0.6, 1.5);
        speech.volume = within(members, *config, "volume", 0.5, 2.0);
    }
    const Json* save = members.find("save");
    speech.save = save != nullptr && save->is_boolean() && save->get<bool>();
    if (members.problem()) return failure(*members.problem());
    return speech;
}

Granted<Voice> speaking_voice(const Context& context, const Speech& speech) {
    if (speech.embedding) return Voice{};
    const int status =
        since_2026_03(context.call.version) ? 404 : context.wire.unknown_voice_status_before_2026_03;
    if (!looks_like_uuid(speech.voice_id))
        return refuse(status, "voice_not_found", "Invalid voice",
                      "The voice is not valid, make sure it is a valid voice ID.");
    auto voice = context.cloud.get_voice(speech.voice_id, context.call.now);
    if (!voice) return refuse(status, "voice_not_found", "Voice not found", voice.error().message);
    return voice;
}

std::size_t characters_of(const std::string& utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

net::Response audio_answer(const Speech& speech) {
    const OutputFormat& format = speech.format;
    const auto samples =
        babble({speech.transcript, speech.voice_id, format.sample_rate, speech.speed, speech.volume});
    if (format.container == "mp3") {
        const double duration_s = static_cast<double>(samples.size()) / format.sample_rate;
        return {200,
                {{"Content-Type", "audio/mpeg"}},
                silent_mp3(duration_s, format.sample_rate, format.bit_rate)};
    }
    if (format.container == "wav")
        return {
            200, {{"Content-Type", "audio/wav"}}, encode_wav(samples, format.encoding, format.sample_rate)};
    return {200, {{"Content-Type", "audio/pcm"}}, encode_raw(samples, format.encoding)};
}

}  // namespace

net::Response speak_bytes(Context& context) {
    const Call& call = context.call;
    const auto speech = speech_fields(call);
    if (!speech) return refusal_answer(speech.error(), call);
    const auto voice = speaking_voice(context, *speech);
    if (!voice) return refusal_answer(voice.error(), call);
    const auto spoken =
        context.cloud.speak(*voice, speech->model_id, characters_of(speech->transcript), call.now);
    if (!spoken) return refusal_answer(spoken.error(), call);
    auto answer = audio_answer(*speech);
    if (speech->save) answer.headers.set("Cartesia-File-ID", context.cloud.identifiers().prefixed("file"));
    return answer;
}

}  // namespace understudy::emulator
