// The REST API from a connection's bytes to the bytes of its answers: the real session, routes, JSON and
// checks over a desk that shows every job as it was asked for. The first byte says who calls: 'u' somebody on
// the unix socket, who needs no token; anything else somebody on TCP.
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "daemon/api/api.hpp"
#include "daemon/api/refusals.hpp"
#include "net/parser.hpp"
#include "net/run.hpp"
#include "net/server_session.hpp"
#include "tests/daemon/fake_desk.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace understudy::fuzz {
namespace {

namespace asio = boost::asio;

constexpr std::size_t longest_answer = 256u << 10;

class EchoDesk final : public test::FakeDesk {
  public:
    explicit EchoDesk(asio::io_context& io) : FakeDesk(io) {
        history.push_back(
            {1, "job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC", {}, "submitted", "draft", 0, "asked for", {}});
        ignored = {"a name that is not UTF-8: \xff"};
    }
    void submit(Submission wanted, std::optional<IdempotencyKey> its_key, Answer<Submitted> answer) override {
        auto checked = check_submission(std::move(wanted), Policy());
        refusal = checked ? std::nullopt : std::optional(checked.error());
        if (checked) view.job = understudy::submit("job_01J9ZQ3V5N8RKX4T7M2W6Y0ABC", *checked, {}, {}).job;
        if (checked) jobs = {view};
        FakeDesk::submit({}, std::move(its_key), std::move(answer));
    }
    void command(std::string id, Command wanted, Answer<JobView> answer) override {
        auto step = understudy::command(view.job, std::move(wanted), Policy(), {});
        refusal = step ? std::nullopt : std::optional(step.error());
        if (step) view.job = step->job;
        FakeDesk::command(std::move(id), {}, std::move(answer));
    }
};

/// One connection: what is written to it, what comes back, and the methods that reached the API.
struct Connection {
    explicit Connection(std::string_view bytes) : sent(bytes) {}
    const std::string_view sent;
    std::string received;
    std::vector<std::string> methods;
    int ended = 0;
};

asio::awaitable<void> write(net::Stream& stream, std::string_view bytes) {
    const auto view = std::as_bytes(std::span(bytes));
    const auto written = co_await stream.write_all(view, std::chrono::hours(1));
    if (written) ::shutdown(stream.socket(), SHUT_WR);
}

asio::awaitable<void> read(net::Stream& stream, std::string& into) {
    std::array<std::byte, 16'384> room;
    for (;;) {
        const auto got = co_await stream.read_some(room, net::no_deadline);
        if (!got || *got == 0) co_return;
        into.append(reinterpret_cast<const char*>(room.data()), *got);
    }
}

void converse(Connection& connection, bool unix_socket) {
    asio::io_context io(1);
    std::array<int, 2> ends{};
    holds(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) == 0, "a pair");
    EchoDesk desk(io);
    api::Api api(desk, {"the-token", {net::ListenOn{.address = "127.0.0.1", .port = 7878}}, 1'000, 1'000});
    net::ServerShared shared{.limits = {},
                             .handler =
                                 [&](net::ServerExchange& exchange) {
                                     connection.methods.push_back(exchange.request().method);
                                     return api.answer(exchange);
                                 },
                             .refusal = api::refuse_unread};
    net::Peer peer{unix_socket, 1'000, 1'000, unix_socket ? "unix" : "127.0.0.1:40123"};
    net::Session session(shared, std::make_unique<net::Stream>(io.get_executor(), ends[0], AF_UNIX), peer,
                         {});
    net::Stream client(io.get_executor(), ends[1], AF_UNIX);
    const auto end = [&](const std::exception_ptr& thrown) {
        holds(!thrown, "no exception comes out of a session");
        ++connection.ended;
    };
    asio::co_spawn(io, session.run(), end);
    asio::co_spawn(io, write(client, connection.sent), end);
    asio::co_spawn(io, read(client, connection.received), end);
    net::run_until(io, [&] { return connection.ended == 3; });
}

void check_problem(const net::Response& answer) {
    const auto document = nlohmann::json::parse(answer.body, nullptr, false);
    holds(document.is_object() && document.value("status", 0) == answer.status, "a problem says its status");
    for (const char* member : {"type", "title", "detail"})
        holds(!document.value(member, "").empty(), "a problem has a type, a title and a detail");
}

void check(const net::Response& answer, bool to_head) {
    static const std::set<int> known{200, 201, 204, 304, 400, 401, 403, 404, 405,
                                     408, 409, 413, 415, 421, 422, 429, 431, 503};
    holds(known.count(answer.status) == 1, "the contract knows the status");
    holds(answer.body.size() <= longest_answer, "an answer is not much longer than its question");
    if (answer.status == 204 || answer.status == 304 || to_head) return;
    const std::string_view type = answer.headers.find("Content-Type").value_or("");
    const bool not_http = answer.status == 400 || answer.status == 408 || answer.status == 431;
    if (not_http && type == "text/plain") return;  // refused before there was a request
    if (answer.status == 200 && answer.headers.find("Content-Security-Policy")) return;  // the page
    holds(type == (answer.status < 300 ? "application/json" : "application/problem+json"),
          "errors are problems");
    if (answer.status >= 400) check_problem(answer);
}

/// Takes the connection's answers apart: nothing but whole answers, in the order of the requests.
void check_answers(const Connection& connection) {
    auto rest = std::as_bytes(std::span(connection.received));
    auto method = connection.methods.begin();
    while (!rest.empty()) {
        const bool to_head = method != connection.methods.end() && *method == "HEAD";
        net::AnswerReader reader(to_head, 8'192, 2 * longest_answer);
        const auto step = reader.feed(rest);
        holds(step.state == net::Parsed::done, "only whole answers are sent");
        rest = rest.subspan(step.consumed);
        const net::Response answer = reader.take();
        if (answer.status == 100) continue;
        check(answer, to_head);
        if (method != connection.methods.end()) ++method;
    }
}

}  // namespace
}  // namespace understudy::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy::fuzz;
    const std::string_view text = text_of(data, size);
    Connection connection(text.substr(std::min<std::size_t>(1, size)));
    converse(connection, text.starts_with('u'));
    check_answers(connection);
    return 0;
}
