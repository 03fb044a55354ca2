#include "daemon/hot_folder/dropped.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "core/require.hpp"

namespace understudy::hot_folder {

std::string key_of(const std::string& folder, const std::string& sheet) {
    const std::string named = folder + '\0' + sheet;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const int made = EVP_Digest(named.data(), named.size(), digest.data(), &length, EVP_sha256(), nullptr);
    require(made == 1, "OpenSSL has SHA-256");
    std::string key = "hot-folder:";
    for (unsigned at = 0; at < length; ++at) {
        key += "0123456789abcdef"[digest.at(at) >> 4];
        key += "0123456789abcdef"[digest.at(at) & 15];
    }
    return key;
}

std::string fingerprint_of(const std::string& key, const TakenFacts& facts) {
    return key + " " + to_word(facts.start) + " " + facts.version;
}

TakenFacts facts_of(const std::string& fingerprint) {
    const auto first = fingerprint.find(' ');
    if (first == std::string::npos) return {};
    const auto second = std::min(fingerprint.find(' ', first + 1), fingerprint.size());
    return {hot_folder_start_of(fingerprint.substr(first + 1, second - first - 1)),
            fingerprint.substr(std::min(second + 1, fingerprint.size()))};
}

Submission submission_of(const std::string& folder, const VoiceSheet& sheet) {
    Submission submission;
    submission.spec = sheet.spec;
    for (std::string& path : submission.spec.paths) path = folder + "/" + path;
    if (submission.spec.paths.empty()) submission.spec.paths = {folder};
    submission.hot_folder = folder;
    return submission;
}

std::string in_words(const std::vector<ConfigError>& mistakes) {
    std::string words;
    for (const ConfigError& mistake : mistakes) {
        words += words.empty() ? "" : "; ";
        if (mistake.line > 0) words += "line " + std::to_string(mistake.line) + ": ";
        if (!mistake.key.empty()) words += mistake.key + ": ";
        words += mistake.message;
    }
    return words;
}

}  // namespace understudy::hot_folder
