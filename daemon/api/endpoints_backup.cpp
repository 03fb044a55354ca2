// A copy of the database, as it goes to whoever asked: read from the disk piece by piece, so that a large one
// costs no memory, and by the archive, so that no disk holds up the event loop.
#include <openssl/evp.h>

#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t piece_bytes = 256u << 10;

Problem problem_of(const StoreTrouble& trouble) {
    if (trouble.kind == StoreTrouble::Kind::corrupt)
        return {503, "store-damaged", "The database is damaged", trouble.what + ".", ""};
    return {503, "store-unavailable", "The database cannot be written",
            trouble.what + ". No copy of it was made; see to the disk and try again.", ""};
}

template <class T>
StoreReply<T> as_problem(Answer<T> answer) {
    return [answer = std::move(answer)](Result<T, StoreTrouble> reply) {
        if (reply) return answer(std::move(*reply));
        answer(failure(problem_of(reply.error())));
    };
}

/// By RFC 9530, from hex.
std::string digest_field(const std::string& sha256) {
    std::array<unsigned char, 32> bytes{};
    for (std::size_t i = 0; i < bytes.size() && 2 * i + 1 < sha256.size(); ++i)
        bytes[i] = static_cast<unsigned char>(std::stoi(sha256.substr(2 * i, 2), nullptr, 16));
    std::array<unsigned char, 48> text{};
    const int length = EVP_EncodeBlock(text.data(), bytes.data(), static_cast<int>(bytes.size()));
    return "sha-256=:" +
           std::string(reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(length)) + ":";
}

net::Response head_of(const BackupFile& copy) {
    net::Response head = empty_answer(200);
    head.headers.set("Content-Type", "application/vnd.sqlite3");
    head.headers.set("Content-Length", std::to_string(copy.bytes));
    head.headers.set("Repr-Digest", digest_field(copy.sha256));
    return head;
}

/// One at a time, given back whatever becomes of the connection.
class Loan {
  public:
    explicit Loan(Shared& shared) : shared_(shared) { shared_.backup_lent = true; }
    ~Loan() {
        if (!path_.empty()) shared_.archive->give_back(path_);
        shared_.backup_lent = false;
    }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    void of(const std::string& path) { path_ = path; }

  private:
    Shared& shared_;
    std::string path_;
};

asio::awaitable<void> refuse(net::ServerExchange& exchange, Problem problem) {
    net::Response response = to_response(problem);
    co_await exchange.respond(std::move(response));
}

/// The connection is cut where a piece cannot be read: what arrived is shorter than the head said.
asio::awaitable<void> send_pieces(net::ServerExchange& exchange, Archive& archive, const BackupFile& copy) {
    for (std::uint64_t sent = 0; sent < copy.bytes;) {
        Asking<std::string> ask = [&](Answer<std::string> answer) {
            archive.read(copy.path, sent, piece_bytes, as_problem(std::move(answer)));
        };
        const Asked<std::string> piece = co_await answer_to<std::string>(std::move(ask));
        if (!piece || piece->empty()) co_return;
        const auto bytes = std::as_bytes(std::span(*piece));
        const bool written = co_await exchange.write(bytes);
        if (!written) co_return;
        sent += piece->size();
    }
    co_await exchange.finish();
}

}  // namespace

asio::awaitable<void> deliver_backup(net::ServerExchange& exchange, Call call) {
    if (call.shared.backup_lent) {
        Problem problem{
            409, "backup-under-way", "A backup is being fetched already",
            "Each takes room on the disk until it has been sent: try again when that one is done.", ""};
        co_await refuse(exchange, std::move(problem));
        co_return;
    }
    Loan loan(call.shared);
    Asking<BackupFile> ask = [&](Answer<BackupFile> answer) {
        call.shared.archive->lend(as_problem(std::move(answer)));
    };
    const Asked<BackupFile> copy = co_await answer_to<BackupFile>(std::move(ask));
    if (!copy) {
        co_await refuse(exchange, copy.error());
        co_return;
    }
    loan.of(copy->path);
    net::Response head = head_of(*copy);
    const bool begun = co_await exchange.begin(std::move(head));
    if (begun) co_await send_pieces(exchange, *call.shared.archive, *copy);
}

}  // namespace understudy::api
