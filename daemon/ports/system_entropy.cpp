#include "daemon/ports/system_entropy.hpp"

#include <sys/random.h>

#include <cerrno>

#include "core/require.hpp"

namespace understudy {

std::uint64_t SystemEntropy::bits() {
    if (left_ == 0) {
        ssize_t got = 0;
        do got = ::getrandom(stock_.data(), sizeof(stock_), 0);
        while (got < 0 && errno == EINTR);
        require(got == static_cast<ssize_t>(sizeof(stock_)), "getrandom gives 256 bytes");
        left_ = stock_.size();
    }
    return stock_.at(--left_);
}

double SystemEntropy::dice() { return static_cast<double>(bits() >> 11u) * 0x1.0p-53; }

}  // namespace understudy
