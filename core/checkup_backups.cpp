#include "core/checkup_backups.hpp"

#include "core/paths.hpp"

namespace understudy {
namespace {

constexpr const char* meanwhile = "; meanwhile:\nunderstudy backup FILE";

/// What the system's words of a trouble mean for who has to end it. The store has them as text alone: they
/// are strerror's, and SQLite's.
enum class Cause { full, read_only, not_allowed, missing, other };

Cause cause_of(const std::string& trouble) {
    const auto says = [&](const char* words) { return trouble.find(words) != std::string::npos; };
    if (says("No space left") || says("Disk quota exceeded") || says("disk is full") ||
        says("the disk lacks"))
        return Cause::full;
    if (says("Read-only file system")) return Cause::read_only;
    if (says("Permission denied") || says("Operation not permitted")) return Cause::not_allowed;
    if (says("No such file or directory") || says("Not a directory")) return Cause::missing;
    return Cause::other;
}

std::string what_to_do(Cause cause, const std::string& folder) {
    const std::string place = quoted_for_shell(folder);
    switch (cause) {
        case Cause::full:
            return "make room on the disk of " + place + ", or have fewer kept ([backup] keep)";
        case Cause::read_only:
            return "the unit shows the daemon this folder read-only unless it is told otherwise: systemctl "
                   "edit understudyd, ReadWritePaths=-" +
                   place + " below [Service], and restart it; or its disk is mounted read-only: findmnt -T " +
                   place;
        case Cause::not_allowed:
            return "let the daemon's user write there: chown understudy: " + place;
        case Cause::missing:
            return "make the folder, or mount its disk (the daemon makes only the last part of the path): "
                   "install -d -o understudy " +
                   place;
        case Cause::other:
            break;
    }
    return "see to its disk, or name another folder in [backup] folder";
}

Check found(const BackupFacts& facts, CheckVerdict verdict, std::string words, std::string what_to_do = "") {
    return {"backups", facts.folder, verdict, std::move(words), std::move(what_to_do)};
}

}  // namespace

Check judge_backups(const BackupFacts& facts) {
    if (facts.folder.empty())
        return found(facts, CheckVerdict::pass,
                     "The daemon makes none by itself: [backup] folder is not set. «understudy backup FILE» "
                     "makes one.");
    const std::string newest = facts.newest
                                   ? "the newest was made " + in_words(facts.now - *facts.newest) + " ago"
                                   : "there is none yet";
    if (!facts.trouble.empty())
        return found(facts, CheckVerdict::warn, "None can be made: " + facts.trouble + "; " + newest + ".",
                     what_to_do(cause_of(facts.trouble), facts.folder) + meanwhile);
    if (facts.newest && facts.now - *facts.newest > 2 * facts.interval)
        return found(
            facts, CheckVerdict::warn, "They are late: " + newest + ".",
            std::string("the next one is tried by itself: journalctl -u understudyd says what became "
                        "of it") +
                meanwhile);
    return found(facts, CheckVerdict::pass, "Each is read back once it is written; " + newest + ".");
}

}  // namespace understudy
