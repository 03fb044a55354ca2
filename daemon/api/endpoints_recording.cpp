// A job's recording as it lies on the disk, for who listens to it beside the voice: piece by piece, the next
// one only when the last one has left, so that an hour of sound costs a quarter of a MiB.
#include <algorithm>
#include <array>
#include <charconv>

#include "core/browse.hpp"
#include "core/formats.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/byte_range.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t piece_bytes = 256u << 10;

struct Kind {
    std::string_view container;
    const char* type;
};
constexpr std::array kinds{Kind{"wav", "audio/wav"}, Kind{"mp3", "audio/mpeg"}, Kind{"flac", "audio/flac"},
                           Kind{"ogg", "audio/ogg"}, Kind{"aac", "audio/aac"},  Kind{"asf", "audio/x-ms-wma"},
                           Kind{"mp4", "audio/mp4"}, Kind{"ac3", "audio/ac3"},  Kind{"webm", "audio/webm"}};

/// By what was heard in it; of a file that was not heard yet, by its name.
const char* type_of(const Recording& recording) {
    const std::string container = recording.measurement ? recording.measurement->container : "";
    const std::string extension = extension_of(recording.file.path);
    const auto* found = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) {
        return container == kind.container ||
               (!is_accepted_container(container) && extension_fits(extension, kind.container));
    });
    return found == kinds.end() ? "application/octet-stream" : found->type;
}

Problem no_such_recording(const std::string& position) {
    return {404, "not-found", "No such resource",
            "The job has no recording of its own at \"" + position.substr(0, 32) +
                "\": they are counted from 0, as its preflight lists them.",
            ""};
}

std::optional<std::size_t> read_position(const std::string& text) {
    std::size_t position = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, position);
    if (error != std::errc() || stop != end || text.empty()) return std::nullopt;
    return position;
}

asio::awaitable<Asked<Recording>> recording_of(Desk& desk, std::string job_id, std::string position) {
    Asking<PreflightReport> ask = [&](Answer<PreflightReport> answer) {
        desk.job_preflight(job_id, false, std::move(answer));
    };
    Asked<PreflightReport> report = co_await answer_to<PreflightReport>(std::move(ask));
    if (!report) co_return failure(report.error());
    const auto at = read_position(position);
    if (!at || *at >= report->recordings.size() || report->recordings[*at].file.path.empty())
        co_return failure(no_such_recording(position));
    co_return std::move(report->recordings[*at]);
}

/// What is sent of it.
struct Sending {
    Browser& browser;
    Recording recording;
    ByteRange range;
};

asio::awaitable<Asked<std::string>> next_piece(const Sending& sending, std::uint64_t offset) {
    const auto left = sending.range.end - offset;
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece_bytes));
    Asking<std::string> ask = [&](Answer<std::string> answer) {
        const SelectedFile& file = sending.recording.file;
        sending.browser.read(file.path, file.identity, offset, most, std::move(answer));
    };
    co_return co_await answer_to<std::string>(std::move(ask));
}

net::Response head_of(const Sending& sending) {
    const ByteRange& range = sending.range;
    const bool part = range.kind == ByteRange::Kind::part;
    net::Response head = empty_answer(part ? 206 : 200);
    head.headers.set("Content-Type", type_of(sending.recording));
    head.headers.set("Accept-Ranges", "bytes");
    head.headers.set("Content-Length", std::to_string(range.end - range.begin));
    if (part)
        head.headers.set("Content-Range", "bytes " + std::to_string(range.begin) + "-" +
                                              std::to_string(range.end - 1) + "/" +
                                              std::to_string(sending.recording.file.identity.size));
    return head;
}

net::Response unsatisfiable(std::uint64_t size) {
    net::Response response = to_response(
        {416, "range-not-satisfiable", "No such range",
         "The recording has " + std::to_string(size) + " bytes: the range begins behind them.", "Range"});
    response.headers.set("Content-Range", "bytes */" + std::to_string(size));
    return response;
}

/// The connection is cut where a piece cannot be read: what arrived is shorter than the head said.
asio::awaitable<void> send_pieces(net::ServerExchange& exchange, const Sending& sending, std::string piece) {
    std::uint64_t offset = sending.range.begin;
    while (!piece.empty()) {
        const auto bytes = std::as_bytes(std::span(piece));
        const bool written = co_await exchange.write(bytes);
        if (!written) co_return;
        offset += piece.size();
        if (offset >= sending.range.end) break;
        Asked<std::string> next = co_await next_piece(sending, offset);
        if (!next) co_return;
        piece = std::move(*next);
    }
    co_await exchange.finish();
}

asio::awaitable<void> refuse(net::ServerExchange& exchange, Problem problem) {
    net::Response response = to_response(problem);
    co_await exchange.respond(std::move(response));
}

/// The first piece is read before the head is sent: what is wrong can still be said.
asio::awaitable<void> send(net::ServerExchange& exchange, const Sending& sending) {
    Asked<std::string> first = co_await next_piece(sending, sending.range.begin);
    if (!first) {
        co_await refuse(exchange, first.error());
        co_return;
    }
    net::Response head = head_of(sending);
    const bool begun = co_await exchange.begin(std::move(head));
    if (!begun) co_return;
    if (exchange.request().method == "HEAD")
        co_await exchange.finish();
    else
        co_await send_pieces(exchange, sending, std::move(*first));
}

}  // namespace

asio::awaitable<void> deliver_recording(net::ServerExchange& exchange, Call call) {
    Asked<Recording> recording = co_await recording_of(*call.shared.desk, call.job_id, call.part_id);
    if (recording && call.shared.browser == nullptr) recording = failure(no_such_recording(call.part_id));
    if (!recording) {
        co_await refuse(exchange, recording.error());
        co_return;
    }
    const std::uint64_t size = recording->file.identity.size;
    // A part of another version is no use, and we do not tell versions apart: then all of it is sent.
    const bool whole = call.head.headers.find("If-Range").has_value();
    const ByteRange range = read_range(whole ? "" : call.head.headers.find("Range").value_or(""), size);
    if (range.kind == ByteRange::Kind::unsatisfiable) {
        net::Response response = unsatisfiable(size);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    const Sending sending{*call.shared.browser, std::move(*recording), range};
    co_await send(exchange, sending);
}

}  // namespace understudy::api
