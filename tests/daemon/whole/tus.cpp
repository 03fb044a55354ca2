#include "tus.hpp"

#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>

#include "tests/daemon/traffic.hpp"

namespace understudy::test {

namespace {

std::string base64(const std::string& text) {
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8u | (at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u);
        for (unsigned i = 0; i < 4; ++i)
            out += at + i > text.size() ? '=' : digits[bits >> (18u - 6u * i) & 63u];
    }
    return out;
}

}  // namespace

std::string many_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    std::uint64_t state = 88'172'645'463'325'252u;
    for (char& byte : bytes) {
        state ^= state << 13u;
        state ^= state >> 7u;
        state ^= state << 17u;
        byte = static_cast<char>(state);
    }
    return bytes;
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void TusStudio::SetUp() {
    Studio::SetUp();
    inbox = folder + "/inbox";
    open_cloud();
}

void TusStudio::open_inbox(const std::string& more) {
    write_config();
    change_config("[uploads]", "[inbox]\n" + more + "\n[uploads]");
    open_daemon();
}

net::Response TusStudio::tus(std::string method, std::string target, net::Headers headers, std::string body) {
    std::string token;
    std::ifstream(folder + "/token") >> token;
    net::ClientOptions options;
    options.origin = *net::parse_origin(daemon_url());
    net::HttpClient client(io_.get_executor(), options);
    net::Request request{std::move(method), std::move(target), {}, std::move(body)};
    request.headers.set("Authorization", "Bearer " + token);
    request.headers.set("Tus-Resumable", "1.0.0");
    for (const auto& [name, value] : headers) request.headers.set(name, value);
    const net::Request sent = request;
    const auto answer = net::run(io_, client.send(std::move(request)));
    EXPECT_TRUE(answer.ok()) << answer.error().what;
    if (!answer.ok()) return {};
    // The document describes what a path answers to a method, and not what it answers to one in another's
    // clothes.
    const bool plain = sent.body.size() < 1'000 && !sent.headers.find("X-HTTP-Method-Override");
    if (plain) write_down(sent, sent.body, *answer);
    return *answer;
}

net::Response TusStudio::announce(std::uint64_t length, const std::string& path, const std::string& to) {
    return tus("POST", "/v1/inbox/uploads",
               {{"Upload-Length", std::to_string(length)},
                {"Upload-Metadata", "folder " + base64(to) + ",relativePath " + base64(path)}});
}

std::string TusStudio::begin(std::uint64_t length, const std::string& path, const std::string& to) {
    const net::Response made = announce(length, path, to);
    EXPECT_EQ(made.status, 201) << made.body;
    return std::string(made.headers.find("Location").value_or("/"));
}

net::Response TusStudio::patch(const std::string& target, std::uint64_t offset, std::string bytes,
                               net::Headers more) {
    net::Headers headers{{"Content-Type", "application/offset+octet-stream"},
                         {"Upload-Offset", std::to_string(offset)}};
    for (const auto& [name, value] : more) headers.set(name, value);
    return tus("PATCH", target, std::move(headers), std::move(bytes));
}

std::optional<std::uint64_t> TusStudio::offset_of(const std::string& target) {
    const net::Response head = tus("HEAD", target);
    const auto field = head.headers.find("Upload-Offset");
    return field ? std::optional(std::stoull(std::string(*field))) : std::nullopt;
}

std::string TusStudio::type_of(const net::Response& response) {
    const Json json = Json::parse(response.body, nullptr, false);
    const std::string type = json.is_object() ? json.value("type", "") : "";
    return type.substr(type.rfind('/') + 1);
}

std::unique_ptr<boost::asio::ip::tcp::socket> TusStudio::half_a_patch(const std::string& target,
                                                                      std::uint64_t offset,
                                                                      std::uint64_t length,
                                                                      const std::string& bytes) {
    std::string token;
    std::ifstream(folder + "/token") >> token;
    const net::Origin origin = *net::parse_origin(daemon_url());
    auto socket = std::make_unique<boost::asio::ip::tcp::socket>(io_);
    socket->connect({boost::asio::ip::make_address(origin.host), origin.port});
    const std::string head = "PATCH " + target + " HTTP/1.1\r\nHost: " + origin.host_header() +
                             "\r\nAuthorization: Bearer " + token +
                             "\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream"
                             "\r\nUpload-Offset: " +
                             std::to_string(offset) + "\r\nContent-Length: " + std::to_string(length) +
                             "\r\n\r\n";
    boost::asio::write(*socket, boost::asio::buffer(head));
    boost::asio::write(*socket, boost::asio::buffer(bytes));
    return socket;
}

std::string TusStudio::inbox_file(const std::string& path) const { return content_of(inbox + "/" + path); }

}  // namespace understudy::test
