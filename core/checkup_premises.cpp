#include <cerrno>
#include <cstring>

#include "core/checkup.hpp"

namespace understudy {
namespace {

constexpr std::uint64_t kMiB = 1u << 20, kGiB = 1u << 30;
/// Five per cent of a small disk is little; of a large one it is plenty.
constexpr std::uint64_t kAlwaysPlenty = 20 * kGiB;

std::string size_in_words(std::uint64_t bytes) {
    if (bytes < kGiB) return std::to_string(bytes / kMiB) + " MiB";
    const std::uint64_t tenths = bytes / (kGiB / 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GiB";
}

/// For a shell: the path in single quotes where it needs them.
std::string in_shell(const std::string& path) {
    const std::string plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
    if (path.find_first_not_of(plain) == std::string::npos) return path;
    std::string text = "'";
    for (const char c : path) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

std::string setfacl(const RootFacts& root) {
    const std::string who = "u:" + root.user + ":rX ", path = in_shell(root.root);
    return "let it read by name:\nsudo setfacl -R -m " + who + path + "\nsudo setfacl -R -d -m " + who + path;
}

/// The service's unit hides homes (ProtectHome=yes): then they can be passed by nobody, whatever their
/// rights.
bool is_hidden_by_the_unit(const std::string& folder) {
    return folder == "/home" || folder == "/root" || folder == "/run/user";
}

constexpr const char* show_homes =
    "its unit hides all homes from it; let it see them, then ask again:\n"
    "sudo mkdir -p /etc/systemd/system/understudyd.service.d\n"
    "printf '[Service]\\nProtectHome=read-only\\n' | sudo tee "
    "/etc/systemd/system/understudyd.service.d/home.conf\n"
    "sudo systemctl daemon-reload && sudo systemctl restart understudyd";

/// Each names what is missing, and only that: a line that changes rights and cures nothing does harm.
std::string cure_for(const RootFacts& root) {
    if (root.error_number == ENOENT)
        return "mount it, or correct [recordings] roots in the configuration and restart the daemon";
    if (root.error_number != EACCES && root.error_number != EPERM) return "look at the disk, or the NAS";
    if (is_hidden_by_the_unit(root.closed)) return show_homes;
    if (!root.closed.empty())
        return "let it pass (not read) that folder, then ask again:\nsudo setfacl -m u:" + root.user + ":x " +
               in_shell(root.closed);
    if (root.own)
        return "it owns that: give it back its own rights:\nsudo chmod -R u+rX " + in_shell(root.root);
    if (!root.takes_acls)
        return "its file system knows no access lists: mount or export it so that “" + root.user +
               "” may read it (options uid=, gid=, umask=)";
    if (!root.group_may) return setfacl(root);
    return "let it into the group:\nsudo usermod -aG " + root.group + " " + root.user +
           " && sudo systemctl restart understudyd\nor " + setfacl(root);
}

std::string cure_for(const DiskFacts& disk) {
    switch (disk.look_error != 0 ? disk.look_error : disk.write_error) {
        case ENOSPC:
        case EDQUOT:
            return "make room, or raise the quota: nothing is acknowledged or sent until there is some";
        case EROFS:
            return "mount it for writing; a disk that became read-only by itself has errors (sudo dmesg): "
                   "nothing is acknowledged or sent until it can be written";
        default:
            return "nothing is acknowledged or sent until it can; see its owner, its mode and its mount:\nls "
                   "-ld " +
                   in_shell(disk.folder) + "; findmnt -T " + in_shell(disk.folder);
    }
}

std::string count(std::size_t number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

}  // namespace

Check judge_disk(const DiskFacts& disk) {
    Check check{"disk", disk.folder, CheckVerdict::pass, "", ""};
    if (disk.look_error != 0 || disk.write_error != 0) {
        const int number = disk.look_error != 0 ? disk.look_error : disk.write_error;
        check.verdict = CheckVerdict::fail;
        check.words = std::string("The database's folder cannot be ") +
                      (disk.look_error != 0 ? "looked at: " : "written: ") + std::strerror(number) + ".";
        check.cure = cure_for(disk);
        return check;
    }
    check.words = size_in_words(disk.free_bytes) + " of " + size_in_words(disk.total_bytes) +
                  " are free where the database is.";
    const bool small_part = disk.free_bytes < disk.total_bytes / 20 && disk.free_bytes < kAlwaysPlenty;
    if (disk.free_bytes < 100 * kMiB)
        check.verdict = CheckVerdict::fail;
    else if (disk.free_bytes < kGiB || small_part)
        check.verdict = CheckVerdict::warn;
    if (check.verdict != CheckVerdict::pass)
        check.cure =
            "make room: with a full disk the daemon acknowledges nothing and buys nothing, until there is "
            "room";
    return check;
}

Check judge_root(const RootFacts& root) {
    Check check{"root", root.root, CheckVerdict::pass, "", ""};
    const std::string seen =
        count(root.files, "recording", "recordings") + " and " + count(root.folders, "folder", "folders");
    if (root.error_number != 0) {
        check.verdict = CheckVerdict::fail;
        check.words = "“" + root.user + "”, the daemon's user, cannot read " + root.at + ": " +
                      std::strerror(root.error_number) + ".";
        if (!root.closed.empty()) check.words += " It may not pass " + root.closed + ".";
        check.cure = cure_for(root);
    } else if (root.files == 0) {
        check.verdict = CheckVerdict::warn;
        check.words = "It can be read, and no recording was seen in it.";
        check.cure = "see whether it is mounted";
    } else {
        check.words = "“" + root.user + "”, the daemon's user, can read it: " + seen + " were opened.";
    }
    return check;
}

Check root_is_silent(const std::string& root, seconds patience) {
    return {"root", root, CheckVerdict::fail,
            "It did not answer within " + std::to_string(patience.count()) + " s.",
            "jobs wait for it and go on by themselves; see whether its disk or NAS answers:\nls " +
                in_shell(root)};
}

}  // namespace understudy
