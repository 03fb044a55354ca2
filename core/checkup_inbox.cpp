#include "core/checkup_inbox.hpp"

#include <cstring>

#include "core/paths.hpp"

namespace understudy {

Check judge_inbox(const DiskFacts& disk) {
    constexpr std::uint64_t mib = 1u << 20, gib = 1u << 30;
    Check check{"inbox", disk.folder, CheckVerdict::pass, "", ""};
    const int error = disk.look_error != 0 ? disk.look_error : disk.write_error;
    if (error != 0) {
        check.verdict = CheckVerdict::fail;
        check.words =
            std::string("No recordings can come from other machines: ") + std::strerror(error) + ".";
        check.cure = "make the folder above it, or let the unit write there (ReadWritePaths=-" +
                     quoted_for_shell(disk.folder) +
                     " by systemctl edit understudyd); or close it: [inbox] path = "
                     "\"off\"";
        return check;
    }
    check.words = std::to_string(disk.free_bytes / mib) + " MiB are free for recordings from other machines.";
    if (disk.free_bytes >= gib) return check;
    check.verdict = CheckVerdict::warn;
    check.cure = "make room: understudy inbox FOLDER --remove, where a folder is done with";
    return check;
}

}  // namespace understudy
