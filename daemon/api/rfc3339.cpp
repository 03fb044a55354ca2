#include "daemon/api/rfc3339.hpp"

#include <algorithm>

namespace understudy::api {

namespace {

/// Takes what it knows from the front of the text; what does not fit makes all of it wrong.
class Reader {
  public:
    explicit Reader(std::string_view text) : left_(text) {}

    int digits(std::size_t count, int least, int most) {
        int number = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const char digit = next();
            if (digit < '0' || digit > '9') return wrong();
            number = number * 10 + (digit - '0');
        }
        return number < least || number > most ? wrong() : number;
    }
    char one_of(std::string_view wanted) {
        const char found = next();
        if (wanted.find(found) == std::string_view::npos) wrong();
        return found;
    }
    /// ".25" as microseconds; 0 where there is none.
    int fraction() {
        if (!left_.starts_with('.')) return 0;
        left_.remove_prefix(1);
        int microseconds = 0, unit = 100'000;
        if (left_.empty() || left_.front() < '0' || left_.front() > '9') return wrong();
        for (; !left_.empty() && left_.front() >= '0' && left_.front() <= '9';
             left_.remove_prefix(1), unit /= 10)
            microseconds += (left_.front() - '0') * unit;
        return microseconds;
    }
    [[nodiscard]] bool good() const { return good_ && left_.empty(); }

  private:
    char next() {
        if (left_.empty()) return static_cast<char>(wrong());
        const char found = left_.front();
        left_.remove_prefix(1);
        return found;
    }
    int wrong() {
        good_ = false;
        return 0;
    }

    std::string_view left_;
    bool good_ = true;
};

}  // namespace

std::optional<Time> from_rfc3339(std::string_view text) {
    using namespace std::chrono;
    Reader in(text);
    const int year_number = in.digits(4, 0, 9999);
    in.one_of("-");
    const int month_number = in.digits(2, 1, 12);
    in.one_of("-");
    const int day_number = in.digits(2, 1, 31);
    in.one_of("Tt ");
    const hours hour(in.digits(2, 0, 23));
    in.one_of(":");
    const minutes minute(in.digits(2, 0, 59));
    in.one_of(":");
    const seconds second(in.digits(2, 0, 60));
    const microseconds fraction(in.fraction());
    const char zone = in.one_of("Zz+-");
    minutes ahead{};
    if (zone == '+' || zone == '-') {
        ahead = hours(in.digits(2, 0, 23));
        in.one_of(":");
        ahead += minutes(in.digits(2, 0, 59));
        if (zone == '-') ahead = -ahead;
    }
    const auto date = year(year_number) / month(static_cast<unsigned>(month_number)) /
                      day(static_cast<unsigned>(day_number));
    if (!in.good() || !date.ok()) return std::nullopt;
    return Time(sys_days(date)) + hour + minute + second + fraction - ahead;
}

}  // namespace understudy::api
