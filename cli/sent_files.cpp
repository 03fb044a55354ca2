#include "cli/sent_files.hpp"

#include <map>

#include "cli/job_table.hpp"
#include "cli/text.hpp"
#include "core/formats.hpp"
#include "core/inbox_name.hpp"

namespace understudy::cli {

namespace {

ExitCode refuse(Session& session, std::string title, std::string why, std::string cure) {
    return session.complain(
        {ExitCode::usage, {"file", std::move(title), std::move(why), "PATH", std::move(cure), 0}});
}

ExitCode cannot_read(Session& session, const std::string& path, const std::string& why) {
    return refuse(session, visible(path) + " cannot be read", why, "name files or folders of this machine");
}

bool is_recording(const LocalFile& file) { return is_accepted_extension(extension_of(file.relative)); }

/// The job's description for a watched folder lies beside its recordings.
bool is_voice_sheet(const LocalFile& file) { return file.relative == "voice.toml"; }

/// What cannot be sent, or would not be taken as a recording once it is there.
ExitCode check(Session& session, const LocalFile& file) {
    if (const std::string problem = inbox_path_problem(file.relative); !problem.empty())
        return refuse(session, "The inbox takes no file of this name",
                      "“" + visible(file.relative) + "” " + problem, "rename it");
    if (file.bytes == 0 && is_recording(file))
        return refuse(session, visible(file.path) + " is empty", "a recording holds some bytes",
                      "remove it, or copy the recording again");
    return ExitCode::done;
}

/// The files that one path means; those that are no recordings go to `ignored`.
Result<std::vector<LocalFile>, ExitCode> files_of(Session& session, const std::string& path,
                                                  std::vector<std::string>& ignored) {
    auto found = find_local_files(path);
    if (!found) return failure(cannot_read(session, path, found.error()));
    const bool is_named = found->size() == 1 && found->front().path == path;
    std::vector<LocalFile> files;
    for (LocalFile& file : *found) {
        if (!is_recording(file) && !is_voice_sheet(file)) {
            if (is_named)
                return failure(refuse(session, visible(path) + " is no recording", "by its extension",
                                      "the cloud takes " + std::string(accepted_extensions_in_words())));
            ignored.push_back(file.path);
            continue;
        }
        if (const ExitCode code = check(session, file); code != ExitCode::done) return failure(code);
        files.push_back(std::move(file));
    }
    return files;
}

}  // namespace

Result<FilesToSend, ExitCode> files_to_send(Session& session, const std::vector<std::string>& paths) {
    FilesToSend chosen;
    std::vector<std::string> ignored;
    std::map<std::string, std::string> taken;
    for (const std::string& path : paths) {
        auto found = files_of(session, path, ignored);
        if (!found) return failure(found.error());
        for (LocalFile& file : *found) {
            const auto [other, is_new] = taken.emplace(file.relative, file.path);
            if (!is_new && other->second != file.path)
                return failure(
                    cannot_read(session, file.path, "it would be called as " + other->second + " is"));
            chosen.recordings = chosen.recordings || is_recording(file);
            if (is_new) chosen.files.push_back(std::move(file));
        }
    }
    if (!ignored.empty()) session.world().err(ignored_words(ignored) + "\n");
    if (chosen.files.empty())
        return failure(refuse(session, "There is nothing to send of " + visible(paths.front()),
                              "there is no recording in it", "name files or folders of this machine"));
    return chosen;
}

}  // namespace understudy::cli
