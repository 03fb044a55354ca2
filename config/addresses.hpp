// The forms of the values that name places: URLs, listening addresses, paths. Each check answers with what is
// wrong and the cure, or with "". Pure: nothing is looked up, nothing is opened.
#pragma once

#include <string>
#include <string_view>

namespace understudy {

/// https://host[:port][/path]; http:// only to loopback.
[[nodiscard]] std::string base_url_problem(std::string_view url);
/// http[s]://host[:port][/path][?query].
[[nodiscard]] std::string webhook_url_problem(std::string_view url);
/// http://host:port, or with user:password@ before the host, percent-encoded; or "". Says nothing of what
/// stands there.
[[nodiscard]] std::string proxy_problem(std::string_view url);
/// "127.0.0.1:7878", "[::1]:7878", "unix:/run/understudy/understudy.sock".
[[nodiscard]] std::string listen_problem(std::string_view address);
/// A name that a certificate may be for: "studio.example"; no port, no address.
[[nodiscard]] std::string host_name_problem(std::string_view name);
/// A user's or a group's name, or its number.
[[nodiscard]] std::string account_problem(std::string_view name);
/// An absolute path.
[[nodiscard]] std::string path_problem(std::string_view path);
/// An absolute path, or "".
[[nodiscard]] std::string optional_path_problem(std::string_view path);

/// For well-formed values: does the traffic stay on this machine?
[[nodiscard]] bool url_is_loopback(std::string_view url);
[[nodiscard]] bool listen_is_local(std::string_view address);

}  // namespace understudy
