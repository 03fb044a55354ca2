#include "core/checkup_backups.hpp"

namespace understudy {
namespace {

constexpr const char* cure =
    "let the daemon write there (systemctl edit understudyd: ReadWritePaths=-FOLDER), make room, or name "
    "another "
    "folder in "
    "[backup] folder; meanwhile:\nunderstudy backup FILE";

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
                     cure);
    if (facts.newest && facts.now - *facts.newest > 2 * facts.interval)
        return found(facts, CheckVerdict::warn, "They are late: " + newest + ".", cure);
    return found(facts, CheckVerdict::pass, "Each is read back once it is written; " + newest + ".");
}

}  // namespace understudy
