#include "cartesia/paging.hpp"

#include "net/http.hpp"

namespace understudy::cartesia {

std::string Paging::query() const {
    std::string query = "?limit=" + std::to_string(page_limit);
    if (!last_id_.empty()) query += "&starting_after=" + net::percent_encode(last_id_);
    return query;
}

Result<bool, std::string> Paging::take(std::span<const std::string_view> ids, std::optional<bool> has_more) {
    for (const std::string_view id : ids)
        if (!seen_.emplace(id).second) return failure("the list repeats " + std::string(id));
    if (ids.empty() && has_more == true) return failure("an empty page says that there is more");
    if (ids.empty()) return true;
    last_id_ = ids.back();
    if (has_more == false) return true;
    if (++pages_ == most_pages)
        return failure("the list does not end after " + std::to_string(pages_) + " pages");
    return false;
}

}  // namespace understudy::cartesia
