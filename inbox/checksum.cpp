#include "inbox/checksum.hpp"

#include <openssl/evp.h>

#include <array>

#include "core/require.hpp"
#include "inbox/metadata.hpp"

namespace understudy::inbox {

struct Digester::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    std::string wanted;
};

Result<Checksum, std::string> parse_checksum(std::string_view text) {
    const auto space = text.find(' ');
    Checksum checksum;
    checksum.algorithm = std::string(text.substr(0, std::min(space, std::size_t{32})));
    if (checksum.algorithm != "sha1" && checksum.algorithm != "sha256")
        return failure(std::string("Its algorithm must be sha1 or sha256."));
    const std::size_t length = checksum.algorithm == "sha1" ? 20 : 32;
    const std::string_view coded = space == std::string_view::npos ? "" : text.substr(space + 1);
    if (!decode_base64(coded, checksum.digest) || checksum.digest.size() != length)
        return failure("Behind " + checksum.algorithm + " a space and its digest in base64 are wanted.");
    return checksum;
}

Digester::Digester(const Checksum& wanted) : state_(std::make_unique<State>()) {
    const EVP_MD* method = wanted.algorithm == "sha1" ? EVP_sha1() : EVP_sha256();
    state_->wanted = wanted.digest;
    require(EVP_DigestInit_ex(state_->context.get(), method, nullptr) == 1, "the digest is always there");
}

Digester::~Digester() = default;
Digester::Digester(Digester&&) noexcept = default;
Digester& Digester::operator=(Digester&&) noexcept = default;

void Digester::add(std::string_view bytes) {
    EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

bool Digester::agrees() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(state_->context.get(), digest.data(), &length);
    return std::string_view(reinterpret_cast<const char*>(digest.data()), length) == state_->wanted;
}

}  // namespace understudy::inbox
