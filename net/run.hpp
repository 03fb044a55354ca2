// Running coroutines to their end from plain code: tests, tools, main().
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>

#include "core/require.hpp"

namespace understudy::net {

namespace asio = boost::asio;

namespace detail {
template <class T>
asio::awaitable<void> keep_result(asio::awaitable<T> work, std::optional<T>* result) {
    auto value = co_await std::move(work);
    result->emplace(std::move(value));
}
}  // namespace detail

/// Runs `io` until `work` has ended, whatever else is ready there along with it; throws what `work` throws.
inline void run(asio::io_context& io, asio::awaitable<void> work) {
    bool ended = false;
    std::exception_ptr error;
    asio::co_spawn(io, std::move(work), [&](const std::exception_ptr& thrown) {
        ended = true;
        error = thrown;
    });
    io.restart();
    while (!ended) require(io.run_one() > 0, "a coroutine waits for something that can still happen");
    if (error) std::rethrow_exception(error);
}

/// The same, for work with a result.
template <class T>
T run(asio::io_context& io, asio::awaitable<T> work) {
    std::optional<T> result;
    run(io, detail::keep_result(std::move(work), &result));
    return std::move(*result);
}

/// Runs `io` until `fact()` holds; looks after each event.
template <class Fact>
void run_until(asio::io_context& io, Fact fact) {
    io.restart();
    while (!fact()) require(io.run_one() > 0, "the fact that is waited for can still come true");
}

}  // namespace understudy::net
