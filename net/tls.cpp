#include "net/tls.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace understudy::net {
namespace {

using SslContext = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Ssl = std::unique_ptr<SSL, decltype(&SSL_free)>;

std::string words_of_queue() {
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    if (code == 0) return "TLS failed";
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "TLS error " + std::to_string(code);
}

// OpenSSL's own socket BIO writes with write(2), which raises SIGPIPE; hence this one.
int bio_socket(BIO* bio) { return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))); }

int bio_write(BIO* bio, const char* data, int size) {
    BIO_clear_retry_flags(bio);
    const auto moved = ::send(bio_socket(bio), data, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (moved < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
    return static_cast<int>(moved);
}

int bio_read(BIO* bio, char* into, int size) {
    BIO_clear_retry_flags(bio);
    const auto moved = ::recv(bio_socket(bio), into, static_cast<std::size_t>(size), 0);
    if (moved < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
    if (moved == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return static_cast<int>(moved);
}

long bio_control(BIO* bio, int command, long, void*) {
    if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* make_bio_method() {
    BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "non-blocking socket");
    BIO_meth_set_write(method, bio_write);
    BIO_meth_set_read(method, bio_read);
    BIO_meth_set_ctrl(method, bio_control);
    return method;
}

BIO* new_socket_bio(int socket) {
    static BIO_METHOD* const method = make_bio_method();
    BIO* bio = BIO_new(method);
    require(bio != nullptr, "a BIO can be made");
    BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
    BIO_set_init(bio, 1);
    return bio;
}

class TlsTransport final : public Transport {
  public:
    TlsTransport(Ssl ssl, int socket) : ssl_(std::move(ssl)) {
        BIO* bio = new_socket_bio(socket);
        SSL_set_bio(ssl_.get(), bio, bio);
    }

    Step handshake() override {
        ERR_clear_error();
        return after(SSL_do_handshake(ssl_.get()), 0);
    }

    Step read(std::span<std::byte> into) override {
        ERR_clear_error();
        std::size_t bytes = 0;
        const int result = SSL_read_ex(ssl_.get(), into.data(), into.size(), &bytes);
        return after(result, bytes);
    }

    Step peek() override {
        ERR_clear_error();
        std::byte one{};
        std::size_t bytes = 0;
        const int result = SSL_peek_ex(ssl_.get(), &one, 1, &bytes);
        return after(result, bytes);
    }

    Step write(std::span<const std::byte> from) override {
        ERR_clear_error();
        std::size_t bytes = 0;
        // A record's buffer is given back when nothing follows, not taken anew for every record of an upload.
        if (from.size() > SSL3_RT_MAX_PLAIN_LENGTH)
            SSL_clear_mode(ssl_.get(), SSL_MODE_RELEASE_BUFFERS);
        else
            SSL_set_mode(ssl_.get(), SSL_MODE_RELEASE_BUFFERS);
        const int result = SSL_write_ex(ssl_.get(), from.data(), from.size(), &bytes);
        return after(result, bytes);
    }

    void say_goodbye() override {
        if (broken_ || !SSL_is_init_finished(ssl_.get())) return;
        ERR_clear_error();
        SSL_shutdown(ssl_.get());
        ERR_clear_error();
    }

  private:
    Step after(int result, std::size_t bytes) {
        if (result == 1) return {.attempt = Attempt::done, .bytes = bytes};
        const int socket_error = errno;
        switch (SSL_get_error(ssl_.get(), result)) {
            case SSL_ERROR_WANT_READ:
                return {.attempt = Attempt::wants_read};
            case SSL_ERROR_WANT_WRITE:
                return {.attempt = Attempt::wants_write};
            case SSL_ERROR_ZERO_RETURN:
                return {.attempt = Attempt::ended};
            default:
                broken_ = true;
                return {.attempt = Attempt::failed, .what = why(socket_error)};
        }
    }

    // A certificate that was not accepted is worth more words than "certificate verify failed".
    std::string why(int socket_error) const {
        const unsigned long code = ERR_peek_error();
        if (code == 0 && socket_error != 0) return words_of_errno(socket_error);
        if (ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING)
            return ERR_clear_error(), "the connection was cut";
        const long verdict = SSL_get_verify_result(ssl_.get());
        const std::string words = words_of_queue();
        return verdict == X509_V_OK ? words : words + " (" + X509_verify_cert_error_string(verdict) + ")";
    }

    Ssl ssl_;
    bool broken_ = false;
};

SslContext new_context(const SSL_METHOD* method) {
    SslContext context(SSL_CTX_new(method), SSL_CTX_free);
    require(context != nullptr, "a TLS context can be made");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                        SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context.get(), 1);
    return context;
}

std::string default_folder() {
    const char* named = std::getenv(X509_get_default_cert_dir_env());
    return named != nullptr ? named : X509_get_default_cert_dir();
}

/// As `openssl rehash` names them: "5ed36f99.0".
bool holds_hashed_names(const std::string& folder) {
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->path().extension() == ".0") return true;
    return false;
}

/// By the folder where it can be: there a certificate is read once it is asked for, and one that is installed
/// today counts today; the file with all of them takes two megabytes. A system without a store is no error.
void trust_the_system(SSL_CTX* context) {
    const bool file_is_named = std::getenv(X509_get_default_cert_file_env()) != nullptr;
    if (file_is_named || !holds_hashed_names(default_folder()))
        SSL_CTX_set_default_verify_paths(context);
    else
        SSL_CTX_set_default_verify_dir(context);
}

bool is_address(const std::string& host) {
    unsigned char bytes[16];
    return ::inet_pton(AF_INET, host.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

}  // namespace

struct TlsContext::Shared {
    SslContext context;
};

Result<TlsContext, std::string> TlsContext::for_client(const std::string& ca_file) {
    auto context = new_context(TLS_client_method());
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    trust_the_system(context.get());
    ERR_clear_error();
    if (!ca_file.empty() && SSL_CTX_load_verify_file(context.get(), ca_file.c_str()) != 1)
        return failure("the CA file " + ca_file + " cannot be used: " + words_of_queue());
    return TlsContext(std::make_shared<Shared>(Shared{std::move(context)}));
}

Result<TlsContext, std::string> TlsContext::for_server(const std::string& cert_file,
                                                       const std::string& key_file) {
    auto context = new_context(TLS_server_method());
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context.get(), cert_file.c_str()) != 1)
        return failure("the certificate " + cert_file + " cannot be used: " + words_of_queue());
    if (SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1)
        return failure("the key " + key_file + " cannot be used with " + cert_file + ": " + words_of_queue());
    return TlsContext(std::make_shared<Shared>(Shared{std::move(context)}));
}

std::unique_ptr<Transport> TlsContext::connect(int socket, const std::string& host) const {
    Ssl ssl(SSL_new(shared_->context.get()), SSL_free);
    require(ssl != nullptr, "a TLS session can be made");
    SSL_set_connect_state(ssl.get());
    bool bound_to_host = false;
    if (is_address(host)) {
        bound_to_host = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), host.c_str()) == 1;
    } else {
        SSL_set_hostflags(ssl.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        bound_to_host = SSL_set1_host(ssl.get(), host.c_str()) == 1 &&
                        SSL_set_tlsext_host_name(ssl.get(), host.c_str()) == 1;
    }
    require(bound_to_host && !host.empty(), "a TLS session is bound to its host");
    return std::make_unique<TlsTransport>(std::move(ssl), socket);
}

std::unique_ptr<Transport> TlsContext::accept(int socket) const {
    Ssl ssl(SSL_new(shared_->context.get()), SSL_free);
    require(ssl != nullptr, "a TLS session can be made");
    SSL_set_accept_state(ssl.get());
    return std::make_unique<TlsTransport>(std::move(ssl), socket);
}

}  // namespace understudy::net
