// One request and its answer over one connection.
//
// The body is written while a second coroutine watches for an early answer: when the server speaks (or goes)
// before the request is complete, the upload ends at once and what the server said is read. A request that
// could not be sent whole is never the end of the matter before the answer, if there is one, has been read.
#pragma once

#include <optional>
#include <string>

#include "net/client.hpp"
#include "net/dial.hpp"
#include "net/parser.hpp"

namespace understudy::net {

class ClientExchange {
  public:
    /// All arguments must outlive it.
    ClientExchange(Connection& connection, const ClientOptions& options, const Request& request,
                   BodyStream* body, const BodySink& sink);

    /// Runs with throw_if_cancelled(false).
    asio::awaitable<Result<Response, TransportTrouble>> run();
    /// Until when the connection may be used again; nullopt: not at all.
    [[nodiscard]] std::optional<SteadyTime> reusable_until() const { return reusable_until_; }

  private:
    asio::awaitable<void> send_small();
    asio::awaitable<void> send_large(BodyStream& body);
    asio::awaitable<void> upload(BodyStream& body);
    asio::awaitable<void> watch();
    asio::awaitable<std::optional<std::span<const std::byte>>> next_chunk(BodyStream& body);
    asio::awaitable<IoResult> write_with_head(std::span<const std::byte> chunk);
    asio::awaitable<Result<Response, TransportTrouble>> receive();
    asio::awaitable<std::optional<TransportTrouble>> read_more(AnswerReader& reader, ParseStep& step);
    [[nodiscard]] bool hand_over(AnswerReader& reader) const;

    [[nodiscard]] TransportTrouble answer_trouble(const IoTrouble& trouble) const;
    [[nodiscard]] TransportTrouble bad_answer(const ParseStep& step) const;
    void note_reuse(const AnswerReader& reader, const Headers& headers);
    void fail(Phase phase, IoTrouble trouble);

    Connection& connection_;
    const ClientOptions& options_;
    const Request& request_;
    BodyStream* body_;
    const BodySink& sink_;
    std::string head_;
    bool complete_ = false;      ///< every byte of the request is in the kernel's hands
    bool early_ = false;         ///< the server spoke or went before that
    bool answer_begun_ = false;  ///< bytes of the final answer have come
    std::optional<TransportTrouble> trouble_;
    SteadyTime first_byte_deadline_{};
    std::optional<SteadyTime> reusable_until_;
};

}  // namespace understudy::net
