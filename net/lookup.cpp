#include "net/lookup.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "net/signal.hpp"

namespace understudy::net {
namespace {

using Found = Result<Addresses, std::string>;

// All that the thread and the I/O thread share. The mutex decides between "deliver" and "given up": after
// give_up() the thread touches nothing that belongs to the I/O thread.
struct Mailbox {
    void deliver(Found found) {
        const std::lock_guard lock(mutex);
        if (receive) receive(std::move(found));
    }
    void give_up() {
        const std::lock_guard lock(mutex);
        receive = nullptr;
    }
    std::mutex mutex;
    std::function<void(Found)> receive;
};

std::optional<asio::ip::tcp::endpoint> as_address(const std::string& host, std::uint16_t port) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error) return std::nullopt;
    return asio::ip::tcp::endpoint(address, port);
}

std::string why(int code) { return code == EAI_SYSTEM ? words_of_errno(errno) : ::gai_strerror(code); }

asio::ip::tcp::endpoint endpoint_of(const addrinfo& info) {
    asio::ip::tcp::endpoint endpoint;
    std::memcpy(endpoint.data(), info.ai_addr, info.ai_addrlen);
    endpoint.resize(info.ai_addrlen);
    return endpoint;
}

}  // namespace

Found look_up_now(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
    if (code != 0) return failure(why(code));
    Addresses addresses;
    for (const addrinfo* info = list; info != nullptr; info = info->ai_next)
        if (info->ai_family == AF_INET || info->ai_family == AF_INET6)
            addresses.push_back(endpoint_of(*info));
    ::freeaddrinfo(list);
    if (addresses.empty()) return failure(std::string("the name has no address"));
    return addresses;
}

struct Lookup::Pending {
    explicit Pending(const asio::any_io_executor& executor) : answered(executor) {}
    ~Pending() { mailbox->give_up(); }
    std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>();
    std::optional<Found> found;
    Signal answered;
};

Lookup::Lookup(asio::any_io_executor executor, Resolver resolver)
    : executor_(std::move(executor)), resolver_(std::move(resolver)) {}

Lookup::~Lookup() {
    for (auto& [name, pending] : pending_) pending->mailbox->give_up();
}

std::shared_ptr<Lookup::Pending> Lookup::begin(const std::string& host, std::uint16_t port) {
    auto& slot = pending_[host + ":" + std::to_string(port)];
    if (slot && !slot->found) return slot;
    auto pending = std::make_shared<Pending>(executor_);
    slot = pending;
    pending->mailbox->receive = [executor = executor_, weak = std::weak_ptr(pending)](Found found) {
        asio::post(executor, [weak, result = std::move(found)]() mutable {
            const auto alive = weak.lock();
            if (!alive) return;
            alive->found.emplace(std::move(result));
            alive->answered.notify();
        });
    };
    try {
        std::thread([mailbox = pending->mailbox, resolver = resolver_, host, port] {
            mailbox->deliver(resolver(host, port));
        }).detach();
    } catch (const std::system_error& error) {
        pending->found.emplace(failure(std::string("no thread for the name lookup: ") + error.what()));
    }
    return pending;
}

asio::awaitable<Result<Addresses, IoTrouble>> Lookup::resolve(std::string host, std::uint16_t port,
                                                              SteadyTime deadline) {
    if (const auto address = as_address(host, port)) co_return Addresses{*address};
    const auto pending = begin(host, port);
    while (!pending->found) {
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none)
            co_return failure(IoTrouble{.cancelled = true, .what = "cancelled"});
        if (std::chrono::steady_clock::now() >= deadline)
            co_return failure(IoTrouble{.timed_out = true, .what = "no answer to the name lookup"});
        co_await pending->answered.wait(deadline);
    }
    if (!*pending->found) co_return failure(IoTrouble{.what = pending->found->error()});
    co_return pending->found->value();
}

}  // namespace understudy::net
