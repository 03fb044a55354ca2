// The fixture of the tests that change the machine around the daemon.
#pragma once

#include "studio.hpp"

namespace understudy::test {

/// A studio with five recordings, and what is to be true at the end.
class Machine : public Studio {
  protected:
    void five_recordings() {
        for (const char* name : {"day-1", "day-2", "take-a", "take-b", "zoo"}) record(name, 2);
    }
    Json purchases() { return control("GET", "/bill")["purchases"]; }
    std::size_t stored_files() { return control("GET", "/files")["files"].size(); }
    /// One training was bought and every recording is in the dataset once.
    void all_went_well(const std::string& id, std::size_t trainings = 1) {
        until_state(id, "completed");
        EXPECT_EQ(purchases().size(), trainings);
        EXPECT_EQ(stored_files(), 5u);
    }
    std::string explanation(const std::string& id) {
        return ask("GET", "/v1/jobs/" + id + "/explain").value("why", "");
    }
    void until_explained(const std::string& id, const std::string& words) {
        until("the explanation has: " + words,
              [&] { return explanation(id).find(words) != std::string::npos; });
    }
    static std::vector<std::string> environment(std::vector<std::string> more) {
        more.push_back(std::string("CARTESIA_API_KEY=") + key);
        return more;
    }
    /// The daemon's environment, with an altered machine below it: see altered_machine.cpp.
    static std::vector<std::string> altered(std::vector<std::string> how) {
        how.push_back(std::string("LD_PRELOAD=") + UNDERSTUDY_ALTERED_MACHINE);
        return environment(std::move(how));
    }
};

}  // namespace understudy::test
