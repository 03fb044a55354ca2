// A job's intents: read for one, for one by its nonce, and for all jobs at work in a single pass.
#include <algorithm>
#include <map>

#include "storage/read/reader.hpp"
#include "storage/read/snapshot.hpp"
#include "storage/read/trouble.hpp"
#include "storage/rows/part_rows.hpp"

namespace understudy {
namespace {

using sqlite::Row;
using sqlite::Rows;

struct StoredIntent {
    std::string job_id;
    std::uint64_t position = 0;
    Intent intent;
    std::optional<std::string> trouble;
};

StoredIntent read_stored(Rows& rows) {
    Row row(rows);
    StoredIntent stored;
    stored.job_id = row.text();
    stored.position = row.count();
    stored.intent = rows::read_intent(row);
    if (row.trouble())
        stored.trouble =
            "job " + stored.job_id + ": intent " + std::to_string(stored.position) + ": " + *row.trouble();
    return stored;
}

void append(Job& job, StoredIntent& stored) {
    if (stored.position != job.intents.size() && !stored.trouble)
        stored.trouble = "job " + job.id + ": intent " + std::to_string(job.intents.size()) + " is missing";
    job.intents.push_back(std::move(stored.intent));
}

}  // namespace

Found<Nothing> Reader::take_intents(Job& job) {
    Rows rows = job_intents_.query(job.id);
    while (rows.next()) {
        StoredIntent stored = read_stored(rows);
        append(job, stored);
        if (stored.trouble) return failure(corrupt(*stored.trouble));
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    return Nothing{};
}

// Jobs and intents both come sorted by job: they are merged. Jobs that are corrupt already are passed over.
Found<Nothing> Reader::take_active_intents(Store::Active& active) {
    std::map<std::string, std::string> bad;
    auto job = active.jobs.begin();
    Rows rows = active_intents_.query();
    while (rows.next()) {
        StoredIntent stored = read_stored(rows);
        while (job != active.jobs.end() && job->id < stored.job_id) ++job;
        if (job == active.jobs.end() || job->id != stored.job_id) continue;
        append(*job, stored);
        if (stored.trouble) bad.emplace(stored.job_id, *stored.trouble);
    }
    if (rows.error()) return failure(read_trouble(*rows.error()));
    std::erase_if(active.jobs, [&](const Job& candidate) { return bad.contains(candidate.id); });
    active.corrupt.insert(active.corrupt.end(), bad.begin(), bad.end());
    return Nothing{};
}

Found<std::optional<std::pair<std::string, Intent>>> Reader::find_intent(const std::string& nonce) {
    Rows rows = intent_.query(nonce);
    if (!rows.next()) {
        if (rows.error()) return failure(read_trouble(*rows.error()));
        return std::optional<std::pair<std::string, Intent>>();
    }
    StoredIntent stored = read_stored(rows);
    if (stored.trouble) return failure(corrupt(*stored.trouble));
    return std::optional(std::pair(std::move(stored.job_id), std::move(stored.intent)));
}

}  // namespace understudy
