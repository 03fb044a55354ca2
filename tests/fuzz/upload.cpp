// What a client says of a file that it sends: Upload-Metadata, Upload-Checksum; and what the disk gives back
// of it. The first line is the checksum, the rest the metadata, and all of it a record.
#include "core/paths.hpp"
#include "inbox/checksum.hpp"
#include "inbox/metadata.hpp"
#include "inbox/record.hpp"
#include "inbox/safe_name.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

void check_words(const std::string& words) {
    holds(!words.empty() && words.size() <= 1'000 && !has_control_character(words),
          "a refusal is as long as a person reads");
}

void check_place(const inbox::Place& place) {
    const std::string path = "/inbox/" + place.folder + "/" + place.name;
    holds(lexically_clean(path) == path, "a path has one way to be written");
    holds(is_inside(path, "/inbox/" + place.folder) && place.folder.find('/') == std::string::npos,
          "nothing leaves its folder");
    holds(path.find("/.") == std::string::npos, "nothing is hidden");
    holds(is_utf8(path) && !has_control_character(path), "a name can be shown");
}

void check_metadata(std::string_view text) {
    const auto metadata = inbox::parse_metadata(text);
    if (!metadata) return check_words(metadata.error());
    const auto place = inbox::place_of(*metadata);
    if (!place) return check_words(place.error());
    check_place(*place);
}

void check_record(std::string_view text) {
    const auto record = inbox::record_from(text);
    if (!record) return;
    check_place({record->upload.folder, record->upload.name});
    holds(record->upload.offset <= record->upload.length, "no more is here than there is");
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    using namespace understudy::fuzz;
    const std::string_view all = text_of(data, size);
    std::string_view rest = all;
    const std::string_view checksum = take_until(rest, '\n');
    if (const auto read = inbox::parse_checksum(checksum))
        holds(read->digest.size() == (read->algorithm == "sha1" ? 20u : 32u), "a digest has its length");
    check_metadata(rest);
    check_record(all);
    return 0;
}
