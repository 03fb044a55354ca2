#include "core/checkup.hpp"

#include <algorithm>

namespace understudy {

const char* to_word(CheckVerdict verdict) {
    switch (verdict) {
        case CheckVerdict::pass:
            return "pass";
        case CheckVerdict::warn:
            return "warn";
        case CheckVerdict::fail:
            break;
    }
    return "fail";
}

CheckVerdict worst_of(const Checks& checks) {
    const auto worst = std::max_element(checks.begin(), checks.end(),
                                        [](const Check& a, const Check& b) { return a.verdict < b.verdict; });
    return worst == checks.end() ? CheckVerdict::pass : worst->verdict;
}

}  // namespace understudy
