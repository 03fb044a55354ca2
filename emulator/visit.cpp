#include "emulator/visit.hpp"

#include "emulator/fault_answer.hpp"

namespace understudy::emulator {

namespace {

/// As long as a fault says that nothing comes; the client is expected to give up first.
constexpr Duration silence = std::chrono::minutes(30);

std::string endpoint_of(const net::Request& head) {
    const auto found = find_route(head.method, head.target);
    return found.route != nullptr ? head.method + ' ' + std::string(found.route->pattern)
                                  : head.method + " (unknown)";
}

LoggedRequest logged(const net::Request& head, Time now) {
    LoggedRequest request;
    request.method = head.method;
    request.target = head.target;
    request.endpoint = endpoint_of(head);
    request.user_agent = head.headers.find("User-Agent").value_or("");
    request.at = now;
    return request;
}

}  // namespace

Visit::Visit(net::ServerExchange& exchange, EmulatorState& state, Waits& waits)
    : exchange_(exchange), state_(state), waits_(waits) {
    const net::Request& head = exchange.request();
    version_ = version_for_errors(head.headers);
    request_id_ = state.api.new_request_id();
    number_ = state.log.begin(logged(head, state.clock.now()));
    if (auto fault = state.faults.strike(head.method, head.target)) {
        fault_ = std::move(*fault);
        faulty_ = true;
    }
}

Visit::~Visit() { state_.log.end(number_, status_sent_, faulty_); }

bool Visit::strikes_at(FaultPoint point) const { return fault_.act != FaultAct::none && fault_.at == point; }

asio::awaitable<void> Visit::run() {
    auto admitted = state_.api.admit(exchange_.request(), state_.clock.now());
    if (admitted) {
        version_ = admitted->call.version;
        request_id_ = admitted->call.request_id;
    }
    if (strikes_at(FaultPoint::start)) {
        net::Response nothing_done;
        co_await strike(std::move(nothing_done));
        co_return;
    }
    if (!admitted) {
        co_await send(std::move(admitted.error()));
        co_return;
    }
    const bool complete = co_await read_body(*admitted);
    if (!complete) co_return;
    if (strikes_at(FaultPoint::read) || strikes_at(FaultPoint::body)) {
        net::Response nothing_done;
        co_await strike(std::move(nothing_done));
        co_return;
    }
    admitted->call.now = state_.clock.now();
    admitted->call.commit_after = fault_.commit_after;
    auto response = state_.api.answer(*admitted);
    if (strikes_at(FaultPoint::commit) || strikes_at(FaultPoint::answer))
        co_await strike(std::move(response));
    else
        co_await send(std::move(response));
}

asio::awaitable<void> Visit::strike(net::Response right) {
    if (fault_.act == FaultAct::answer) {
        auto answer = faulty_answer(fault_, std::move(right), version_, request_id_);
        co_await send(std::move(answer));
        co_return;
    }
    const Duration wait = fault_.act == FaultAct::hang ? silence : fault_.delay;
    co_await waits_.pause(wait);
    if (fault_.at == FaultPoint::answer)
        co_await send_half(std::move(right));
    else if (fault_.act == FaultAct::close)
        co_await exchange_.write_raw("");
    if (fault_.act != FaultAct::close) exchange_.reset();
}

asio::awaitable<void> Visit::send(net::Response response) {
    co_await waits_.pause(state_.wire.delay + fault_.delay);
    const int status = response.status;
    bool sent = true;
    if (fault_.answer_bytes_per_second > 0)
        co_await send_slowly(std::move(response));
    else
        sent = co_await exchange_.respond(std::move(response));
    if (sent) status_sent_ = status;
}

}  // namespace understudy::emulator
