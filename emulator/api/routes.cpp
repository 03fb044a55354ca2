#include <array>

#include "emulator/api/api.hpp"

namespace understudy::emulator {

namespace {

/// Fixed paths stand before those with ids.
constexpr std::array<Route, 26> routes{{
    {"GET", "/", Access::open, get_status},
    {"POST", "/access-token", Access::key, create_access_token},
    {"GET", "/datasets", Access::key, list_datasets},
    {"POST", "/datasets", Access::key, create_dataset},
    {"GET", "/datasets/{}", Access::key, get_dataset},
    {"PATCH", "/datasets/{}", Access::key, update_dataset},
    {"DELETE", "/datasets/{}", Access::key, delete_dataset},
    {"GET", "/datasets/{}/files", Access::key, list_files},
    {"POST", "/datasets/{}/files", Access::key, upload_file, true},
    {"DELETE", "/datasets/{}/files/{}", Access::key, delete_file},
    {"GET", "/fine-tunes", Access::key, list_fine_tunes},
    {"POST", "/fine-tunes", Access::key, create_fine_tune},
    {"GET", "/fine-tunes/{}", Access::key, get_fine_tune},
    {"DELETE", "/fine-tunes/{}", Access::key, delete_fine_tune},
    {"GET", "/fine-tunes/{}/voices", Access::key, list_fine_tune_voices},
    {"GET", "/voices", Access::key, list_voices},
    {"POST", "/voices/clone", Access::key, clone_voice, true},
    {"POST", "/voices/localize", Access::key, localize_voice},
    {"GET", "/voices/{}", Access::key, get_voice},
    {"PATCH", "/voices/{}", Access::key, update_voice},
    {"DELETE", "/voices/{}", Access::key, delete_voice},
    {"GET", "/voices/{}/preview", Access::key, preview_voice},
    {"PATCH", "/voices/{}/accents", Access::key, add_voice_accents},
    {"DELETE", "/voices/{}/accents/{}", Access::key, delete_voice_accent},
    {"GET", "/accents", Access::key, list_accents},
    {"POST", "/tts/bytes", Access::key_or_token, speak_bytes},
}};

/// The ids in a path that has the pattern's form.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    std::vector<std::string> ids;
    while (!pattern.empty() && !path.empty()) {
        pattern.remove_prefix(1);
        path.remove_prefix(1);
        const auto wanted = pattern.substr(0, pattern.find('/'));
        const auto segment = path.substr(0, path.find('/'));
        if (wanted == "{}") {
            auto id = net::percent_decode(segment);
            if (!id || id->empty()) return std::nullopt;
            ids.push_back(std::move(*id));
        } else if (wanted != segment) {
            return std::nullopt;
        }
        pattern.remove_prefix(wanted.size());
        path.remove_prefix(segment.size());
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return ids;
}

}  // namespace

RouteMatch find_route(std::string_view method, std::string_view target) {
    std::string_view path = net::path_of(target);
    if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
    RouteMatch found;
    if (path.empty() || path.front() != '/') return found;
    for (const auto& route : routes) {
        auto ids = match(route.pattern, path);
        if (!ids) continue;
        found.path_known = true;
        if (route.method != method) continue;
        found.route = &route;
        found.ids = std::move(*ids);
        break;
    }
    return found;
}

}  // namespace understudy::emulator
