#include "cartesia/classify.hpp"
#include "cartesia/clean_text.hpp"

namespace understudy::cartesia {
namespace {

struct Words {
    const char* type;
    const char* title;
};

Words words_of_phase(const net::TransportTrouble& trouble) {
    switch (trouble.phase) {
        case net::Phase::resolve:
            return {"name_lookup_failed", "The cloud's name cannot be looked up"};
        case net::Phase::connect:
            return {"connect_failed", "The cloud cannot be reached"};
        case net::Phase::tls:
            return {"tls_failed", "No trusted connection to the cloud can be made"};
        case net::Phase::body:
            return {"body_failed", "The request was abandoned before it was complete"};
        case net::Phase::write:
            return {"connection_reset", "The connection broke while the request was being sent"};
        case net::Phase::first_byte:
            return {"connection_reset", "The connection broke before the cloud answered"};
        case net::Phase::read:
            return {"connection_reset", "The connection broke in the middle of the cloud's answer"};
    }
    return {"connection_reset", "The connection to the cloud broke"};
}

const char* title_of_timeout(net::Phase phase) {
    switch (phase) {
        case net::Phase::resolve:
            return "Looking up the cloud's name took too long";
        case net::Phase::connect:
        case net::Phase::tls:
            return "Connecting to the cloud took too long";
        case net::Phase::body:
        case net::Phase::write:
            return "The cloud stopped taking the request";
        case net::Phase::first_byte:
        case net::Phase::read:
            return "The cloud did not answer in time";
    }
    return "The cloud did not answer in time";
}

Words words_of(const net::TransportTrouble& trouble) {
    if (trouble.cancelled) return {"cancelled", "The call was given up"};
    if (trouble.timed_out) return {"timeout", title_of_timeout(trouble.phase)};
    if (trouble.too_large) return {"answer_too_large", "The cloud's answer is too long to be read"};
    return words_of_phase(trouble);
}

bool never_arrived_whole(const net::TransportTrouble& trouble) {
    const bool never_connected = trouble.phase == net::Phase::resolve ||
                                 trouble.phase == net::Phase::connect || trouble.phase == net::Phase::tls;
    return never_connected || !trouble.request_complete;
}

}  // namespace

Trouble trouble_of(const net::TransportTrouble& transport) {
    const Words words = words_of(transport);
    Trouble trouble;
    trouble.certainty = never_arrived_whole(transport) ? Certainty::refused : Certainty::unknown;
    trouble.kind = transport.cancelled ? TroubleKind::cancelled : TroubleKind::transient;
    trouble.type = words.type;
    trouble.title = words.title;
    trouble.detail = some_lines(transport.what, 2'000);
    return trouble;
}

Trouble given_up_unsent() {
    net::TransportTrouble transport;
    transport.cancelled = true;
    Trouble trouble = trouble_of(transport);
    trouble.detail = "Nothing had been sent.";
    return trouble;
}

}  // namespace understudy::cartesia
