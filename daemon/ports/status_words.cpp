#include "daemon/ports/status_words.hpp"

namespace understudy {

namespace {

void add_count(std::string& words, std::size_t count, const char* what) {
    if (count == 0) return;
    words += (words.empty() ? "" : ", ") + std::to_string(count) + " " + what;
}

}  // namespace

std::string status_words(const DriverStatus& status) {
    if (!status.ready) return "Loading the stored jobs";
    std::string words;
    add_count(words, status.uploading, "uploading");
    add_count(words, status.training, "training");
    add_count(words, status.waiting, "waiting");
    add_count(words, status.held, "held");
    if (words.empty()) words = "No job at work";
    if (status.store_outage)
        words +=
            status.store_outage->damaged ? "; the database is damaged" : "; the database cannot be written";
    if (status.paused.spending) words += "; all spending is paused";
    if (status.paused.uploading) words += "; all uploading is paused";
    if (status.credentials_refused) words += "; the cloud does not take the API key";
    if (status.cloud_down_for)
        words += "; the cloud has not answered for " + in_words(*status.cloud_down_for);
    return words;
}

}  // namespace understudy
