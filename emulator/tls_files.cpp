#include "emulator/tls_files.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace understudy::emulator {

namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
    void operator()(std::FILE* file) const { std::fclose(file); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

constexpr long ten_years_s = 3650L * 24 * 3600;

void set_name(X509_NAME* name, const char* common_name) {
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(common_name),
                               -1, -1, 0);
}

void set_serial(X509* certificate) {
    std::uint64_t serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1);
}

void add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    if (extension) X509_add_ext(certificate, extension.get(), -1);
}

Owned<X509> new_certificate(EVP_PKEY* key, const char* common_name) {
    Owned<X509> certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    set_serial(certificate.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -24L * 3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), ten_years_s);
    X509_set_pubkey(certificate.get(), key);
    set_name(X509_get_subject_name(certificate.get()), common_name);
    return certificate;
}

Owned<X509> make_ca(EVP_PKEY* key) {
    auto ca = new_certificate(key, "Cartesia emulator CA");
    X509_set_issuer_name(ca.get(), X509_get_subject_name(ca.get()));
    add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
    X509_sign(ca.get(), key, EVP_sha256());
    return ca;
}

Owned<X509> make_leaf(EVP_PKEY* key, X509* ca, EVP_PKEY* ca_key) {
    auto leaf = new_certificate(key, "localhost");
    X509_set_issuer_name(leaf.get(), X509_get_subject_name(ca));
    add_extension(leaf.get(), ca, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(leaf.get(), ca, NID_key_usage, "critical,digitalSignature");
    add_extension(leaf.get(), ca, NID_ext_key_usage, "serverAuth");
    add_extension(leaf.get(), ca, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    add_extension(leaf.get(), ca, NID_subject_key_identifier, "hash");
    add_extension(leaf.get(), ca, NID_authority_key_identifier, "keyid");
    X509_sign(leaf.get(), ca_key, EVP_sha256());
    return leaf;
}

template <class Write>
std::string write_file(const std::string& path, mode_t mode, const Write& write) {
    Owned<std::FILE> file(std::fopen(path.c_str(), "w"));
    if (!file) return "cannot write " + path + ": " + std::strerror(errno);
    fchmod(fileno(file.get()), mode);
    if (write(file.get()) != 1) return "cannot write " + path;
    return "";
}

}  // namespace

Result<TlsFiles, std::string> make_tls_files(const std::string& directory) {
    const TlsFiles files{directory + "/ca.pem", directory + "/cert.pem", directory + "/key.pem"};
    const Owned<EVP_PKEY> ca_key(EVP_EC_gen("P-256"));
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    if (!ca_key || !key) return failure(std::string("OpenSSL cannot make a P-256 key"));
    const auto ca = make_ca(ca_key.get());
    const auto leaf = make_leaf(key.get(), ca.get(), ca_key.get());
    std::string problem =
        write_file(files.ca, 0644, [&](std::FILE* file) { return PEM_write_X509(file, ca.get()); });
    if (problem.empty())
        problem =
            write_file(files.cert, 0644, [&](std::FILE* file) { return PEM_write_X509(file, leaf.get()); });
    if (problem.empty())
        problem = write_file(files.key, 0600, [&](std::FILE* file) {
            return PEM_write_PKCS8PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
    if (!problem.empty()) return failure(problem);
    return files;
}

}  // namespace understudy::emulator
