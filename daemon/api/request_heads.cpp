#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "daemon/api/cursor.hpp"
#include "daemon/api/parameters.hpp"
#include "daemon/api/problems.hpp"
#include "daemon/api/requests.hpp"
#include "daemon/api/suggestion.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t default_page = 100, largest_page = 1'000;
constexpr std::array event_parameters{"limit", "cursor", "last"};
constexpr std::array state_words{"draft", "uploading", "training", "completed", "failed", "canceled"};

/// "draft,failed" as words that are all known.
Result<std::vector<std::string>, Problem> read_states(std::string_view text) {
    std::vector<std::string> states;
    while (!text.empty()) {
        const std::string word(text.substr(0, text.find(',')));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        const auto is_word = [&](const char* known) { return word == known; };
        if (std::none_of(state_words.begin(), state_words.end(), is_word))
            return failure(invalid_parameter("state", "There is no state \"" + word.substr(0, 64) + "\"." +
                                                          suggestion(word, state_words)));
        states.push_back(word);
    }
    return states;
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) == 1,
            "SHA-256 is always there");
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += digits[digest[i] >> 4u];
        text += digits[digest[i] & 15u];
    }
    return text;
}

}  // namespace

Result<JobQuery, Problem> read_job_query(std::string_view target) {
    static constexpr std::array known{"state", "name", "label", "updated_since", "limit", "cursor"};
    static constexpr std::array repeatable{"label"};
    const auto parameters = Parameters::parse(target, known, repeatable);
    if (!parameters) return failure(parameters.error());
    auto states = read_states(parameters->text("state"));
    if (!states) return failure(states.error());
    const auto limit = parameters->count("limit", largest_page, default_page);
    if (!limit) return failure(limit.error());
    JobQuery query{std::move(*states), *limit, "", parameters->text("name")};
    auto labels = parameters->labels("label");
    if (!labels) return failure(labels.error());
    query.labels = std::move(*labels);
    const auto since = parameters->time("updated_since");
    if (!since) return failure(since.error());
    query.updated_since = *since;
    if (const std::string cursor = parameters->text("cursor"); !cursor.empty()) {
        const auto before = read_jobs_cursor(cursor);
        if (!before) return failure(bad_cursor());
        query.before_id = *before;
    }
    return query;
}

Result<bool, Problem> read_brief(std::string_view target) {
    static constexpr std::array known{"brief"};
    const auto parameters = Parameters::parse(target, known);
    if (!parameters) return failure(parameters.error());
    const std::string brief = parameters->text("brief");
    if (brief.empty() || brief == "0" || brief == "1") return brief == "1";
    return failure(invalid_parameter("brief", "brief must be 0 or 1."));
}

bool prefers_async(const net::Request& head) {
    return head.headers.find("Prefer").value_or("").find("respond-async") != std::string_view::npos;
}

Result<EventQuery, Problem> read_event_query(const std::string& job_id, std::string_view target) {
    const auto parameters = Parameters::parse(target, event_parameters);
    if (!parameters) return failure(parameters.error());
    const auto limit = parameters->count("limit", largest_page, default_page);
    if (!limit) return failure(limit.error());
    EventQuery query{job_id, 0, *limit};
    if (const std::string cursor = parameters->text("cursor"); !cursor.empty()) {
        const auto after = read_events_cursor(job_id, cursor);
        if (!after) return failure(bad_cursor());
        query.after_id = *after;
    }
    return query;
}

Result<std::size_t, Problem> read_last(std::string_view target) {
    const auto parameters = Parameters::parse(target, event_parameters);
    if (!parameters) return failure(parameters.error());
    const auto last = parameters->count("last", largest_page, 0);
    if (!last) return failure(last.error());
    const bool page = !parameters->text("limit").empty() || !parameters->text("cursor").empty();
    if (*last > 0 && page)
        return failure(invalid_parameter("last", "last goes with neither limit nor cursor."));
    return *last;
}

bool wants_stream(const net::Request& head) {
    std::string accept(head.headers.find("Accept").value_or(""));
    for (char& letter : accept)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return accept.find("text/event-stream") != std::string::npos;
}

Result<std::optional<std::int64_t>, Problem> read_stream_start(const net::Request& head) {
    const auto parameters = Parameters::parse(head.target, {});
    if (!parameters) return failure(parameters.error());
    const auto text = head.headers.find("Last-Event-ID");
    if (!text) return std::optional<std::int64_t>();
    std::int64_t id = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, id);
    if (error == std::errc{} && stop == end && id >= 0) return std::optional(id);
    return failure(
        invalid_header("Last-Event-ID", "It must be the id of an event, as the stream gave it; 0 for all."));
}

Result<std::optional<IdempotencyKey>, Problem> read_idempotency_key(const net::Request& head,
                                                                    std::string_view body) {
    constexpr std::size_t longest = 255;
    const auto key = head.headers.find("Idempotency-Key");
    if (!key) return std::optional<IdempotencyKey>();
    const auto printable = [](char letter) { return letter >= ' ' && letter <= '~'; };
    if (key->empty() || key->size() > longest || !std::all_of(key->begin(), key->end(), printable))
        return failure(invalid_header("Idempotency-Key", "It must be 1 to 255 printable ASCII characters."));
    const std::string call = head.method + " " + std::string(net::path_of(head.target)) + "\n";
    return std::optional(IdempotencyKey{std::string(*key), sha256_hex(call + std::string(body))});
}

}  // namespace understudy::api
