#include "cli/configured.hpp"

#include <filesystem>

#include "config/addresses.hpp"
#include "config/parse.hpp"

namespace understudy::cli {

Whereabouts whereabouts_in(const Config& config) {
    Whereabouts found;
    for (const std::string& address : config.server.listen) {
        if (!listen_is_local(address)) continue;
        const bool tls = !config.server.tls_cert_file.empty();
        found.url = address.starts_with("unix:") ? address : (tls ? "https://" : "http://") + address;
        break;
    }
    found.token_file = config.server.token_file;
    if (found.token_file.empty())
        found.token_file = (std::filesystem::path(config.storage.path).parent_path() / "token").string();
    return found;
}

Whereabouts configured_whereabouts(const std::vector<std::string>& files) {
    for (const std::string& file : files) {
        std::error_code ignored;
        if (!std::filesystem::exists(file, ignored)) continue;
        const auto config = load_config(file);
        return config ? whereabouts_in(*config) : Whereabouts{};
    }
    return {};
}

}  // namespace understudy::cli
