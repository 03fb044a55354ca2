#include "daemon/ports/answer_log.hpp"

#include "daemon/log.hpp"

namespace understudy {

namespace {

/// "create_fine_tune: the cloud answered 201 after 340 ms, request 6f1c…"
std::string words_of(const cartesia::Exchanged& exchange) {
    std::string words(exchange.endpoint);
    words += ": the cloud ";
    words +=
        exchange.http_status == 0 ? "did not answer" : "answered " + std::to_string(exchange.http_status);
    words += " after " + in_words(exchange.took);
    if (!exchange.request_id.empty()) words += ", request " + exchange.request_id;
    return words;
}

}  // namespace

void AnswerLog::exchanged(const cartesia::Exchanged& exchange) {
    // What stays away is told once, when the cloud's gate shuts.
    const bool made = exchange.http_status != 0 && exchange.endpoint.starts_with("create_");
    const log::Level level = made ? log::Level::info : log::Level::debug;
    const std::string status = exchange.http_status == 0 ? "" : std::to_string(exchange.http_status);
    log::write(level, words_of(exchange),
               {{"EVENT", "cloud_answered"},
                {"ENDPOINT", std::string(exchange.endpoint)},
                {"HTTP_STATUS", status},
                {"REQUEST_ID", exchange.request_id}});
    next_.exchanged(exchange);
}

}  // namespace understudy
