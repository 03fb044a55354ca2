// Sends recordings of this machine into the inbox of the daemon's, and shows what lies there.
#include <map>

#include "cli/commands.hpp"
#include "cli/confirm.hpp"
#include "cli/documents.hpp"
#include "cli/sending.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

using Files = std::vector<LocalFile>;
using Bytes = std::map<std::string, std::uint64_t>;

struct Sum {
    std::size_t sent = 0, there = 0;
    std::uint64_t bytes = 0;
};

ExitCode cannot_read(Session& session, const std::string& path, const std::string& why) {
    return session.complain({ExitCode::usage,
                             {"file", visible(path) + " cannot be read", why, "PATH",
                              "name files or folders of this machine", 0}});
}

Result<Files, ExitCode> files_of(Session& session, const std::vector<std::string>& paths) {
    Files files;
    std::map<std::string, std::string> taken;
    for (const std::string& path : paths) {
        auto found = find_local_files(path);
        if (!found) return failure(cannot_read(session, path, found.error()));
        for (LocalFile& file : *found) {
            const auto [other, is_new] = taken.emplace(file.relative, file.path);
            if (!is_new && other->second != file.path)
                return failure(
                    cannot_read(session, file.path, "it would be called as " + other->second + " is"));
            if (is_new) files.push_back(std::move(file));
        }
    }
    if (files.empty()) return failure(cannot_read(session, paths.front(), "there is no file in it"));
    return files;
}

/// The files that lie in the folder already; none where there is no such folder.
Result<Bytes, ExitCode> files_there(Session& session, const std::string& folder) {
    auto answered = session.ask(get_inbox_folder(folder));
    if (!answered) return failure(answered.error());
    const bool none = answered->response.status == 404 &&
                      complaint_of(answered->response).type.ends_with("inbox-folder-not-found");
    if (none) return Bytes{};
    const auto body = session.success_of(std::move(answered->response));
    if (!body) return failure(body.error());
    auto files = read_inbox_folder(*body);
    if (!files) return failure(session.complain(not_understood("no folder")));
    return std::move(*files);
}

Result<InboxShown, ExitCode> inbox_of(Session& session) {
    const auto body = session.ask_for_success(get_inbox());
    if (!body) return failure(body.error());
    auto shown = read_inbox(*body);
    if (!shown) return failure(session.complain(not_understood("no inbox")));
    return std::move(*shown);
}

/// One of the same name and length is taken for the same: an earlier run has sent it.
bool is_there(const Bytes& there, const LocalFile& file) {
    const auto found = there.find(file.relative);
    return found != there.end() && found->second == file.bytes;
}

Result<Sum, ExitCode> send_all(Session& session, Sender& sender, const Files& files, const Bytes& there) {
    Sum sum;
    for (const LocalFile& file : files) {
        if (is_there(there, file)) {
            ++sum.there;
            continue;
        }
        const auto bytes = sender.send(file);
        if (!bytes) return failure(bytes.error());
        ++sum.sent;
        sum.bytes += *bytes;
        if (!session.json()) session.say(visible(file.relative) + "  " + bytes_in_words(file.bytes));
    }
    return sum;
}

ExitCode told(Session& session, const std::string& path, const Sum& sum) {
    if (session.json()) {
        Body document;
        document.text("path", path);
        document.number("files_sent", static_cast<long long>(sum.sent));
        document.number("files_there", static_cast<long long>(sum.there));
        document.number("bytes_sent", static_cast<long long>(sum.bytes));
        return session.print_json(document.to_string());
    }
    const std::string before = sum.there == 0 ? "" : ", " + std::to_string(sum.there) + " were there already";
    session.say(std::to_string(sum.sent) + " sent (" + bytes_in_words(sum.bytes) + ")" + before +
                "; go on with: understudy submit " + visible(path) + " --name … --language …");
    return ExitCode::done;
}

ExitCode show(Session& session, const std::string& body, std::optional<std::vector<std::string>> lines) {
    if (!lines) return session.complain(not_understood("no inbox"));
    if (session.json()) return session.print_json(body);
    for (const std::string& line : *lines) session.say(line);
    return ExitCode::done;
}

ExitCode remove(Session& session, const InboxCommand& command) {
    const ExitCode agreed = command.yes ? ExitCode::done
                                        : confirm(session, "All files in " + visible(command.folder) + " go.",
                                                  "Remove them?", "Nothing was removed.");
    if (agreed != ExitCode::done) return agreed;
    const auto body = session.ask_for_success(remove_inbox_folder(command.folder));
    if (!body) return body.error();
    if (session.json()) return session.print_json("{}");
    session.say(visible(command.folder) + " is removed");
    return ExitCode::done;
}

}  // namespace

ExitCode perform(Session& session, const SendCommand& command) {
    const auto files = files_of(session, command.paths);
    if (!files) return files.error();
    auto inbox = inbox_of(session);
    if (!inbox) return inbox.error();
    const auto there = files_there(session, command.to);
    if (!there) return there.error();
    Sender sender(session, command.to, std::move(inbox->uploads));
    const auto sum = send_all(session, sender, *files, *there);
    return sum ? told(session, inbox->path + "/" + command.to, *sum) : sum.error();
}

ExitCode perform(Session& session, const InboxCommand& command) {
    if (command.remove) return remove(session, command);
    const bool whole = command.folder.empty();
    const auto body = session.ask_for_success(whole ? get_inbox() : get_inbox_folder(command.folder));
    if (!body) return body.error();
    const World& world = session.world();
    return show(
        session, *body,
        whole ? inbox_lines(*body, world.width(), world.out_facts().colours) : inbox_folder_lines(*body));
}

}  // namespace understudy::cli
