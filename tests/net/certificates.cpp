#include "certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <cstdio>
#include <memory>

#include "core/require.hpp"

namespace understudy::test {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Cert = std::unique_ptr<X509, decltype(&X509_free)>;
using File = std::unique_ptr<FILE, decltype(&std::fclose)>;

void add_extension(X509* cert, int kind, const std::string& value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    require(extension != nullptr, "the extension is well-formed");
    X509_add_ext(cert, extension, -1);
    X509_EXTENSION_free(extension);
}

Cert self_signed(EVP_PKEY* key, const std::string& common_name, const std::string& names, long begins_s,
                 long ends_s) {
    Cert cert(X509_new(), X509_free);
    X509_set_version(cert.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(cert.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(cert.get()), begins_s);
    X509_gmtime_adj(X509_getm_notAfter(cert.get()), ends_s);
    X509_NAME* name = X509_get_subject_name(cert.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1, 0);
    X509_set_issuer_name(cert.get(), name);
    X509_set_pubkey(cert.get(), key);
    add_extension(cert.get(), NID_subject_alt_name, names);
    add_extension(cert.get(), NID_basic_constraints, "critical,CA:TRUE");
    require(X509_sign(cert.get(), key, EVP_sha256()) > 0, "the certificate can be signed");
    return cert;
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "understudy-net-XXXXXX").string();
    require(::mkdtemp(pattern.data()) != nullptr, "a temporary directory can be made");
    path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Certificate::Certificate(const std::string& names, long begins_s, long ends_s) {
    const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const Cert cert = self_signed(key.get(), directory.name(), names, begins_s, ends_s);
    const File cert_out(std::fopen(cert_file.c_str(), "w"), std::fclose);
    const File key_out(std::fopen(key_file.c_str(), "w"), std::fclose);
    PEM_write_X509(cert_out.get(), cert.get());
    PEM_write_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

}  // namespace understudy::test
