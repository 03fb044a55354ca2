#include "daemon/inherited.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "config/addresses.hpp"
#include "daemon/assembly.hpp"
#include "daemon/log.hpp"
#include "net/listen.hpp"

namespace understudy {

namespace {

/// As it would stand in [server] listen.
std::string as_configured(const net::ListenOn& where) {
    if (!where.unix_path.empty()) return "unix:" + where.unix_path;
    return net::Origin{false, where.address, where.port, ""}.host_header();
}

/// Empty when other machines cannot reach it, or may.
std::string why_not(const Config& config, const net::ListenOn& where) {
    if (!config.server.tls_cert_file.empty() || listen_is_local(as_configured(where))) return "";
    return "the service manager listens on " + as_configured(where) +
           ", which other machines can reach: that needs [server] tls_cert_file and tls_key_file, or another "
           "ListenStream= in understudyd.socket";
}

/// Who is named in allow_users must be able to knock; the file's mode is the service manager's until then.
void open_to_others(const net::ListenOn& where) {
    if (where.unix_path.empty() || where.unix_mode != 0666) return;
    if (::chmod(where.unix_path.c_str(), where.unix_mode) != 0)
        log::warning(where.unix_path + ": whom [server] allow_users and allow_groups name cannot connect (" +
                     std::strerror(errno) + "): set SocketMode=0666 in understudyd.socket");
}

void take(std::vector<net::ListenOn>& listen, const net::ListenOn& found, const Config& config) {
    const auto there = std::find_if(listen.begin(), listen.end(),
                                    [&](const auto& wanted) { return net::same_place(wanted, found); });
    const bool named = there != listen.end();
    net::ListenOn& where = named ? *there : listen.emplace_back(found);
    where.inherited = found.inherited;
    if (!named && where.unix_path.empty()) {
        where.tls_cert_file = config.server.tls_cert_file;
        where.tls_key_file = config.server.tls_key_file;
    }
    if (!named) where.unix_mode = unix_mode(config);
    open_to_others(where);
    log::info("the service manager's socket " + as_configured(where) + " is taken over" +
              (named ? "" : "; [server] listen does not name it"));
}

}  // namespace

Result<std::vector<net::ListenOn>, std::string> where_to_listen(const Config& config,
                                                                const std::vector<int>& inherited) {
    std::vector<net::ListenOn> listen = listen_addresses(config);
    for (const int socket : inherited) {
        const auto found = net::address_of(socket);
        if (!found) return failure(found.error());
        if (std::string trouble = why_not(config, *found); !trouble.empty())
            return failure(std::move(trouble));
        take(listen, *found, config);
    }
    return listen;
}

}  // namespace understudy
