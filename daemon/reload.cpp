#include "daemon/reload.hpp"

namespace understudy {

std::vector<std::string> keys_for_restart(const Config& running, const Config& wanted) {
    std::vector<std::string> keys;
    const auto compare = [&](const char* key, const auto& left, const auto& right) {
        if (left != right) keys.emplace_back(key);
    };
    compare("cartesia.base_url", running.cartesia.base_url, wanted.cartesia.base_url);
    compare("cartesia.version", running.cartesia.version, wanted.cartesia.version);
    compare("cartesia.ca_file", running.cartesia.ca_file, wanted.cartesia.ca_file);
    compare("cartesia.proxy", running.cartesia.proxy, wanted.cartesia.proxy);
    compare("cartesia.answer_timeout", running.cartesia.answer_timeout, wanted.cartesia.answer_timeout);
    compare("server.listen", running.server.listen, wanted.server.listen);
    compare("server.token_file", running.server.token_file, wanted.server.token_file);
    compare("server.read_only_token_file", running.server.read_only_token_file,
            wanted.server.read_only_token_file);
    compare("server.host_names", running.server.host_names, wanted.server.host_names);
    compare("server.allow_users", running.server.allow_users, wanted.server.allow_users);
    compare("server.allow_groups", running.server.allow_groups, wanted.server.allow_groups);
    compare("server.tls_cert_file", running.server.tls_cert_file, wanted.server.tls_cert_file);
    compare("server.tls_key_file", running.server.tls_key_file, wanted.server.tls_key_file);
    compare("storage.path", running.storage.path, wanted.storage.path);
    compare("inbox.path", running.inbox.path, wanted.inbox.path);
    compare("inbox.quota", running.inbox.quota, wanted.inbox.quota);
    compare("inbox.max_file", running.inbox.max_file, wanted.inbox.max_file);
    compare("inbox.expire_after", running.inbox.expire_after, wanted.inbox.expire_after);
    compare("recordings.roots", running.recordings.roots, wanted.recordings.roots);
    compare("recordings.answer_timeout", running.recordings.answer_timeout, wanted.recordings.answer_timeout);
    // Fewer files at once is a matter of the driver's; for more there are no connections.
    if (wanted.uploads.parallel_files > running.uploads.parallel_files)
        keys.emplace_back("uploads.parallel_files");
    return keys;
}

}  // namespace understudy
