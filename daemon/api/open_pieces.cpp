#include "daemon/api/open_pieces.hpp"

#include <utility>

namespace understudy::api {

namespace {

constexpr std::chrono::milliseconds silence{2'000};

}  // namespace

void OpenPieces::end_silent(const std::string& upload_id) {
    const auto now = std::chrono::steady_clock::now();
    const auto [begin, end] = pieces_.equal_range(upload_id);
    for (auto at = begin; at != end; ++at)
        if (now - at->second->moved_at_ >= silence) at->second->exchange_.reset();
}

OpenPiece::OpenPiece(OpenPieces& pieces, Inbox& inbox, net::ServerExchange& exchange, std::string upload_id)
    : pieces_(pieces), inbox_(inbox), exchange_(exchange), upload_id_(std::move(upload_id)) {
    pieces_.pieces_.emplace(upload_id_, this);
}

OpenPiece::~OpenPiece() {
    std::erase_if(pieces_.pieces_, [this](const auto& entry) { return entry.second == this; });
    if (open_) inbox_.close(upload_id_, false, [](const Result<InboxUpload, Problem>&) {});
}

}  // namespace understudy::api
