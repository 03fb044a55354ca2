// Which formats the cloud takes, by name and by content, and what to tell whoever has another.
// `container` is one of our words: "wav", "mp3", "flac", "ogg", "aac", "asf", "mp4", "ac3", "webm" are taken.
#pragma once

#include <string>
#include <string_view>

namespace understudy {

/// The lower-case extension of a path's last part, with its dot: ".wav"; "" when there is none.
[[nodiscard]] std::string extension_of(std::string_view path);

/// One of the twelve that the cloud takes, in any case of letters. `extension` has its dot.
[[nodiscard]] bool is_accepted_extension(std::string_view extension);

/// "AIFF" for ".aif", "" for an extension that we know nothing of.
[[nodiscard]] std::string_view known_format_name(std::string_view extension);

/// The container is one that the cloud takes, under the right extension.
[[nodiscard]] bool is_accepted_container(std::string_view container);

/// A file with this (accepted) extension may be expected to hold this (accepted) container.
[[nodiscard]] bool extension_fits(std::string_view extension, std::string_view container);

/// Both of the cloud's official lists take it: its guide names all twelve formats, its reference for uploads
/// only WAV, MP3, FLAC, Ogg (.ogg, .oga) and WebM.
[[nodiscard]] bool on_both_lists(std::string_view container, std::string_view extension);

/// The usual extension of an accepted container: ".m4a" for "mp4".
[[nodiscard]] std::string_view usual_extension(std::string_view container);

/// All twelve, for messages: ".wav .mp3 …".
[[nodiscard]] std::string_view accepted_extensions_in_words();

/// The command that makes a FLAC of the file beside it: "ffmpeg -i 'in take.aiff' 'in take.flac'".
[[nodiscard]] std::string conversion_command(std::string_view path);

}  // namespace understudy
