// Fetches a copy of the database. What arrives is compared with the daemon's digest before it has its name.
#include <openssl/evp.h>

#include <array>
#include <memory>

#include "cli/commands.hpp"
#include "cli/documents.hpp"
#include "cli/requests.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

/// A copy of a large database takes its time, and it is read back before it is sent.
constexpr milliseconds copying_patience{30 * 60'000};

class Sha256 {
  public:
    Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
    }
    void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
    /// As a Repr-Digest has it.
    std::string as_field() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned length = 0;
        EVP_DigestFinal_ex(context_.get(), digest.data(), &length);
        std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> text{};
        const int written = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(length));
        return "sha-256=:" + std::string(text.begin(), text.begin() + written) + ":";
    }

  private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

ExitCode cannot_write(Session& session, const std::string& file, const std::string& why) {
    return session.complain({ExitCode::usage,
                             {"file", visible(file) + " cannot be written", why, "FILE",
                              "name a file that is not there yet, in a folder that you may write to", 0}});
}

/// What had begun to arrive.
ExitCode lost_on_the_way(Session& session, const std::string& file, const std::string& why) {
    return session.complain(
        {ExitCode::output_lost,
         {"file", visible(file) + " cannot be written", why, "FILE", "nothing was kept", 0}});
}

ExitCode arrived_otherwise(Session& session, const std::string& what) {
    return session.complain({ExitCode::failed,
                             {"backup-incomplete", "The copy did not arrive as it was sent", what, "",
                              "nothing was kept: run the command again", 0}});
}

ExitCode told(Session& session, const std::string& file, std::uint64_t bytes) {
    if (session.json()) {
        Body document;
        document.text("file", file);
        document.number("bytes", static_cast<long long>(bytes));
        return session.print_json(document.to_string());
    }
    session.say(
        visible(file) + ": " + bytes_in_words(bytes) +
        ", read back by the daemon, and arrived as it was sent. «understudyd --restore» puts it in place.");
    return ExitCode::done;
}

}  // namespace

ExitCode perform(Session& session, const BackupCommand& command) {
    auto file = session.world().new_file(command.file);
    if (!file) return cannot_write(session, command.file, file.error());
    Sha256 digest;
    std::uint64_t bytes = 0;
    bool written = true;
    auto answer = session.daemon().follow(fetch_backup(), copying_patience, [&](std::string_view piece) {
        digest.add(piece);
        bytes += piece.size();
        written = (*file)->write(piece);
        return written;
    });
    if (!written) return lost_on_the_way(session, command.file, (*file)->keep());
    if (!answer && answer.error().interrupted) return session.interrupted("nothing was kept");
    if (!answer && bytes > 0) return arrived_otherwise(session, answer.error().what);
    if (!answer) return session.complain(not_running(session.daemon().address(), answer.error().what));
    if (answer->status != 200) return session.success_of(*std::move(answer)).error();
    if (answer->headers.find("Repr-Digest") != digest.as_field())
        return arrived_otherwise(session, "its digest is not the daemon's");
    if (const std::string why = (*file)->keep(); !why.empty())
        return lost_on_the_way(session, command.file, why);
    return told(session, command.file, bytes);
}

}  // namespace understudy::cli
