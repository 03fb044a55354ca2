#include "cli/endpoint.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace understudy::cli {

namespace {

Result<Endpoint, std::string> unix_endpoint(std::string_view url) {
    std::string_view path = url.substr(std::strlen("unix:"));
    while (path.starts_with("//")) path.remove_prefix(1);
    if (!path.starts_with('/'))
        return failure("“" + std::string(url) +
                       "” needs an absolute path: unix:/run/understudy/understudy.sock");
    net::Origin origin;
    origin.tls = false;
    origin.host = "localhost";
    origin.port = 80;
    return Endpoint{std::string(url), origin, std::string(path)};
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return "";
    return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

std::string cannot_read(const std::string& file) {
    return "cannot read the token in " + file + ": " + std::strerror(errno);
}

}  // namespace

Result<Endpoint, std::string> parse_endpoint(std::string_view url) {
    if (url.starts_with("unix:")) return unix_endpoint(url);
    auto origin = net::parse_origin(url);
    if (!origin) return failure(origin.error());
    if (!origin->tls && !origin->loopback())
        return failure("“" + std::string(url) +
                       "” would send the token in clear over the network: use https:// beyond this machine");
    while (origin->path.ends_with('/')) origin->path.pop_back();
    return Endpoint{std::string(url), *std::move(origin), ""};
}

bool is_on_this_machine(const std::string& address) {
    const auto endpoint = parse_endpoint(address);
    return endpoint && (!endpoint->unix_path.empty() || endpoint->origin.loopback());
}

Result<std::string, std::string> read_token(const std::string& file) {
    const std::unique_ptr<std::FILE, CloseFile> input(std::fopen(file.c_str(), "re"));
    if (!input) return failure(cannot_read(file));
    std::array<char, 4'096> buffer{};
    const std::size_t length = std::fread(buffer.data(), 1, buffer.size(), input.get());
    if (std::ferror(input.get()) != 0) return failure(cannot_read(file));
    std::string token = trimmed(std::string_view(buffer.data(), length));
    if (token.empty()) return failure("the token file " + file + " is empty");
    const auto printable = [](char c) { return c > ' ' && c < 0x7F; };
    if (!std::all_of(token.begin(), token.end(), printable))
        return failure("what is in " + file + " is not a token: it has blanks or special characters");
    return token;
}

}  // namespace understudy::cli
