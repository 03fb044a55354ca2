#include "daemon/premises/rights.hpp"

#include <grp.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <vector>

namespace understudy {
namespace {

std::string group_name(gid_t gid) {
    std::array<char, 16'384> space{};
    struct group entry {};
    struct group* found = nullptr;
    if (::getgrgid_r(gid, &entry, space.data(), space.size(), &found) == 0 && found) return found->gr_name;
    return std::to_string(gid);
}

bool is_member_of(gid_t gid) {
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(::getgroups(0, nullptr), 0)));
    const int count = ::getgroups(static_cast<int>(groups.size()), groups.data());
    groups.resize(static_cast<std::size_t>(std::max(count, 0)));
    groups.push_back(::getegid());
    return std::find(groups.begin(), groups.end(), gid) != groups.end();
}

/// The folder on the way to `path`, links followed, that may not be passed; "" when the way is open.
std::string closed_folder(const std::string& path) {
    std::array<char, PATH_MAX> reached{};
    if (::realpath(path.c_str(), reached.data()) != nullptr || errno != EACCES) return "";
    const std::string refused = reached.data();  // what could not be looked at any more
    const auto slash = refused.rfind('/');
    if (slash == std::string::npos) return "";
    return refused.substr(0, std::max<std::size_t>(slash, 1));
}

enum class Acl { none, present, unknown_here };

Acl acl_of(const std::string& path) {
    if (::getxattr(path.c_str(), "system.posix_acl_access", nullptr, 0) >= 0) return Acl::present;
    return errno == EOPNOTSUPP ? Acl::unknown_here : Acl::none;
}

}  // namespace

void look_at_rights(RootFacts& facts) {
    if (facts.at == facts.root) facts.closed = closed_folder(facts.root);
    struct stat status {};
    if (::stat(facts.at.c_str(), &status) != 0) return;
    facts.own = status.st_uid == ::geteuid();
    const Acl acl = acl_of(facts.at);
    facts.takes_acls = acl != Acl::unknown_here;
    const mode_t wanted = S_ISDIR(status.st_mode) ? S_IRGRP | S_IXGRP : S_IRGRP;
    // With an ACL these bits are its mask, and say nothing of the group. Whoever is a member is refused for
    // another reason. And nobody is to be let into root's group.
    facts.group_may = (status.st_mode & wanted) == wanted && acl != Acl::present && status.st_gid != 0 &&
                      !is_member_of(status.st_gid);
    facts.group = group_name(status.st_gid);
}

}  // namespace understudy
