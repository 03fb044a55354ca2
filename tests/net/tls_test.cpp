// Whom the client trusts: nobody gets a byte of a request who is not who he should be.
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "certificates.hpp"
#include "world.hpp"

namespace understudy::test {
namespace {

using net::Phase;
using net::ServerExchange;
using net::asio::awaitable;

awaitable<void> hello(ServerExchange& exchange) {
    Response response = text("hello");
    co_await exchange.respond(std::move(response));
}

struct TlsWorld : World {
    explicit TlsWorld(const std::string& names = "IP:127.0.0.1,DNS:localhost") : certificate(names) {
        serve(hello, net::ListenOn{.address = "127.0.0.1",
                                   .tls_cert_file = certificate.cert_file,
                                   .tls_key_file = certificate.key_file});
    }
    [[nodiscard]] net::ClientOptions trusting(std::string host) const {
        net::ClientOptions options = options_for(port(), true);
        options.origin.host = std::move(host);
        options.ca_file = certificate.cert_file;
        return options;
    }
    Certificate certificate;
};

TEST(Tls, ACertificateThatIsTrustedAndMadeOutToTheAddressIsAccepted) {
    TlsWorld world;
    net::HttpClient client(world.io.get_executor(), world.trusting("127.0.0.1"));
    for (int i = 0; i < 3; ++i) {
        const auto answer = world.send(client, get("/"));
        ASSERT_TRUE(answer.ok()) << answer.error().what;
        EXPECT_EQ(answer->body, "hello");
    }
    EXPECT_EQ(client.stats().connections_opened, 1u);
    world.stop();
}

TEST(Tls, ACertificateMadeOutToTheNameIsAccepted) {
    TlsWorld world;
    net::HttpClient client(world.io.get_executor(), world.trusting("localhost"));
    const auto answer = world.send(client, get("/"));
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    world.stop();
}

/// Where a system's store has this certificate, as `openssl rehash` names it.
std::string hashed_name_of(const std::string& cert_file) {
    std::FILE* file = std::fopen(cert_file.c_str(), "r");
    X509* certificate = PEM_read_X509(file, nullptr, nullptr, nullptr);
    std::fclose(file);
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "%08lx.0", X509_subject_name_hash(certificate));
    X509_free(certificate);
    return name.data();
}

TEST(Tls, WhatIsInTheSystemsFolderIsTrustedFromTheMomentItIsThere) {
    TlsWorld world;
    const TemporaryDirectory store;
    const Certificate another;
    std::filesystem::copy_file(another.cert_file, store.file(hashed_name_of(another.cert_file)));
    ::setenv("SSL_CERT_DIR", store.file("").c_str(), 1);
    net::ClientOptions options = world.trusting("127.0.0.1");
    options.ca_file = "";
    net::HttpClient client(world.io.get_executor(), options);
    const auto stranger = world.send(client, get("/"));
    ASSERT_FALSE(stranger.ok());
    EXPECT_EQ(stranger.error().phase, Phase::tls);
    std::filesystem::copy_file(world.certificate.cert_file,
                               store.file(hashed_name_of(world.certificate.cert_file)));
    const auto known = world.send(client, get("/"));
    EXPECT_TRUE(known.ok()) << known.error().what;
    ::unsetenv("SSL_CERT_DIR");
    world.stop();
}

void expect_refused(World& world, net::ClientOptions options, const std::string& words) {
    net::HttpClient client(world.io.get_executor(), std::move(options));
    const auto answer = world.send(client, get("/"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().phase, Phase::tls);
    EXPECT_FALSE(answer.error().request_complete);
    EXPECT_NE(answer.error().what.find(words), std::string::npos) << answer.error().what;
    world.stop();
    EXPECT_EQ(world.server->stats().requests, 0u);
}

TEST(Tls, ACertificateThatNobodyVouchesForIsRefusedBeforeAnyByteOfTheRequest) {
    TlsWorld world;
    expect_refused(world, World::options_for(world.port(), true), "self-signed");
}

TEST(Tls, ACertificateForAnotherAddressIsRefused) {
    TlsWorld world("IP:127.0.0.2,DNS:localhost");
    expect_refused(world, world.trusting("127.0.0.1"), "IP address mismatch");
}

TEST(Tls, ACertificateForAnotherNameIsRefused) {
    TlsWorld world("IP:127.0.0.1,DNS:example.org");
    expect_refused(world, world.trusting("localhost"), "hostname mismatch");
}

TEST(Tls, AServerThatSpeaksPlainHttpIsRefused) {
    World world;
    world.serve(hello);
    expect_refused(world, World::options_for(world.port(), true), "");
}

TEST(Tls, ALargeBodyGoesThroughWhole) {
    TlsWorld world;
    std::uint64_t received = 0;
    world.stop();
    auto count = [&](ServerExchange& exchange) -> awaitable<void> {
        std::vector<std::byte> block(65536);
        for (;;) {
            const auto read = co_await exchange.read_some(block);
            if (!read || *read == 0) break;
            received += *read;
        }
        Response response = text("thanks");
        co_await exchange.respond(std::move(response));
    };
    world.serve(count, net::ListenOn{.address = "127.0.0.1",
                                     .tls_cert_file = world.certificate.cert_file,
                                     .tls_key_file = world.certificate.key_file});
    net::HttpClient client(world.io.get_executor(), world.trusting("127.0.0.1"));
    CountedBody body(50'000'001, 300'000);
    const auto answer = world.send(client, post("/", ""), &body);
    ASSERT_TRUE(answer.ok()) << answer.error().what;
    EXPECT_EQ(received, 50'000'001u);
    world.stop();
}

TEST(Tls, ACaFileThatCannotBeReadIsSaidAtTheStart) {
    World world;
    net::ClientOptions options = World::options_for(1, true);
    options.ca_file = "/nonexistent/ca.pem";
    EXPECT_THROW(net::HttpClient(world.io.get_executor(), options), std::runtime_error);
}

TEST(Tls, AServersBrokenCertificateIsSaidAtTheStart) {
    World world;
    const Certificate one, other;
    net::HttpServer server(
        world.io.get_executor(),
        {net::ListenOn{
            .address = "127.0.0.1", .tls_cert_file = one.cert_file, .tls_key_file = other.key_file}},
        {}, hello);
    const auto started = server.start();
    ASSERT_FALSE(started.ok());
    EXPECT_NE(started.error().find("key"), std::string::npos) << started.error();
}

}  // namespace
}  // namespace understudy::test
