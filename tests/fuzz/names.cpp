// What ties the cloud's objects to ours: the marker in a description, and the names of recordings. The first
// line is a description, every other one a recording's path.
#include <set>

#include "cartesia/multipart.hpp"
#include "core/cloud_name.hpp"
#include "core/marker.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

void check_marker(std::string_view description) {
    const auto marker = marker_of(description);
    if (!marker) return;
    holds(is_job_id(marker->job_id) && marker->attempt >= 0 && !marker->nonce.empty(), "a marker is whole");
    holds(marker_of(marked(*marker, "text ] [understudy:")) == marker,
          "a marker comes back, whatever follows it");
    holds(description.starts_with(to_text(*marker)) || description.size() > to_text(*marker).size(),
          "a marker stands first");
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

void check_name(const std::string& name) {
    constexpr const char* allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    holds(!name.empty() && name.size() <= longest_cloud_name, "a name has a length");
    holds(name.find_first_not_of(allowed) == std::string::npos, "a name is plain ASCII");
    holds(name.front() != '.' && name.front() != '-', "a name hides from nobody and is no option");
    holds(name.find("3f9a0c12be77") != std::string::npos, "a name holds the content's digest");
    holds(cartesia::can_be_sent(name), "a name can be sent");
}

void check_names(std::string_view paths) {
    std::vector<NamedRecording> recordings;
    while (!paths.empty() && recordings.size() < 200)
        recordings.push_back({std::string(take_until(paths, '\n')), "3f9a0c12be773f9a0c12be77"});
    const auto names = cloud_names(recordings);
    std::set<std::string> seen;
    for (const std::string& name : names) {
        check_name(name);
        holds(seen.insert(lower(name)).second, "no two names of a job are alike");
    }
    holds(names.size() == recordings.size(), "every recording has a name");
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy::fuzz;
    std::string_view rest = text_of(data, size);
    check_marker(take_until(rest, '\n'));
    check_names(rest);
    return 0;
}
