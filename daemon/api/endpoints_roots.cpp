// /v1/roots: what lies on the recordings' disks, for who picks recordings on the page.
#include <array>
#include <nlohmann/json.hpp>

#include "core/browse.hpp"
#include "daemon/api/answers.hpp"
#include "daemon/api/awaiting.hpp"
#include "daemon/api/endpoint.hpp"
#include "daemon/api/parameters.hpp"
#include "daemon/api/problems.hpp"

namespace understudy::api {

namespace {

Json roots_view(const std::vector<std::string>& roots) {
    Json data = Json::array();
    for (const std::string& root : roots) data.push_back({{"path", root}});
    return {{"data", std::move(data)}};
}

Json listing_view(const Listing& listing) {
    Json folders = Json::array(), recordings = Json::array();
    for (const Listing::Folder& folder : listing.folders)
        folders.push_back({{"name", folder.name}, {"path", folder.path}});
    for (const Listing::File& file : listing.recordings)
        recordings.push_back({{"name", file.name}, {"path", file.path}, {"bytes", file.bytes}});
    return {{"path", listing.path},
            {"folders", std::move(folders)},
            {"recordings", std::move(recordings)},
            {"more", listing.more}};
}

}  // namespace

asio::awaitable<net::Response> show_roots(Desk&, Call call) {
    static constexpr std::array known{"path"};
    const auto parameters = Parameters::parse(call.head.target, known);
    if (!parameters) co_return to_response(parameters.error());
    Browser* const browser = call.shared.browser;
    const std::string path = parameters->text("path");
    if (browser == nullptr) co_return json_answer(200, roots_view({}));
    if (path.empty()) co_return json_answer(200, roots_view(browser->roots()));
    Asking<Listing> ask = [&](Answer<Listing> answer) { browser->list(path, std::move(answer)); };
    const Asked<Listing> listing = co_await answer_to<Listing>(std::move(ask));
    co_return listing ? json_answer(200, listing_view(*listing)) : to_response(listing.error());
}

}  // namespace understudy::api
