#include "daemon/api/open_pieces.hpp"

#include <utility>

namespace understudy::api {

namespace {

constexpr std::chrono::milliseconds silence{2'000};

}  // namespace

OpenPieces::Place OpenPieces::take_place() {
    const auto taken = static_cast<std::size_t>(places_.use_count() - 1);
    return taken < most ? places_ : nullptr;
}

bool OpenPiece::silent() const {
    return !with_disk_ && std::chrono::steady_clock::now() - moved_at_ >= silence;
}

void OpenPieces::end_silent(const std::string& upload_id) {
    const auto [begin, end] = pieces_.equal_range(upload_id);
    for (auto at = begin; at != end; ++at)
        if (at->second->silent()) at->second->exchange_.reset();
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
