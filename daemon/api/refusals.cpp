#include "daemon/api/refusals.hpp"

#include "daemon/api/problems.hpp"

namespace understudy::api {

namespace {

Problem problem_of(int status, std::string detail) {
    switch (status) {
        case 408:
            return {408, "request-too-slow", "The request came too slowly", std::move(detail), ""};
        case 431:
            return {431, "head-too-long", "The head of the request is too long", std::move(detail), ""};
        case 500:
            return {500, "internal-error", "The request could not be answered", std::move(detail), ""};
        default:
            return {400, "malformed-request", "This is no HTTP request", std::move(detail), ""};
    }
}

}  // namespace

net::Response refuse_unread(int status, std::string_view why) {
    return to_response(problem_of(status, std::string(why)));
}

Problem too_many_requests(std::size_t most) {
    return {503, "too-many-requests", "Too many requests at one time",
            std::to_string(most) +
                " are being answered, which is the most. Nothing was done; try again in a moment.",
            ""};
}

}  // namespace understudy::api
