#include "cli/pause_words.hpp"

namespace understudy::cli {

std::string pause_words(const net::Response& response) {
    const std::string_view paused = response.headers.find("Understudy-Paused").value_or("");
    const bool spending = paused.find("spending") != std::string_view::npos;
    const bool uploading = paused.find("uploading") != std::string_view::npos;
    if (spending && uploading)
        return "all spending and all uploading is paused; «understudy resume all» ends that";
    if (spending) return "all spending is paused; «understudy resume spending» ends that";
    if (uploading) return "all uploading is paused; «understudy resume uploading» ends that";
    return "";
}

}  // namespace understudy::cli
