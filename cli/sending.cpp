#include "cli/sending.hpp"

#include <algorithm>
#include <charconv>

#include "cli/text.hpp"
#include "cli/words.hpp"

namespace understudy::cli {

namespace {

constexpr std::size_t piece_bytes = 8u << 20;
constexpr milliseconds piece_patience{10 * 60'000};
constexpr int most_failures = 8;  ///< 1, 2, 4 … 30 s: two minutes
constexpr const char* goes_on = "what was sent is kept: the same command goes on with it";

/// It may pass, or another look says where to go on.
bool passes(const net::Response& answer) {
    const std::string type = complaint_of(answer).type;
    return type.ends_with("upload-offset-mismatch") || type.ends_with("incomplete-body") ||
           answer.status == 423 || answer.status == 460 || (answer.status >= 500 && answer.status != 507);
}

std::uint64_t offset_in(const net::Response& answer, std::uint64_t otherwise) {
    const auto field = answer.headers.find("Upload-Offset");
    std::uint64_t offset = otherwise;
    if (field) std::from_chars(field->data(), field->data() + field->size(), offset);
    return offset;
}

Refusal changed(const LocalFile& file) {
    return {ExitCode::failed,
            {"file-changed", "A file cannot be read as it was when this began", visible(file.path), "PATH",
             "leave it alone while it is sent, and run the command again with --replace", 0}};
}

Refusal in_the_way(const Upload& upload) {
    return {
        ExitCode::refused,
        {"upload-in-the-way", "Another upload goes to the same place",
         visible(upload.folder + "/" + upload.name) + ": " + bytes_in_words(upload.offset) + " of " +
             bytes_in_words(upload.length) + " are here, of a file that is not this one by its length or " +
             "the time of its last change; another machine may be sending it",
         "PATH", "wait until it has come to its end, or run the command again with --replace to end it", 0}};
}

}  // namespace

void Sender::show(const LocalFile& file, const Upload& upload) {
    const World& world = session_.world();
    if (session_.json() || !world.err_facts().redraws) return;
    const std::string numbers = bytes_in_words(upload.offset) + " of " + bytes_in_words(upload.length) + "  ";
    region_.draw({numbers + truncated(visible(file.relative), world.width() - numbers.size())});
}

void Sender::clear() {
    if (!session_.json() && session_.world().err_facts().redraws) region_.draw({});
}

Result<Nothing, ExitCode> Sender::wait(const std::string& why) {
    if (++failures_ > most_failures) {
        Refusal refusal = not_running(session_.daemon().address(), why);
        refusal.complaint.cure = goes_on;
        return failure(session_.complain(refusal));
    }
    if (failures_ == 1 && !session_.json()) {
        clear();
        session_.world().err("understudy: " + visible(why) + "; it goes on as soon as the daemon answers\n");
    }
    const int seconds_to_wait = std::min(1 << (failures_ - 1), 30);
    if (!session_.world().pause(milliseconds{1'000} * seconds_to_wait))
        return failure(session_.interrupted(goes_on));
    return Nothing{};
}

Result<std::optional<net::Response>, ExitCode> Sender::try_once(net::Request request, int good_too) {
    using Answer = std::optional<net::Response>;
    // To read a piece and its digest takes a while, in which a signal may have come.
    if (session_.world().interrupted()) return failure(session_.interrupted(goes_on));
    auto answer = session_.daemon().call(std::move(request), piece_patience);
    if (answer && (answer->status < 300 || answer->status == good_too)) return Answer(std::move(*answer));
    if (answer && !passes(*answer)) return failure(session_.success_of(std::move(*answer)).error());
    if (!answer && answer.error().interrupted) return failure(session_.interrupted(goes_on));
    const std::string why = answer ? complaint_of(*answer).title : answer.error().what;
    const auto waited = wait(why);
    if (!waited) return failure(waited.error());
    return Answer();
}

Result<Upload, ExitCode> Sender::stands(const std::string& id) {
    for (;;) {
        auto answer = try_once(get_upload(id));
        if (!answer) return failure(answer.error());
        if (!*answer) continue;
        const auto upload = read_upload((*answer)->body);
        if (!upload) return failure(session_.complain(not_understood("no upload")));
        return *upload;
    }
}

/// What is of other files is ended, or complained of: who sends it is not known.
Result<Nothing, ExitCode> Sender::clear_the_way(const std::vector<Upload>& others) {
    for (const Upload& other : others) {
        if (!replace_) return failure(session_.complain(in_the_way(other)));
        std::optional<net::Response> gone;
        while (!gone) {  // after a lost answer it may be gone already
            auto answer = try_once(remove_upload(other.id), 404);
            if (!answer) return failure(answer.error());
            gone = std::move(*answer);
        }
        failures_ = 0;
        std::erase_if(there_, [&](const Upload& upload) { return upload.id == other.id; });
        if (!session_.json())
            session_.world().err("understudy: an upload of another file to " +
                                 visible(other.folder + "/" + other.name) + " was ended\n");
    }
    return Nothing{};
}

/// nullopt: there is none of this file.
Result<std::optional<Upload>, ExitCode> Sender::begun_before(const LocalFile& file,
                                                             const std::string& metadata) {
    std::vector<Upload> others;
    for (const Upload& upload : there_) {
        if (upload.folder != folder_ || upload.name != file.relative) continue;
        std::optional<net::Response> told;
        while (!told) {
            auto answer = try_once(get_upload(upload.id), 404);
            if (!answer) return failure(answer.error());
            told = std::move(*answer);
        }
        if (told->status == 404) continue;  // expired, or ended by somebody, since the list was made
        const bool same = upload.length == file.bytes && told->headers.find("Upload-Metadata") == metadata;
        if (same) return read_upload(told->body);
        others.push_back(upload);
    }
    const auto cleared = clear_the_way(others);
    if (!cleared) return failure(cleared.error());
    return std::optional<Upload>();
}

/// What is on its way now.
Result<Nothing, ExitCode> Sender::look_again() {
    for (;;) {
        auto answer = try_once(get_inbox());
        if (!answer) return failure(answer.error());
        if (!*answer) continue;
        auto shown = read_inbox((*answer)->body);
        if (!shown) return failure(session_.complain(not_understood("no inbox")));
        there_ = std::move(shown->uploads);
        return Nothing{};
    }
}

/// Where the answer to the announcement is lost it may have been heard: the list says so.
Result<Upload, ExitCode> Sender::begin(const LocalFile& file) {
    const std::string metadata = upload_metadata(folder_, file);
    for (;;) {
        auto before = begun_before(file, metadata);
        if (!before) return failure(before.error());
        if (*before) return **before;
        auto answer = try_once(begin_upload(metadata, file.bytes));
        if (!answer) return failure(answer.error());
        if (*answer) {
            const auto upload = read_upload((*answer)->body);
            if (!upload) return failure(session_.complain(not_understood("no upload")));
            return *upload;
        }
        const auto looked = look_again();
        if (!looked) return failure(looked.error());
    }
}

/// One piece; where its answer is lost, where the upload stands.
Result<Upload, ExitCode> Sender::add(Upload upload, const LocalFile& file) {
    const std::uint64_t left = upload.length - upload.offset;
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece_bytes));
    auto piece = read_local_piece(file, upload.offset, most);
    if (!piece || piece->size() < most) return failure(session_.complain(changed(file)));
    const auto answer = try_once(add_to_upload(upload.id, upload.offset, std::move(*piece)));
    if (!answer) return failure(answer.error());
    if (!*answer) return stands(upload.id);
    failures_ = 0;
    upload.offset = offset_in(**answer, upload.offset + most);
    show(file, upload);
    return upload;
}

Result<std::uint64_t, ExitCode> Sender::send(const LocalFile& file) {
    failures_ = 0;
    auto upload = begin(file);
    std::uint64_t begun_at = upload ? upload->offset : 0;
    while (upload && upload->offset < upload->length) upload = add(std::move(*upload), file);
    clear();
    if (!upload) return failure(upload.error());
    return upload->length - begun_at;
}

}  // namespace understudy::cli
