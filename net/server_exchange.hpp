// One request being answered: the body's and the answer's framing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/input_buffer.hpp"
#include "net/parser.hpp"
#include "net/server.hpp"
#include "net/stream.hpp"

namespace understudy::net {

/// What an exchange needs of its connection.
struct ExchangeContext {
    Stream& stream;
    InputBuffer& input;
    const ServerLimits& limits;
    const Refusal& refusal;
    const Peer& peer;
    const bool& stopping;  ///< answers from now on close their connection
};

class HttpExchange final : public ServerExchange {
  public:
    /// `reader` has read the head.
    HttpExchange(ExchangeContext context, std::unique_ptr<RequestReader> reader);

    [[nodiscard]] const Request& request() const override { return request_; }
    [[nodiscard]] const Peer& peer() const override { return context_.peer; }
    [[nodiscard]] std::optional<std::uint64_t> content_length() const override;
    asio::awaitable<std::optional<std::size_t>> read_some(std::span<std::byte> into) override;
    asio::awaitable<std::optional<std::string>> read_body(std::size_t max) override;
    [[nodiscard]] bool too_large() const override { return too_large_; }
    asio::awaitable<bool> respond(Response response) override;
    asio::awaitable<bool> begin(Response head) override;
    asio::awaitable<bool> write(std::span<const std::byte> bytes) override;
    asio::awaitable<bool> finish() override;
    asio::awaitable<void> hung_up() override;
    asio::awaitable<bool> write_raw(std::string bytes) override;
    void reset() override;

    [[nodiscard]] bool speaks_1_1() const { return !reader_->http_1_0(); }
    /// After the handler: answers 500 where it did not answer, drains the body. True when the connection may
    /// serve another request; else it is closed.
    asio::awaitable<bool> conclude();

  private:
    enum class Answer { none, begun, finished, raw };

    asio::awaitable<std::optional<std::size_t>> read_counted(std::span<std::byte> into);
    asio::awaitable<std::optional<std::size_t>> read_chunked(std::span<std::byte> into);
    asio::awaitable<bool> say_continue();
    asio::awaitable<bool> send(std::string bytes);
    asio::awaitable<bool> drain();
    void decide_to_keep(const Headers& headers);
    [[nodiscard]] std::string_view connection_field() const;
    [[nodiscard]] std::nullopt_t broken();

    ExchangeContext context_;
    std::unique_ptr<RequestReader> reader_;
    Request request_;
    std::uint64_t body_left_ = 0;  ///< of a counted body
    bool body_done_ = false;
    bool body_broken_ = false;
    bool continue_due_ = false;  ///< the client waits for "100 Continue"
    bool too_large_ = false;
    bool keep_ = false;
    bool sends_body_ = true;  ///< not for HEAD, 204, 304
    bool chunked_answer_ = false;
    std::optional<std::uint64_t> answer_left_;  ///< of an answer with a Content-Length
    Answer answer_ = Answer::none;
};

}  // namespace understudy::net
