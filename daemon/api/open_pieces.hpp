// The pieces of uploads that are being received. Whoever was cut off comes back on another connection, while
// the old one may stand for half a minute yet: one that has been silent is then ended, so that the upload
// goes on.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "core/inbox.hpp"
#include "net/server.hpp"

namespace understudy::api {

class OpenPiece;

/// On the I/O thread.
class OpenPieces {
  public:
    /// At one time; each holds a quarter of a MiB.
    static constexpr std::size_t most = 32;
    [[nodiscard]] bool full() const { return pieces_.size() >= most; }
    /// Ends the piece of this upload where nothing has come of it for two seconds: its connection is reset,
    /// and what it brought is kept.
    void end_silent(const std::string& upload_id);

  private:
    friend class OpenPiece;
    std::multimap<std::string, OpenPiece*> pieces_;
};

/// A piece that the inbox has open: closed there whatever becomes of its connection. All outlive it.
class OpenPiece {
  public:
    OpenPiece(OpenPieces& pieces, Inbox& inbox, net::ServerExchange& exchange, std::string upload_id);
    ~OpenPiece();
    OpenPiece(const OpenPiece&) = delete;
    OpenPiece& operator=(const OpenPiece&) = delete;

    [[nodiscard]] const std::string& upload_id() const { return upload_id_; }
    /// Something came.
    void moved() { moved_at_ = std::chrono::steady_clock::now(); }
    /// Whoever closes it in the inbox says so.
    void closed() { open_ = false; }

  private:
    friend class OpenPieces;
    OpenPieces& pieces_;
    Inbox& inbox_;
    net::ServerExchange& exchange_;
    const std::string upload_id_;
    std::chrono::steady_clock::time_point moved_at_ = std::chrono::steady_clock::now();
    bool open_ = true;
};

}  // namespace understudy::api
