#include "daemon/admission.hpp"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <charconv>
#include <optional>

#include "daemon/api/token_file.hpp"
#include "daemon/assembly.hpp"
#include "daemon/log.hpp"

namespace understudy {

namespace {

using Ids = Result<std::vector<std::uint32_t>, std::string>;

std::optional<std::uint32_t> as_number(const std::string& text) {
    std::uint32_t id = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, id);
    if (error != std::errc() || stop != end) return std::nullopt;
    return id;
}

/// At the start, before there are threads: the library's own room will do.
std::optional<std::uint32_t> user(const std::string& name) {
    const passwd* const found = ::getpwnam(name.c_str());
    return found ? std::optional<std::uint32_t>(found->pw_uid) : as_number(name);
}

std::optional<std::uint32_t> group(const std::string& name) {
    const ::group* const found = ::getgrnam(name.c_str());
    return found ? std::optional<std::uint32_t>(found->gr_gid) : as_number(name);
}

Ids ids_of(const std::vector<std::string>& names, std::optional<std::uint32_t> (*look_up)(const std::string&),
           const std::string& kind) {
    std::vector<std::uint32_t> ids;
    for (const std::string& name : names) {
        const auto id = look_up(name);
        if (!id) return failure("this machine has no " + kind + " \"" + name + "\"");
        ids.push_back(*id);
    }
    return ids;
}

void add(const char* key, const Ids& found, std::vector<std::uint32_t>& into) {
    if (!found) return log::warning(std::string("server.") + key + ": " + found.error());
    into.insert(into.end(), found->begin(), found->end());
}

}  // namespace

Ids ids_of_users(const std::vector<std::string>& names) { return ids_of(names, user, "user"); }
Ids ids_of_groups(const std::vector<std::string>& names) { return ids_of(names, group, "group"); }

Result<Tokens, std::string> read_tokens(const Config& config) {
    auto whole = api::read_or_make_token(token_path(config));
    if (!whole) return failure(whole.error());
    const std::string& path = config.server.read_only_token_file;
    if (path.empty()) return Tokens{std::move(*whole), ""};
    auto read_only = api::read_or_make_token(path);
    if (!read_only) return failure(read_only.error());
    if (*read_only == *whole)
        return failure("the tokens in " + token_path(config) + " and " + path +
                       " are the same: delete the second file to have a new one made");
    return Tokens{std::move(*whole), std::move(*read_only)};
}

api::AccessRules admission(const Config& config, std::vector<net::ListenOn> listen, Tokens tokens) {
    api::AccessRules rules{std::move(tokens.whole), std::move(listen), ::getuid(), ::getgid()};
    rules.read_only_token = std::move(tokens.read_only);
    rules.host_names = config.server.host_names;
    // Whom this machine does not know now stays out; the jobs go on.
    for (const std::string& name : config.server.allow_users)
        add("allow_users", ids_of_users({name}), rules.uids);
    for (const std::string& name : config.server.allow_groups)
        add("allow_groups", ids_of_groups({name}), rules.gids);
    return rules;
}

}  // namespace understudy
