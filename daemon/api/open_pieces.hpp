// The pieces of uploads that are being received. Whoever was cut off comes back on another connection, while
// the old one may stand for half a minute yet: one that has been silent is then ended, so that the upload
// goes on.
#pragma once

#include <chrono>
#include <map>
#include <memory>
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
    /// A place for a piece, from before it is opened until after it is ended; nullptr where all are taken.
    using Place = std::shared_ptr<const Nothing>;
    [[nodiscard]] Place take_place();
    /// Ends the piece of this upload where nothing has come of it for two seconds: its connection is reset,
    /// and what it brought is kept. Not where it waits for the disk.
    void end_silent(const std::string& upload_id);

  private:
    friend class OpenPiece;
    std::shared_ptr<const Nothing> places_ = std::make_shared<const Nothing>();  ///< counts them
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
    /// Something came, or the disk has taken what came.
    void moved() {
        moved_at_ = std::chrono::steady_clock::now();
        with_disk_ = false;
    }
    /// The disk has it, and however slow that is it is not the client's silence.
    void with_disk() { with_disk_ = true; }
    /// For as long as it is said to end a piece; and not while the disk has it.
    [[nodiscard]] bool silent() const;
    /// Its body broke. Whether that was by silence is kept: what came is written yet.
    void broke() { broke_by_silence_ = silent(); }
    [[nodiscard]] bool broke_by_silence() const { return broke_by_silence_; }
    /// Whoever closes it in the inbox says so.
    void closed() {
        open_ = false;
        with_disk_ = true;
    }

  private:
    friend class OpenPieces;
    OpenPieces& pieces_;
    Inbox& inbox_;
    net::ServerExchange& exchange_;
    const std::string upload_id_;
    std::chrono::steady_clock::time_point moved_at_ = std::chrono::steady_clock::now();
    bool open_ = true, with_disk_ = false, broke_by_silence_ = false;
};

}  // namespace understudy::api
