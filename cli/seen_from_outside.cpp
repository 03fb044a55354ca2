// What can be said of a daemon that does not answer.
#include "cli/checkup.hpp"

namespace understudy::cli {

namespace {

constexpr const char* restart = "\nsudo systemctl restart understudyd";

CheckShown without_answer(const std::string& address, const Unreachable& trouble) {
    if (trouble.connected && trouble.too_late)
        return {"daemon", address, "fail", "The daemon is there and does not answer.", ""};
    return {"daemon", address, "fail", "It does not answer: " + trouble.what + ".", ""};
}

std::string cure_elsewhere(const Unreachable& trouble) {
    if (trouble.connected)
        return "see on that machine what it is busy with:\nsudo journalctl -u understudyd -n 30";
    return "see that --url names it, and on that machine whether it runs:\nsystemctl status understudyd";
}

std::string cure_here(const OutsideFacts& facts, const Unreachable& trouble) {
    if (trouble.connected)
        return std::string(
                   "see what it is busy with, and restart it if it stays so:"
                   "\nsudo journalctl -u understudyd -n 30") +
               restart;
    if (facts.unit_state == "active")
        return "say where it is: --url or $UNDERSTUDY_URL" +
               (facts.config_there ? "; [server] listen in " + facts.config_path + " names it" : "");
    if (facts.config_good == false) return "";  // that comes first, and has a cure of its own
    if (facts.unit_state.empty() && !facts.config_there)
        return "start it with its configuration, or say where it runs (--url):\nunderstudyd --config FILE";
    if (facts.unit_state.empty()) return "start it:\nunderstudyd --config " + facts.config_path;
    return "start it:\nsudo systemctl start understudyd";
}

CheckShown service(const std::string& state) {
    CheckShown check{"service", "understudyd.service", "pass", "systemd says: " + state + ".", ""};
    if (state == "active") return check;
    const bool changes = state == "activating" || state == "deactivating" || state == "reloading";
    check.verdict = changes ? "warn" : "fail";
    check.cure =
        changes ? "ask again in a moment" : "its log says why:\nsudo journalctl -u understudyd -n 30";
    return check;
}

CheckShown config(const OutsideFacts& facts) {
    CheckShown check{"config", facts.config_path, "warn", "", ""};
    const std::string ask = "understudyd --check-config --config " + facts.config_path;
    if (!facts.config_there) {
        check.words = "It is not there, or not readable by you.";
        check.cure = "a daemon with another configuration is found by --url";
    } else if (!facts.config_good) {
        check.words = "It is there, and was not checked.";
        check.cure = "see whether it is good:\nsudo " + ask;
    } else if (*facts.config_good) {
        check.verdict = "pass";
        check.words = "understudyd finds it good.";
    } else if (facts.config_words.find("Permission denied") != std::string::npos) {
        check.words = "You may not read all that it names: " + facts.config_words + ".";
        check.cure = "see what the service's user finds:\nsudo -u understudy " + ask;
    } else {
        check.verdict = "fail";
        check.words = "understudyd does not start with it: " + facts.config_words + ".";
        check.cure = std::string("correct that, and start it anew:") + restart;
    }
    return check;
}

}  // namespace

Checkup seen_from_outside(const std::optional<OutsideFacts>& facts, const std::string& address,
                          const Unreachable& trouble) {
    Checkup checkup;
    checkup.reached = false;
    checkup.findings.push_back(without_answer(address, trouble));
    checkup.findings[0].cure = facts ? cure_here(*facts, trouble) : cure_elsewhere(trouble);
    if (!facts) return checkup;
    if (!facts->unit_state.empty()) checkup.findings.push_back(service(facts->unit_state));
    checkup.findings.push_back(config(*facts));
    return checkup;
}

}  // namespace understudy::cli
