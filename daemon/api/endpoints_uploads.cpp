// /v1/inbox/uploads: files from other machines, by tus 1.0. A piece goes to the disk as it comes, a quarter
// of a MiB at a time: the next one is read when the disk has taken this one.
#include <nlohmann/json.hpp>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/inbox_views.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/refusals.hpp"
#include "daemon/api/tus_heads.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t block_bytes = 256u << 10;

/// What came of a piece: all of it, or as much as came before the connection broke.
using Received = Result<bool, Problem>;

/// Fills the block. False at the end of the body, or where it broke, and `whole` says which.
asio::awaitable<bool> fill(net::ServerExchange& exchange, OpenPiece& piece, std::string& block, bool& whole) {
    std::size_t filled = 0;
    block.resize(block_bytes);
    while (filled < block.size()) {
        const auto room = std::as_writable_bytes(std::span(block)).subspan(filled);
        const auto read = co_await exchange.read_some(room);
        whole = read.has_value();
        if (!whole) piece.broke();
        if (!read || *read == 0) break;
        piece.moved();
        filled += *read;
    }
    const bool full = filled == block.size();
    block.resize(filled);
    co_return full;
}

asio::awaitable<Received> receive(net::ServerExchange& exchange, Inbox& inbox, OpenPiece& piece) {
    std::string block;
    bool whole = true, more = true;
    while (more) {
        more = co_await fill(exchange, piece, block, whole);
        if (block.empty()) break;
        Asking<Nothing> ask = [&](InboxReply<Nothing> reply) {
            inbox.write(piece.upload_id(), std::move(block), std::move(reply));
        };
        piece.with_disk();
        const Asked<Nothing> written = co_await answer_to<Nothing>(std::move(ask));
        if (!written) co_return failure(written.error());
        piece.moved();
    }
    co_return whole;
}

Problem cut_off() {
    return {400, "incomplete-body", "The body did not come whole",
            "It was cut off. What is durable of it is kept: ask with HEAD and go on.", ""};
}

/// What opens a piece. Where nobody waits any more for it to be open, nobody would end it: it is ended at
/// once.
Asking<InboxUpload> opening(const Call& call, std::string id, std::uint64_t offset,
                            std::weak_ptr<const Nothing> waiting) {
    Inbox* const inbox = call.shared.inbox;
    const std::string checksum(call.head.headers.find("Upload-Checksum").value_or(""));
    return [=](InboxReply<InboxUpload> reply) {
        inbox->open(id, offset, checksum, [=](Result<InboxUpload, Problem> opened) {
            if (opened && waiting.expired()) return inbox->close(id, false, [](const auto&) {});
            reply(std::move(opened));
        });
    };
}

/// Ends a piece in the inbox. What is answered is durable.
asio::awaitable<Asked<InboxUpload>> end_piece(Inbox& inbox, OpenPiece& piece, bool whole) {
    Asking<InboxUpload> ask = [&](InboxReply<InboxUpload> reply) {
        piece.closed();
        inbox.close(piece.upload_id(), whole, std::move(reply));
    };
    co_return co_await answer_to<InboxUpload>(std::move(ask));
}

/// Opens a piece, receives it and ends it.
asio::awaitable<Asked<InboxUpload>> add_piece(net::ServerExchange& exchange, const Call& call, std::string id,
                                              std::uint64_t offset) {
    // Taken before anything is awaited: others come meanwhile.
    const OpenPieces::Place place = call.shared.pieces.take_place();
    if (!place) co_return failure(too_many_requests(OpenPieces::most));
    const auto waiting = std::make_shared<const Nothing>();
    Asking<InboxUpload> open = opening(call, id, offset, waiting);
    const Asked<InboxUpload> opened = co_await answer_to<InboxUpload>(std::move(open));
    if (!opened) co_return failure(opened.error());
    // Nothing is awaited in between: a call that is cut short now ends its piece.
    OpenPiece piece(call.shared.pieces, *call.shared.inbox, exchange, std::move(id));
    const Received received = co_await receive(exchange, *call.shared.inbox, piece);
    const bool whole = received.ok() && *received;
    Asked<InboxUpload> upload = co_await end_piece(*call.shared.inbox, piece, whole);
    if (!received) co_return failure(received.error());
    // A client of tus takes a 4xx for its end; a connection that breaks is what it comes back after.
    if (piece.broke_by_silence()) exchange.reset();
    if (!whole) co_return failure(cut_off());
    co_return std::move(upload);
}

asio::awaitable<void> refuse(net::ServerExchange& exchange, Problem problem) {
    net::Response response = tus_refusal(problem);
    co_await exchange.respond(std::move(response));
}

/// What can be said before the inbox is asked.
std::optional<Problem> refuse_request(const Call& call) {
    if (call.shared.inbox == nullptr) return inbox_is_off();
    return refuse_version(call.head);
}

asio::awaitable<Asked<InboxUpload>> look_at(const Call& call) {
    Asking<InboxUpload> ask = [&](InboxReply<InboxUpload> reply) {
        call.shared.inbox->look(call.job_id, std::move(reply));
    };
    co_return co_await answer_to<InboxUpload>(std::move(ask));
}

/// Has the request a body: has it to be a piece?
bool brings_piece(const net::ServerExchange& exchange) { return exchange.content_length() != 0; }

Result<NewUpload, Problem> read_announcement(const net::ServerExchange& exchange, const Call& call) {
    if (auto problem = refuse_request(call)) return failure(std::move(*problem));
    if (brings_piece(exchange))
        if (auto problem = refuse_piece_type(call.head)) return failure(std::move(*problem));
    return read_new_upload(call.head);
}

Result<std::uint64_t, Problem> read_piece_head(const Call& call) {
    if (auto problem = refuse_request(call)) return failure(std::move(*problem));
    if (auto problem = refuse_piece_type(call.head)) return failure(std::move(*problem));
    return read_offset(call.head);
}

}  // namespace

asio::awaitable<void> begin_upload(net::ServerExchange& exchange, Call call) {
    auto wanted = read_announcement(exchange, call);
    if (!wanted) {
        co_await refuse(exchange, std::move(wanted.error()));
        co_return;
    }
    Asking<InboxUpload> ask = [&](InboxReply<InboxUpload> reply) {
        call.shared.inbox->create(std::move(*wanted), std::move(reply));
    };
    Asked<InboxUpload> upload = co_await answer_to<InboxUpload>(std::move(ask));
    const std::string location = upload ? std::string(uploads_path) + "/" + upload->id : "";
    if (upload && brings_piece(exchange)) {
        std::string id = upload->id;
        upload = co_await add_piece(exchange, call, std::move(id), 0);
    }
    net::Response response =
        upload ? as_tus(json_answer(201, upload_view(*upload))) : tus_refusal(upload.error());
    if (!location.empty()) response.headers.set("Location", location);
    if (upload) tell_upload(*upload, false, response);
    co_await exchange.respond(std::move(response));
}

asio::awaitable<void> add_to_upload(net::ServerExchange& exchange, Call call) {
    const auto offset = read_piece_head(call);
    if (!offset) {
        co_await refuse(exchange, offset.error());
        co_return;
    }
    const Asked<InboxUpload> upload = co_await add_piece(exchange, call, call.job_id, *offset);
    if (!upload && upload.error().status == 423) call.shared.pieces.end_silent(call.job_id);
    net::Response response = upload ? as_tus(empty_answer(204)) : tus_refusal(upload.error());
    if (upload) tell_upload(*upload, false, response);
    co_await exchange.respond(std::move(response));
}

asio::awaitable<net::Response> show_upload(Desk&, Call call) {
    if (call.shared.inbox == nullptr) co_return tus_refusal(inbox_is_off());
    const bool by_protocol = meant_method(call.head) == "HEAD";
    if (by_protocol)
        if (const auto problem = refuse_version(call.head)) co_return tus_refusal(*problem);
    // Whoever asks means to go on: a connection that brings nothing stands in the way.
    if (by_protocol) call.shared.pieces.end_silent(call.job_id);
    const Asked<InboxUpload> upload = co_await look_at(call);
    if (!upload) co_return tus_refusal(upload.error());
    net::Response response = as_tus(json_answer(200, upload_view(*upload)));
    tell_upload(*upload, true, response);
    co_return response;
}

asio::awaitable<net::Response> remove_upload(Desk&, Call call) {
    if (const auto problem = refuse_request(call)) co_return tus_refusal(*problem);
    Asking<Nothing> ask = [&](InboxReply<Nothing> reply) {
        call.shared.inbox->remove(call.job_id, std::move(reply));
    };
    const Asked<Nothing> removed = co_await answer_to<Nothing>(std::move(ask));
    co_return removed ? as_tus(empty_answer(204)) : tus_refusal(removed.error());
}

asio::awaitable<net::Response> show_upload_options(Desk&, Call call) {
    if (call.shared.inbox == nullptr) co_return tus_refusal(inbox_is_off());
    co_return capabilities(call.shared.inbox->max_file());
}

}  // namespace understudy::api
