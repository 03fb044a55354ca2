#include "daemon/surroundings.hpp"

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cartesia/cartesia_cloud.hpp"
#include "config/api_key.hpp"
#include "daemon/admission.hpp"
#include "daemon/assembly.hpp"
#include "daemon/webhooks/configured.hpp"

namespace understudy {

namespace {

/// "" when the file can be read.
std::string unreadable(const char* key, const std::string& path) {
    if (path.empty() || ::access(path.c_str(), R_OK) == 0) return "";
    return std::string(key) + ": " + path + ": " + std::strerror(errno);
}

void add(std::vector<std::string>& list, std::string words) {
    if (!words.empty()) list.push_back(std::move(words));
}

/// As the start does it: what is refused here is refused there.
std::string cloud_problem(const Config& config) {
    try {
        boost::asio::io_context io;
        const cartesia::CartesiaCloud cloud(io.get_executor(), cloud_options(config, Secret()));
        return "";
    } catch (const std::exception& trouble) {
        return std::string("cartesia: ") + trouble.what();
    }
}

std::string root_warning(const std::string& root) {
    std::error_code error;
    if (std::filesystem::is_directory(root, error)) return "";
    return "recordings.roots: " + root + ": " + (error ? error.message() : std::string("is no folder")) +
           "; nothing in it can be submitted until it is there";
}

}  // namespace

Surroundings look_at_surroundings(const Config& config) {
    Surroundings seen;
    const std::string ca_file = unreadable("cartesia.ca_file", config.cartesia.ca_file);
    add(seen.errors, ca_file.empty() ? cloud_problem(config) : ca_file);
    add(seen.errors, unreadable("server.tls_cert_file", config.server.tls_cert_file));
    add(seen.errors, unreadable("server.tls_key_file", config.server.tls_key_file));
    if (const auto users = ids_of_users(config.server.allow_users); !users)
        seen.errors.push_back("server.allow_users: " + users.error());
    if (const auto groups = ids_of_groups(config.server.allow_groups); !groups)
        seen.errors.push_back("server.allow_groups: " + groups.error());
    if (!config.cartesia.api_key_file.empty())
        if (const auto key = find_api_key(api_key_places(config)); !key.ok())
            seen.warnings.push_back("cartesia.api_key_file: " + key.error() + "; jobs wait for a key");
    for (const WebhookPlan& plan : configured_webhooks(config).plans)
        if (!plan.unready.empty())
            seen.warnings.push_back("webhooks." + plan.name + ": " + plan.unready +
                                    "; nothing can be sent to it");
    for (const std::string& root : config.recordings.roots) add(seen.warnings, root_warning(root));
    return seen;
}

}  // namespace understudy
