#include "config/api_key.hpp"

#include <algorithm>
#include <cstdlib>

#include "config/read_file.hpp"

namespace understudy {
namespace {

constexpr std::size_t longest_key = 4096;

std::optional<std::string> environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Result<Secret, std::string> checked(std::string key, const std::string& place) {
    while (key.ends_with('\n') || key.ends_with('\r')) key.pop_back();
    if (key.empty()) return failure("the API key in " + place + " is empty; put the key there");
    if (!std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; }))
        return failure("the API key in " + place +
                       " has spaces, line breaks or characters that no key has; put the key alone there");
    return Secret(std::move(key));
}

Result<Secret, std::string> key_of_file(const std::string& path) {
    auto text = read_small_file(path, longest_key);
    if (!text) return failure("the API key: " + text.error().message);
    return checked(std::move(*text), path);
}

}  // namespace

ApiKeyPlaces api_key_places(const Config& config) {
    ApiKeyPlaces places{config.cartesia.api_key_file, environment("CREDENTIALS_DIRECTORY"), std::nullopt};
    if (auto key = environment("CARTESIA_API_KEY")) places.environment_key = Secret(std::move(*key));
    return places;
}

Result<Secret, std::string> find_api_key(const ApiKeyPlaces& places) {
    if (!places.api_key_file.empty()) return key_of_file(places.api_key_file);
    if (places.credentials_directory) {
        const std::string path = *places.credentials_directory + "/cartesia_api_key";
        auto text = read_small_file(path, longest_key);
        if (text) return checked(std::move(*text), path);
        if (!text.error().missing) return failure("the API key: " + text.error().message);
    }
    if (places.environment_key) return checked(places.environment_key->reveal(), "$CARTESIA_API_KEY");
    return failure(std::string(
        "there is no API key; set [cartesia] api_key_file, give the service the credential cartesia_api_key "
        "(LoadCredential=; of Debian's package: /etc/credstore/cartesia_api_key), or set $CARTESIA_API_KEY"));
}

}  // namespace understudy
