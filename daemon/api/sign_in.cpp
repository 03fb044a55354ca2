#include "daemon/api/sign_in.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sys/random.h>

#include <algorithm>
#include <optional>

#include "core/require.hpp"
#include "daemon/api/base64url.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t code_bytes = 16;
constexpr std::chrono::minutes watched{1};

Problem wrong_code() {
    return {403, "sign-in-refused", "This link signs nobody in",
            "The code is wrong, was used, or is older than a minute. Have a new link made with: understudy "
            "open",
            "/code"};
}

Problem too_many() {
    return {
        429, "too-many-sign-ins", "Too many wrong codes",
        "Ten wrong codes came within a minute: further wrong ones are answered so until that is over. A good "
        "one still works; have a new link made with: understudy open",
        ""};
}

Problem no_address() {
    return {409, "no-page-address", "No address for a browser",
            "The daemon listens on unix sockets only, which no browser can reach. Add an address such as "
            "\"127.0.0.1:7878\" to [server] listen and restart it.",
            ""};
}

/// A code is good from when it was made on; a clock that was set back makes none good for longer.
bool within(Time begin, Duration life, Time now) { return begin <= now && now < begin + life; }

/// Over TLS by the name that the certificate is for, where we know one. Where all of the machine's addresses
/// are listened on, a browser on this machine reaches the loopback.
std::string reachable(const net::ListenOn& listen, const std::vector<std::string>& host_names) {
    const bool tls = !listen.tls_cert_file.empty();
    std::string address = listen.address;
    if (address == "0.0.0.0") address = "127.0.0.1";
    if (address == "::") address = "::1";
    if (tls && !host_names.empty()) address = host_names.front();
    return std::string(tls ? "https://" : "http://") +
           net::Origin{tls, address, listen.port, ""}.host_header();
}

/// The address that a request was sent to, when its Host is a host and a port and nothing else.
std::optional<std::string> as_asked(const net::Request& head, bool tls) {
    const std::string scheme = tls ? "https://" : "http://";
    const auto origin = net::parse_origin(scheme + std::string(head.headers.find("Host").value_or("")));
    if (!origin || !origin->path.empty()) return std::nullopt;
    return scheme + origin->host_header();
}

}  // namespace

SignIn::Digest SignIn::digest_of(std::string_view code) {
    Digest digest{};
    unsigned length = 0;
    require(EVP_Digest(code.data(), code.size(), digest.data(), &length, EVP_sha256(), nullptr) == 1,
            "SHA-256 is always there");
    return digest;
}

void SignIn::forget_old(Time now) {
    std::erase_if(codes_, [&](const Kept& code) { return !within(code.made_at, code_life, now); });
    std::erase_if(wrong_, [&](Time came_at) { return !within(came_at, watched, now); });
}

SignIn::Code SignIn::make_code(Right right) {
    const Time now = now_();
    forget_old(now);
    std::array<char, code_bytes> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        broken_invariant("getrandom gives 16 bytes");
    Code code{base64url({random.data(), random.size()}), now + code_life};
    if (codes_.size() == most_codes) codes_.pop_front();
    codes_.push_back({digest_of(code.text), right, now});
    return code;
}

Result<Right, Problem> SignIn::redeem(std::string_view code) {
    const Time now = now_();
    forget_old(now);
    const Digest digest = digest_of(code);
    const auto found = std::find_if(codes_.begin(), codes_.end(), [&](const Kept& kept) {
        return CRYPTO_memcmp(kept.digest.data(), digest.data(), digest.size()) == 0;
    });
    if (found == codes_.end()) {
        if (wrong_.size() >= most_wrong_a_minute) return failure(too_many());
        wrong_.push_back(now);
        return failure(wrong_code());
    }
    const Right right = found->right;
    codes_.erase(found);
    return right;
}

Result<std::string, Problem> SignIn::page_address(const net::Request& head, const net::Peer& peer) const {
    const auto is_tcp = [](const net::ListenOn& listen) { return listen.unix_path.empty(); };
    const auto first = std::find_if(listen_.begin(), listen_.end(), is_tcp);
    // A proxy may have ended the TLS. Whoever asks has the token, and is told where to look.
    const bool tls = head.headers.find("X-Forwarded-Proto") == "https" ||
                     (first != listen_.end() && !first->tls_cert_file.empty());
    if (!peer.unix_socket)
        if (const auto address = as_asked(head, tls)) return *address;
    if (first == listen_.end()) return failure(no_address());
    return reachable(*first, rules_.host_names);
}

bool came_by_tls(const net::Request& head) {
    return head.headers.find("Origin").value_or("").starts_with("https://");
}

}  // namespace understudy::api
