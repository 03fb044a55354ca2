// Sends recordings of this machine into the inbox of the daemon's, and shows what lies there.
#include "cli/commands.hpp"
#include "cli/confirm.hpp"
#include "cli/digest.hpp"
#include "cli/documents.hpp"
#include "cli/sending.hpp"
#include "cli/sent_files.hpp"
#include "cli/submission.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"
#include "core/inbox_name.hpp"
#include "core/paths.hpp"

namespace understudy::cli {

namespace {

using Files = std::vector<LocalFile>;

struct Sum {
    std::size_t sent = 0, there = 0;
    std::uint64_t bytes = 0;
};

/// The files that lie in the folder already; none where there is no such folder.
Result<FilesThere, ExitCode> files_there(Session& session, const std::string& folder) {
    auto answered = session.ask(get_inbox_folder(folder));
    if (!answered) return failure(answered.error());
    const bool none = answered->response.status == 404 &&
                      complaint_of(answered->response).type.ends_with("inbox-folder-not-found");
    if (none) return FilesThere{};
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

std::string modified_at(const LocalFile& file) {
    return to_rfc3339(Time(std::chrono::floor<microseconds>(std::chrono::nanoseconds{file.modified_ns})));
}

/// One of the same name, length and time of its last change is the same: an earlier run has sent it.
bool is_same(const FileThere& there, const LocalFile& file) {
    return there.bytes == file.bytes && there.modified_at == modified_at(file);
}

bool is_there(const FilesThere& there, const LocalFile& file) {
    const auto found = there.find(file.relative);
    return found != there.end() && is_same(found->second, file);
}

std::string difference(const FileThere& there, const LocalFile& file) {
    if (there.bytes != file.bytes)
        return "with " + bytes_in_words(there.bytes) + ", this one has " + bytes_in_words(file.bytes);
    return "as changed at " + there.modified_at + ", this one was changed at " + modified_at(file);
}

/// Another file lies in its place: the inbox replaces nothing, so it is said before all is sent.
ExitCode refuse_others(Session& session, const std::string& folder, const Files& files,
                       const FilesThere& there) {
    std::size_t others = 0;
    std::string first;
    for (const LocalFile& file : files) {
        const auto found = there.find(file.relative);
        if (found == there.end() || is_same(found->second, file)) continue;
        if (others++ == 0)
            first = visible(folder + "/" + file.relative) + " lies there " + difference(found->second, file);
    }
    if (others == 0) return ExitCode::done;
    if (others > 1) first += "; " + std::to_string(others - 1) + " more are others, too";
    return session.complain(
        {ExitCode::refused,
         {"file-exists", "Another file is there already", first, "PATH",
          "the inbox replaces nothing: send to another folder with --to, or remove this one with all in it "
          "(understudy inbox " +
              quoted_for_shell(folder) + " --remove) and send again",
          0}});
}

Result<Sum, ExitCode> send_all(Session& session, Sender& sender, const Files& files,
                               const FilesThere& there) {
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

std::string in_words(const Sum& sum) {
    const std::string before = sum.there == 0 ? "" : ", " + std::to_string(sum.there) + " were there already";
    return std::to_string(sum.sent) + " sent (" + bytes_in_words(sum.bytes) + ")" + before;
}

ExitCode told(Session& session, const std::string& path, const Sum& sum, bool recordings) {
    if (session.json()) {
        Body document;
        document.text("path", path);
        document.number("files_sent", static_cast<long long>(sum.sent));
        document.number("files_there", static_cast<long long>(sum.there));
        document.number("bytes_sent", static_cast<long long>(sum.bytes));
        return session.print_json(document.to_string());
    }
    const std::string next = "go on with: understudy submit " + visible(path) + " --name … --language …";
    session.say(in_words(sum) + "; " + (recordings ? next : "no recording is among them"));
    return ExitCode::done;
}

/// The same in every run of the same command on the same files, so that one job comes of all of them.
std::string key_of(const SubmitCommand& submission, const Files& files) {
    std::string all = submission_body(submission, !submission.draft && !submission.quote) + "\n";
    for (const LocalFile& file : files) all += std::to_string(file.bytes) + " " + file.relative + "\n";
    return "send-" + sha256_in_hex(all);
}

ExitCode submit_sent(Session& session, SubmitCommand submission, const std::string& path, const Files& files,
                     const Sum& sum) {
    if (!session.json()) session.say(in_words(sum));
    submission.paths = {path};
    submission.idempotency_key = key_of(submission, files);
    session.after_a_lost_submission("run the same command again: it cannot make a second job");
    return submit_and_report(session, submission);
}

ExitCode show(Session& session, const std::string& body, std::optional<std::vector<std::string>> lines) {
    if (!lines) return session.complain(not_understood("no inbox"));
    if (session.json()) return session.print_json(body);
    for (const std::string& line : *lines) session.say(line);
    return ExitCode::done;
}

/// What goes is said first, also where nobody is asked.
ExitCode remove(Session& session, const InboxCommand& command) {
    const auto folder = session.ask_for_success(get_inbox_folder(command.folder));
    if (!folder) return folder.error();
    const auto lines = inbox_folder_lines(*folder);
    if (!lines) return session.complain(not_understood("no inbox"));
    if (!command.yes || !session.json()) {
        session.world().err("In the inbox, of the folder " + visible(command.folder) + ":\n");
        for (const std::string& line : *lines) session.world().err("  " + line + "\n");
    }
    const ExitCode agreed = command.yes ? ExitCode::done
                                        : confirm(session, "All files in " + visible(command.folder) + " go.",
                                                  "Remove them?", "Nothing was removed.");
    if (agreed != ExitCode::done) return agreed;
    const auto body = session.ask_for_success(remove_inbox_folder(command.folder));
    if (!body) return body.error();
    if (session.json()) return session.print_json(R"({"done":"removed","was":)" + *folder + "}");
    session.say(visible(command.folder) + " is removed");
    return ExitCode::done;
}

/// What is refused of the job that is to be made of the folder, before hours are spent on sending it.
ExitCode check_submission(Session& session, SubmitCommand submission, const std::string& path) {
    submission.paths = {path};
    session.after_a_lost_submission("nothing was sent: run the same command again");
    return check_first(session, submission);
}

/// How the folder may be called, where it does not depend on what lies in the inbox.
ExitCode check_folder(Session& session, const std::string& folder) {
    const std::string problem = inbox_name_problem(folder);
    if (problem.empty()) return ExitCode::done;
    return session.complain(
        {ExitCode::usage,
         {"unsafe-name", "No folder of the inbox may be called so", "“" + visible(folder) + "” " + problem,
          "--to", "name one folder, such as Anna, without a path to it", 0}});
}

}  // namespace

ExitCode perform(Session& session, const SendCommand& command) {
    const ExitCode good = check_folder(session, command.to);
    if (good != ExitCode::done) return good;
    const auto chosen = files_to_send(session, command.paths);
    if (!chosen) return chosen.error();
    const Files& files = chosen->files;
    // Before the hours that it may take to send them.
    const ExitCode agreed =
        command.submit ? agree_to_start(session, command.submission, "Nothing was sent.") : ExitCode::done;
    if (agreed != ExitCode::done) return agreed;
    auto inbox = inbox_of(session);
    if (!inbox) return inbox.error();
    const std::string path = inbox->path + "/" + command.to;
    const ExitCode taken =
        command.submit ? check_submission(session, command.submission, path) : ExitCode::done;
    if (taken != ExitCode::done) return taken;
    const auto there = files_there(session, command.to);
    if (!there) return there.error();
    const ExitCode free = refuse_others(session, command.to, files, *there);
    if (free != ExitCode::done) return free;
    Sender sender(session, command.to, command.replace, std::move(inbox->uploads));
    const auto sum = send_all(session, sender, files, *there);
    if (!sum) return sum.error();
    if (!command.submit) return told(session, path, *sum, chosen->recordings);
    return submit_sent(session, command.submission, path, files, *sum);
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
