// All pages of a list, one request each.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cartesia/answers.hpp"
#include "cartesia/classify.hpp"
#include "cartesia/exchange.hpp"
#include "cartesia/paging.hpp"
#include "cartesia/requests.hpp"

namespace understudy::cartesia {

template <class T>
std::vector<std::string_view> ids_of(const std::vector<T>& entries) {
    std::vector<std::string_view> ids;
    ids.reserve(entries.size());
    for (const T& entry : entries) ids.push_back(entry.id);
    return ids;
}

/// `filter`: further parameters of each page, "&is_owner=true". The complete list, or the Trouble of the page
/// that could not be had.
template <class T>
asio::awaitable<Outcome<std::vector<T>>> list_all(Exchange& exchange, std::string path,
                                                  std::shared_ptr<Call> call, std::string filter = "") {
    std::vector<T> all;
    Paging paging;
    for (;;) {
        net::Request request = get_request(path + paging.query() + filter);
        auto answer = co_await exchange.send(std::move(request), Lane::read, call);
        if (!answer) co_return failure(std::move(answer).error());
        Read<Page<T>> page = read_page<T>(answer->body);
        if (!page) co_return failure(garbage_answer(*answer, page.error(), exchange.api_key()));
        const auto complete = paging.take(ids_of(page->data), page->has_more);
        if (!complete) co_return failure(garbage_answer(*answer, complete.error(), exchange.api_key()));
        std::move(page->data.begin(), page->data.end(), std::back_inserter(all));
        if (*complete) co_return std::move(all);
    }
}

}  // namespace understudy::cartesia
