// Which recordings each of the twelve formats can be: how to make them, or why there are none.
#pragma once

#include <array>
#include <string_view>

namespace understudy {

/// How ffmpeg makes it; or, where `options` is empty, why it cannot be.
struct Recipe {
    std::string_view options{};
    std::string_view why_not{};
};
constexpr Recipe cannot(std::string_view why) { return {{}, why}; }

constexpr Recipe fixed_to_sixteen = cannot("a lossy codec has no bits of its own");
constexpr Recipe up_to_48 = cannot("the codec ends at 48 kHz");
constexpr Recipe two_channels = cannot("the codec ends at two channels");
constexpr Recipe no_picture = cannot("the container has no place for one, or ffmpeg does not write it there");
constexpr Recipe no_stream = cannot("the container is one stream of sound");

struct FormatRow {
    std::string_view extension, container;
    std::string_view codec;  ///< ffmpeg's options for the good one
    bool lossless = false;
    bool knows_its_length = false;  ///< the header, or the end, tells that something is missing
    Recipe bits_24, float_32, rate_96k, surround, cover, video;
};

constexpr std::array formats = {
    FormatRow{"wav",
              "wav",
              "-c:a pcm_s16le",
              true,
              true,
              {"-c:a pcm_s24le"},
              {"-c:a pcm_f32le"},
              {"-ar 96000"},
              {"-ac 6"},
              no_picture,
              no_stream},
    FormatRow{"mp3",
              "mp3",
              "-c:a libmp3lame",
              false,
              true,
              fixed_to_sixteen,
              fixed_to_sixteen,
              up_to_48,
              two_channels,
              {"-c:a libmp3lame"},
              no_stream},
    FormatRow{"flac",
              "flac",
              "-c:a flac",
              true,
              true,
              {"-c:a flac -sample_fmt s32 -af volume=0.37"},
              cannot("FLAC holds integers"),
              {"-c:a flac -ar 96000"},
              {"-c:a flac -ac 6"},
              {"-c:a flac"},
              no_stream},
    FormatRow{"ogg",
              "ogg",
              "-c:a libvorbis",
              false,
              true,
              fixed_to_sixteen,
              fixed_to_sixteen,
              {"-c:a libvorbis -ar 96000"},
              {"-c:a libvorbis -ac 6"},
              no_picture,
              {"-c:a libvorbis -c:v libtheora"}},
    FormatRow{"oga",
              "ogg",
              "-c:a flac",
              true,
              true,
              {"-c:a flac -sample_fmt s32 -af volume=0.37"},
              cannot("FLAC holds integers"),
              {"-c:a flac -ar 96000"},
              {"-c:a flac -ac 6"},
              no_picture,
              {"-c:a flac -f ogg -c:v libtheora"}},
    FormatRow{"ogx",
              "ogg",
              "-c:a libvorbis -f ogg",
              false,
              true,
              fixed_to_sixteen,
              fixed_to_sixteen,
              {"-c:a libvorbis -ar 96000 -f ogg"},
              {"-c:a libvorbis -ac 6 -f ogg"},
              no_picture,
              {"-c:a libvorbis -c:v libtheora -f ogg"}},
    FormatRow{"aac",
              "aac",
              "-c:a aac",
              false,
              false,
              fixed_to_sixteen,
              fixed_to_sixteen,
              {"-c:a aac -ar 96000"},
              {"-c:a aac -ac 6"},
              no_picture,
              no_stream},
    FormatRow{"wma",
              "asf",
              "-c:a wmav2",
              false,
              true,
              fixed_to_sixteen,
              fixed_to_sixteen,
              up_to_48,
              two_channels,
              no_picture,
              {"-c:a wmav2 -c:v wmv2 -f asf"}},
    FormatRow{"m4a",
              "mp4",
              "-c:a aac",
              false,
              true,
              {"-c:a alac -sample_fmt s32p -af volume=0.37"},
              cannot("no float that players know"),
              {"-c:a aac -ar 96000"},
              {"-c:a aac -ac 6"},
              {"-c:a aac"},
              {"-c:a aac -c:v mpeg4 -f mp4"}},
    FormatRow{"opus",
              "ogg",
              "-c:a libopus",
              false,
              true,
              fixed_to_sixteen,
              fixed_to_sixteen,
              up_to_48,
              {"-c:a libopus -ac 6"},
              no_picture,
              no_stream},
    FormatRow{"ac3",
              "ac3",
              "-c:a ac3",
              false,
              true,
              fixed_to_sixteen,
              fixed_to_sixteen,
              up_to_48,
              {"-c:a ac3 -ac 6"},
              no_picture,
              no_stream},
    FormatRow{"webm",
              "webm",
              "-c:a libopus",
              false,
              true,
              fixed_to_sixteen,
              fixed_to_sixteen,
              {"-c:a libvorbis -ar 96000"},
              {"-c:a libopus -ac 6"},
              no_picture,
              {"-c:a libopus -c:v libvpx"}},
};

}  // namespace understudy
