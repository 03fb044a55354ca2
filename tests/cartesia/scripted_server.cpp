#include "tests/cartesia/scripted_server.hpp"

#include <gtest/gtest.h>

#include <boost/asio/this_coro.hpp>

namespace understudy::test {

ScriptedServer::ScriptedServer(asio::any_io_executor executor)
    : changed_(executor),
      server_(executor, {net::ListenOn{"127.0.0.1", 0, "", "", ""}}, net::ServerLimits{},
              [this](net::ServerExchange& exchange) { return handle(exchange); }) {
    const auto started = server_.start();
    EXPECT_TRUE(started.ok());
}

std::string ScriptedServer::url() const {
    return "http://127.0.0.1:" + std::to_string(server_.bound().at(0).port);
}

void ScriptedServer::let_go() {
    let_go_ = true;
    changed_.notify();
}

Act ScriptedServer::next_act() {
    if (script.empty()) return otherwise;
    Act act = std::move(script.front());
    script.pop_front();
    return act;
}

asio::awaitable<void> ScriptedServer::wait_until_let_go() {
    ++holding_;
    while (!let_go_) {
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) break;
        co_await changed_.wait();
    }
    --holding_;
}

asio::awaitable<void> ScriptedServer::answer_midway(net::ServerExchange& exchange, Act act) {
    std::vector<std::byte> block(64u << 10);
    for (std::uint64_t read = 0; read < act.after;) {
        const auto some = co_await exchange.read_some(block);
        if (!some || *some == 0) co_return;
        read += *some;
    }
    co_await exchange.respond(act.response);
}

asio::awaitable<void> ScriptedServer::handle(net::ServerExchange& exchange) {
    const std::size_t number = seen.size();
    seen.push_back({exchange.request(), "", false, exchange.peer().address});
    const Act act = next_act();
    if (act.kind == Act::Kind::early) {
        co_await exchange.respond(act.response);
        co_return;
    }
    if (act.kind == Act::Kind::midway) {
        co_await answer_midway(exchange, act);
        co_return;
    }
    if (act.kind == Act::Kind::reset_early) {
        exchange.reset();
        co_return;
    }
    auto body = co_await exchange.read_body(256u << 20);
    if (!body) co_return;
    seen[number].body = std::move(*body);
    seen[number].whole = true;
    if (act.kind == Act::Kind::hold) co_await wait_until_let_go();
    if (act.kind == Act::Kind::reset) {
        exchange.reset();
    } else if (act.kind == Act::Kind::raw) {
        co_await exchange.write_raw(act.response.body);
    } else {
        co_await exchange.respond(act.response);
    }
}

}  // namespace understudy::test
