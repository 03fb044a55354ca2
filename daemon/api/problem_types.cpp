#include "daemon/api/problem_types.hpp"

#include <algorithm>
#include <array>

namespace understudy::api {

namespace {

constexpr std::array table{
    // What was sent cannot be read.
    ProblemType{
        400, "malformed-json", "Malformed JSON",
        "The body is no JSON as RFC 8259 means it, is nested too deep, is not UTF-8, or has a member twice.",
        "Send one JSON object; `detail` says where reading it ended."},
    ProblemType{
        400, "incomplete-body", "The body did not come whole",
        "The body was cut off, came too slowly, or in chunks that are not well-formed. Nothing was done.",
        "Send it again."},
    ProblemType{400, "invalid-parameter", "A query parameter is not acceptable",
                "A parameter of the query is unknown, stands twice, or has a value that it cannot have.",
                "Correct the parameter that `field` names."},
    ProblemType{400, "invalid-header", "A header is not acceptable",
                "A header has a value that it cannot have.", "Correct the header that `field` names."},
    ProblemType{400, "malformed-request", "This is no HTTP request",
                "What came is no request of HTTP/1.1, or has no `Host`. Nothing was done.",
                "Ask with an HTTP client, and by `http://` where the daemon has no certificate."},
    ProblemType{408, "request-too-slow", "The request came too slowly",
                "The head of the request was begun and did not come whole within 10 s. Nothing was done.",
                "Send it again."},
    ProblemType{431, "head-too-long", "The head of the request is too long",
                "The request's line and its headers have more than 16 KiB. Nothing was done.",
                "Send fewer headers, or a shorter query."},
    // Who asks.
    ProblemType{
        401, "unauthorized", "A token is needed",
        "The request came over TCP without the daemon's token, or with another one.",
        "Send `Authorization: Bearer` and what stands in the token file; it is beside the database unless "
        "`[server] token_file` says otherwise."},
    ProblemType{403, "cross-origin", "Another site's page",
                "A browser sent this for a page of another site. Such pages may not use the API.",
                "Ask from a program, or from a page that this daemon itself serves."},
    ProblemType{403, "peer-not-allowed", "Not allowed on this socket",
                "The unix socket is for root, the daemon's own user and its group, and whom `[server] "
                "allow_users` and "
                "`allow_groups` name; the kernel says that you are none of these.",
                "Join the daemon's group, have yourself named, or use TCP with the token."},
    ProblemType{403, "read-only-token", "This token may only look",
                "The token in `[server] read_only_token_file` is for who looks and changes nothing.",
                "To change something, send the token in `[server] token_file`."},
    // What is asked for is not there.
    ProblemType{404, "not-found", "No such resource", "The path leads nowhere.",
                "`/openapi.json` has every path."},
    ProblemType{404, "job-not-found", "No such job",
                "There is no job of this id, or no more: deleted jobs leave nothing behind.",
                "`GET /v1/jobs` lists those that there are."},
    ProblemType{
        404, "preflight-not-found", "There is no such preflight",
        "No preflight has this id, or it is forgotten: reports are kept for an hour, and not over a restart.",
        "Begin another one: what was measured once is not measured again."},
    ProblemType{404, "inbox-off", "There is no inbox", "This daemon takes no recordings from other machines.",
                "Set `[inbox] path`, or leave it empty, and restart the daemon."},
    ProblemType{404, "inbox-folder-not-found", "No such folder in the inbox",
                "The inbox has no folder of this name.", "`GET /v1/inbox` lists those that there are."},
    ProblemType{404, "webhook-not-found", "There is no such webhook",
                "The configuration has no webhook of this name.",
                "`GET /v1/webhooks` lists those that there are; each is a table `[webhooks.NAME]`."},
    ProblemType{404, "webhook-message-not-found", "There is no such message",
                "No message of this id waits or has failed: what was delivered is not kept.",
                "`GET /v1/webhooks/{name}/messages` lists those that there are."},
    ProblemType{404, "upload-not-found", "No such upload",
                "There is no upload of this id: it was removed, has expired, or never was.",
                "Begin another one with `POST /v1/inbox/uploads`."},
    ProblemType{405, "method-not-allowed", "Method not allowed",
                "The path is right, but not for this method.", "`Allow` names the methods that it takes."},
    ProblemType{404, "cloud-object-not-found", "The cloud has no such thing",
                "The cloud has no dataset, file, fine-tune or voice of this id, or does not show it yet.",
                "List what there is: `GET /v1/datasets`, `/v1/fine-tunes`, `/v1/voices`."},
    // What is asked for is not possible now.
    ProblemType{
        409, "state-forbids", "The job's state forbids this",
        "The job is in a state in which this cannot be done. Nothing was changed.",
        "`detail` says what can be done instead; `GET /v1/jobs/{id}/explain` says where the job stands."},
    ProblemType{
        409, "preflight-blocks", "Preflight blocks this job",
        "Preflight found recordings that are not fit for a clone, and nothing is spent on them.",
        "Correct the recordings and edit the job, or start it with `override_preflight` and a reason."},
    ProblemType{409, "busy", "The job is busy",
                "Something is under way for the job that has to end first. Nothing was changed.",
                "Try again in a moment."},
    ProblemType{409, "in-use", "Something uses it",
                "A job that is not at rest, a training in the cloud or another request stands on it. Nothing "
                "was changed.",
                "Wait for the end of what `detail` names, or cancel it."},
    ProblemType{409, "paused", "This is paused",
                "A person paused all uploading or all spending, and this would upload or spend. Nothing was "
                "done.",
                "`understudy resume uploading` or `understudy resume spending`."},
    ProblemType{409, "backup-under-way", "A backup is being fetched already",
                "A copy of the database is on its way to somebody; each takes room on the disk until then.",
                "Try again when that one is done."},
    ProblemType{409, "idempotency-key-in-progress", "This request is being answered already",
                "Another request with this `Idempotency-Key` is under way.",
                "Ask again in a moment with the same key: the answer is then that one's."},
    ProblemType{409, "upload-offset-mismatch", "The upload stands elsewhere",
                "The piece does not begin where the upload ends. Nothing of it was taken.",
                "Ask with `HEAD` and go on from `Upload-Offset`."},
    ProblemType{409, "file-exists", "A file is there already",
                "Something stands where the file would go, and nothing is overwritten.",
                "Send it by another name, or remove the folder first."},
    ProblemType{409, "folder-in-use", "The folder is in use",
                "A job may need the folder's recordings yet, or an upload into it did not come to its end.",
                "`detail` says which: end it first."},
    ProblemType{
        410, "job-deleted", "The job of this Idempotency-Key was deleted",
        "The request was carried out when it first came, and its job has been deleted since. It is not "
        "carried out again.",
        "Send a new key if it is to be done once more."},
    ProblemType{412, "tus-version", "Another version of the protocol",
                "The request is for a version of tus that is not spoken here, or names none.",
                "Send `Tus-Resumable: 1.0.0`."},
    ProblemType{413, "body-too-large", "Body too large", "The body has more than 1 MiB.",
                "Name folders instead of single files where the list is long."},
    ProblemType{
        413, "upload-too-large", "The file is too large",
        "The file is longer than `[inbox] max_file`, or a piece goes beyond the length that was announced.",
        "Split it, raise `[inbox] max_file`, or begin another upload with the right length."},
    ProblemType{415, "unsupported-media-type", "Unsupported media type",
                "The body is labelled as something else than JSON, or is encoded.",
                "Send it as it is, with `Content-Type: application/json`."},
    ProblemType{421, "wrong-host", "Not this host",
                "`Host` is no address of this daemon: somebody may have pointed a name of theirs at it.",
                "Use `localhost`, an address that the daemon listens on, or one of `[server] host_names`."},
    // What is asked for makes no sense.
    ProblemType{422, "invalid-field", "A field is not acceptable",
                "A member of the body is unknown, missing, or has a value that it cannot have.",
                "Correct the member that `field` points to."},
    ProblemType{422, "idempotency-key-reused", "This Idempotency-Key was used for another request",
                "The key came before, with another body or for another call.",
                "Send a new key with a new request, or the same request with the same key."},
    ProblemType{422, "recording-outside-roots", "Outside the recordings' roots",
                "A path lies in none of the folders that the daemon may read, or a link leads out of them.",
                "Copy it there, or add its folder to `[recordings] roots`."},
    ProblemType{422, "recording-not-found", "No such recording",
                "There is nothing at a path, on the daemon's machine.",
                "Check the spelling, and that its disk is mounted."},
    ProblemType{422, "recording-unreadable", "A recording cannot be read",
                "The daemon's user may not read it, or the disk does not give it.",
                "`detail` has the command that gives the right to read it."},
    ProblemType{422, "recording-empty", "An empty file", "A recording holds no bytes.",
                "Remove it, or copy the recording again."},
    ProblemType{422, "format-not-accepted", "A format that the cloud does not take",
                "A file is named by itself and is in none of the formats that the cloud takes.",
                "Convert it to FLAC; `detail` has the command."},
    ProblemType{422, "no-recordings", "A folder without recordings",
                "A folder holds no file with one of the extensions that the cloud takes.",
                "Name another folder, or convert what it holds to FLAC."},
    ProblemType{422, "too-many-recordings", "Too many files",
                "A folder holds more files than one job may have.",
                "Name the folders or the files that are meant."},
    ProblemType{422, "unsafe-name", "A name that no file here may have",
                "`Upload-Metadata` names no folder or no file, or one that is hidden, leads elsewhere, is "
                "too long, is not UTF-8, or has marks that are not printed.",
                "`detail` says which; send the file by another name."},
    ProblemType{423, "upload-locked", "Another request is writing this upload",
                "The upload is being sent on another connection.",
                "Try again in a moment; a connection that brings nothing for two seconds is then ended."},
    ProblemType{460, "checksum-mismatch", "The piece did not arrive as it was sent",
                "The digest of the piece is not the one in `Upload-Checksum`, so it does not count.",
                "Send it again from `Upload-Offset`."},
    // What is wrong with us.
    ProblemType{500, "invariant-broken", "The job contradicts itself",
                "A mistake of Understudy's. The job stays as it was stored, and nothing is sent for it.",
                "Report it, with the journal's line about it."},
    ProblemType{500, "store-corrupt", "A stored row does not make sense",
                "A row of the database is damaged. Other jobs go on.", "Restore a backup, and report it."},
    ProblemType{500, "internal-error", "The request could not be answered",
                "A mistake of Understudy's, in answering. What was asked for may have been done.",
                "Look whether it was done, or ask again with the same `Idempotency-Key`; and report it."},
    ProblemType{
        502, "cloud-refused", "The cloud refused it",
        "The cloud does not do what was asked of it; `detail` has its own words. Nothing was changed.",
        "Correct what it names; for the key and the plan, see `understudy doctor`."},
    ProblemType{502, "cloud-outcome-unknown", "Whether it was done is not known",
                "The cloud's answer was lost: what was asked for may have been done. It is never sent again "
                "by itself.",
                "Look in the cloud, as `detail` says, before asking again."},
    ProblemType{503, "not-ready", "Still starting", "The stored jobs are being loaded.",
                "Try again in a moment."},
    ProblemType{503, "stopping", "The daemon is stopping",
                "The daemon was told to stop. What was asked for may have been done.",
                "Ask again when it is back, with the same `Idempotency-Key`."},
    ProblemType{
        503, "store-unavailable", "The database cannot be written",
        "The disk is full, or does not take what is written. Nothing was changed, unless `detail` says "
        "that it may have been; nothing is sent meanwhile.",
        "See to the disk; the daemon tries again by itself, and `/readyz` says when."},
    ProblemType{503, "store-damaged", "The database is damaged",
                "A part of the database is damaged. Nothing was changed, and nothing is sent or bought.",
                "Stop the daemon and restore a backup: what was bought since is found in the cloud."},
    ProblemType{503, "disk-silent", "The disk does not answer",
                "The disk of the recordings does not answer. Nothing was changed.",
                "See to it, or to the server that it belongs to, then try again."},
    ProblemType{503, "cloud-unreachable", "The cloud could not be asked",
                "The answer depends on the cloud, which could not be asked. Nothing was changed.",
                "Try again when the way to it is back; `understudy doctor` says what is wrong with it."},
    ProblemType{503, "too-many-preflights", "Too many preflights are under way",
                "As many preflights are under way as may be at one time.",
                "Try again when one has ended, or end one with `DELETE`."},
    ProblemType{503, "too-many-streams", "Too many streams of events",
                "As many streams of events are open as may be at one time.",
                "Close those that nobody reads, or read the history in pages."},
    ProblemType{503, "too-many-requests", "Too many requests at one time",
                "As many requests are being answered as may be at one time. Nothing was done.",
                "Try again in a moment; ask for less at one time."},
    ProblemType{503, "inbox-unavailable", "The inbox's disk is not as it should be",
                "The disk of the inbox does not give or take what it should. What is durable is kept.",
                "See to the disk; `detail` says what failed. Then go on."},
    ProblemType{503, "too-many-uploads", "Too many uploads are on their way",
                "As many files as may be are on their way into the inbox.",
                "Bring some to their end, or remove them with `DELETE`."},
    ProblemType{507, "inbox-full", "The inbox is full",
                "The file does not fit into `[inbox] quota`, or onto the disk. What is durable is kept.",
                "Remove folders that are done with, make room on the disk, or raise the quota; `detail` has "
                "the numbers."},
};

}  // namespace

std::span<const ProblemType> problem_types() { return table; }

const ProblemType* find_problem_type(std::string_view name) {
    const auto is_it = [name](const ProblemType& type) { return type.name == name; };
    const auto* found = std::find_if(table.begin(), table.end(), is_it);
    return found == table.end() ? nullptr : found;
}

}  // namespace understudy::api
