#include "core/queue_place.hpp"

#include "core/require.hpp"

namespace understudy {
namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t base = digits.size();

std::size_t digit_at(std::string_view key, std::size_t place) {
    const std::size_t digit = place < key.size() ? digits.find(key[place]) : 0;
    require(digit != std::string_view::npos, "a place in the queue has a digit that is none");
    return digit;
}

}  // namespace

/// An id may end in 0, a key may not.
std::string key_by_age(std::string_view job_id) {
    return std::string(job_id.substr(job_id.find('_') + 1)) + "G";
}

QueuePlace place_of(const Job& job) {
    return {job.spec.priority, job.queue_key.empty() ? key_by_age(job.id) : job.queue_key, job.id};
}

bool stands_in_line(const Job& job) {
    const auto* draft = std::get_if<Draft>(&job.state);
    return !at_rest(job) && (draft == nullptr || draft->start_wished);
}

std::string key_between(std::string_view before, std::string_view after) {
    require(after.empty() || before < after, "there is no place between two keys that are out of order");
    std::string key;
    bool open = after.empty();  // whatever follows stays below `after`
    for (std::size_t place = 0;; ++place) {
        const std::size_t low = digit_at(before, place), high = open ? base : digit_at(after, place);
        if (high > low + 1) return key + digits[(low + high) / 2];
        key += digits[low];
        open |= high > low;
    }
}

}  // namespace understudy
