// One file on its way into the inbox, however often the connection breaks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/inbox_documents.hpp"
#include "cli/live_region.hpp"
#include "cli/local_files.hpp"
#include "cli/session.hpp"

namespace understudy::cli {

/// Sends pieces of 8 MiB, each with its digest. What was begun by an earlier run is gone on with where it is
/// the same file by name, length and time of its last change. One of another file stands in the way: it may
/// be another machine's, so it is ended only with `replace`. After a lost answer the daemon is asked where it
/// stands; two minutes without any progress are the end, and the next run goes on.
class Sender {
  public:
    /// `there`: what is on its way already.
    Sender(Session& session, std::string folder, bool replace, std::vector<Upload> there)
        : session_(session),
          folder_(std::move(folder)),
          replace_(replace),
          there_(std::move(there)),
          region_(session.world(), Stream::err) {}

    /// The bytes that were sent now. The message about a failure has been printed.
    Result<std::uint64_t, ExitCode> send(const LocalFile& file);

  private:
    Result<Upload, ExitCode> begin(const LocalFile& file);
    Result<std::optional<Upload>, ExitCode> begun_before(const LocalFile& file, const std::string& metadata);
    Result<Nothing, ExitCode> clear_the_way(const std::vector<Upload>& others);
    Result<Nothing, ExitCode> look_again();
    Result<Upload, ExitCode> stands(const std::string& id);
    Result<Upload, ExitCode> add(Upload upload, const LocalFile& file);
    /// The answer to what may not be sent twice, if it is a success or has the status `good_too`; nullopt: it
    /// was lost, or there is to be another try.
    Result<std::optional<net::Response>, ExitCode> try_once(net::Request request, int good_too = 0);
    Result<Nothing, ExitCode> wait(const std::string& why);
    void show(const LocalFile& file, const Upload& upload);
    void clear();

    Session& session_;
    std::string folder_;
    bool replace_;
    std::vector<Upload> there_;
    LiveRegion region_;  ///< how far it is, for somebody who sits there
    int failures_ = 0;   ///< in a row
};

}  // namespace understudy::cli
