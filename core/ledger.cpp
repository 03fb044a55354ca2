#include "core/ledger.hpp"

#include "core/require.hpp"

namespace understudy {

namespace {

std::int64_t& side(Balance& balance, Account account) {
    switch (account) {
        case Account::available:
            return balance.available;
        case Account::reserved:
            return balance.reserved;
        case Account::spent:
            break;
    }
    return balance.spent;
}

}  // namespace

Account account_of(Charge charge) {
    if (charge == Charge::none || charge == Charge::foreign) return Account::available;
    return charge == Charge::reserved ? Account::reserved : Account::spent;
}

const char* kind_of(const Movement& movement) {
    if (movement.to == Account::reserved) return "reserved";
    if (movement.to == Account::spent) return movement.presumed ? "presumed_spent" : "spent";
    return movement.from == Account::spent ? "refunded" : "released";
}

Balance after(Balance balance, const Movement& movement) {
    require(movement.credits > 0 && movement.from != movement.to, "a movement moves credits");
    side(balance, movement.from) -= movement.credits;
    side(balance, movement.to) += movement.credits;
    return balance;
}

}  // namespace understudy
