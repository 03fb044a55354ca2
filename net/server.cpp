#include "net/server.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <utility>

#include "net/listen.hpp"
#include "net/server_session.hpp"
#include "net/signal.hpp"
#include "net/task_group.hpp"

namespace understudy::net {

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds pause_when_accept_fails{100};
/// Who was let in a moment before the end has its request answered: it is on its way.
constexpr std::chrono::milliseconds grace_of_the_fresh{250};

/// A listening socket that coroutines can wait on.
struct Door {
    Door(const asio::any_io_executor& executor, Listener listener_in, std::optional<TlsContext> tls_in)
        : listener(std::move(listener_in)),
          readiness(executor, asio::generic::stream_protocol(listener.family(), 0), ::dup(listener.socket())),
          tls(std::move(tls_in)) {}
    Listener listener;
    asio::generic::stream_protocol::socket readiness;
    std::optional<TlsContext> tls;
};

/// Shared by the server and its coroutines, so that they can end in good order after a server that is
/// destroyed without stop().
struct Core {
    Core(asio::any_io_executor executor_in, ServerLimits limits, Handler handler, Refusal refusal)
        : executor(executor_in),
          shared{.limits = limits, .handler = std::move(handler), .refusal = std::move(refusal)},
          changed(executor_in),
          group(executor_in) {}

    asio::any_io_executor executor;
    ServerShared shared;
    Signal changed;
    TaskGroup group;
    std::vector<std::unique_ptr<Door>> doors;
    std::vector<Session*> sessions;
    std::uint64_t accepted = 0;

    void stop_accepting() {
        shared.stopping = true;
        for (auto& door : doors) {
            boost::system::error_code ignored;
            door->readiness.close(ignored);
            door->listener.close();
        }
        changed.notify();
    }

    void close_idle(bool fresh_too) {
        for (Session* session : std::vector(sessions))
            if (session->idle() && (fresh_too || !session->fresh())) session->cut(true);
    }

    void cut_all() {
        for (Session* session : std::vector(sessions)) session->cut(false);
        group.cancel();
    }
};

struct Registered {
    Registered(Core& core, Session& session) : core_(core), session_(&session) {
        core_.sessions.push_back(session_);
    }
    ~Registered() {
        std::erase(core_.sessions, session_);
        core_.changed.notify();
    }
    Core& core_;
    Session* session_;
};

asio::awaitable<void> serve(std::shared_ptr<Core> core, std::unique_ptr<Stream> stream,
                            std::optional<TlsContext> tls) {
    Peer peer = peer_of(stream->socket());
    Session session(core->shared, std::move(stream), std::move(peer), std::move(tls));
    const Registered registered(*core, session);
    co_await session.run();
}

// Left to itself TCP asks for a quarter of an hour whether somebody is still there, and an answer that goes
// on without end would keep its place so long.
void notice_who_vanishes(int socket, int family, std::chrono::milliseconds limit) {
    if (family == AF_UNIX) return;
    const auto milliseconds = static_cast<unsigned>(limit.count());
    ::setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
}

void welcome(const std::shared_ptr<Core>& core, const Door& door, int socket) {
    ++core->accepted;
    notice_who_vanishes(socket, door.listener.family(), core->shared.limits.vanished);
    auto stream = std::make_unique<Stream>(core->executor, socket, door.listener.family());
    core->group.spawn(serve(core, std::move(stream), door.tls));
}

// Accepts while there is room; what does not fit waits in the kernel's backlog.
asio::awaitable<void> attend(std::shared_ptr<Core> core, Door* door) {
    co_await asio::this_coro::throw_if_cancelled(false);
    while (!core->shared.stopping) {
        if (core->sessions.size() >= core->shared.limits.connections) {
            co_await core->changed.wait();
            continue;
        }
        const int socket = ::accept4(door->listener.socket(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            welcome(core, *door, socket);
        } else if (errno == EAGAIN) {
            co_await door->readiness.async_wait(asio::socket_base::wait_read, as_result);
        } else if (errno != ECONNABORTED && errno != EINTR) {
            const auto deadline = from_now(pause_when_accept_fails);  // EMFILE and its like: do not spin
            co_await core->changed.wait(deadline);
        }
    }
}

Result<std::unique_ptr<Door>, std::string> open_door(const asio::any_io_executor& executor,
                                                     const ListenOn& where) {
    std::optional<TlsContext> tls;
    if (!where.tls_cert_file.empty() || !where.tls_key_file.empty()) {
        auto context = TlsContext::for_server(where.tls_cert_file, where.tls_key_file);
        if (!context) return failure(context.error());
        tls = std::move(context).value();
    }
    auto listener = listen_on(where);
    if (!listener) return failure(listener.error());
    return std::make_unique<Door>(executor, std::move(listener).value(), std::move(tls));
}

}  // namespace

class HttpServer::Impl {
  public:
    Impl(asio::any_io_executor executor, std::vector<ListenOn> listen, ServerLimits limits, Handler handler,
         Refusal refusal)
        : core(std::make_shared<Core>(std::move(executor), limits, std::move(handler), std::move(refusal))),
          wanted(std::move(listen)) {}
    std::shared_ptr<Core> core;
    std::vector<ListenOn> wanted, bound;
};

HttpServer::HttpServer(asio::any_io_executor executor, std::vector<ListenOn> listen, ServerLimits limits,
                       Handler handler, Refusal refusal)
    : impl_(std::make_unique<Impl>(std::move(executor), std::move(listen), limits, std::move(handler),
                                   std::move(refusal))) {}

HttpServer::~HttpServer() {
    impl_->core->stop_accepting();
    impl_->core->cut_all();
}

Result<Nothing, std::string> HttpServer::start() {
    Core& core = *impl_->core;
    for (const ListenOn& where : impl_->wanted) {
        auto door = open_door(core.executor, where);
        if (!door) {
            core.doors.clear();
            impl_->bound.clear();
            return failure(door.error());
        }
        impl_->bound.push_back((*door)->listener.where());
        core.doors.push_back(std::move(door).value());
    }
    for (const auto& door : core.doors) core.group.spawn(attend(impl_->core, door.get()));
    return Nothing{};
}

const std::vector<ListenOn>& HttpServer::bound() const { return impl_->bound; }

HttpServer::Stats HttpServer::stats() const {
    const Core& core = *impl_->core;
    return {.connections_accepted = core.accepted,
            .requests = core.shared.requests,
            .open = core.sessions.size()};
}

asio::awaitable<void> HttpServer::stop(std::chrono::milliseconds grace) {
    const auto core = impl_->core;
    core->stop_accepting();
    core->close_idle(false);
    const auto deadline = from_now(grace), fresh_deadline = from_now(std::min(grace, grace_of_the_fresh));
    while (!core->sessions.empty() && std::chrono::steady_clock::now() < fresh_deadline) {
        co_await core->changed.wait(fresh_deadline);
    }
    core->close_idle(true);
    while (!core->sessions.empty() && std::chrono::steady_clock::now() < deadline) {
        co_await core->changed.wait(deadline);
    }
    core->cut_all();
    co_await core->group.join();
    core->doors.clear();
}

}  // namespace understudy::net
