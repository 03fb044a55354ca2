#include "daemon/api/token_file.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "daemon/api/base64url.hpp"

namespace understudy::api {

namespace {

constexpr std::size_t token_bytes = 32, shortest_token = 16, longest_token = 1'024;
constexpr mode_t token_mode = 0640;

/// Closes what it holds.
class File {
  public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }

  private:
    int descriptor_;
};

Failure<std::string> system_failure(const std::string& what) {
    return failure(what + ": " + std::strerror(errno));
}

Result<std::string, std::string> read_token(const File& file, const std::string& path) {
    std::array<char, longest_token + 1> buffer{};
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0) return system_failure("the token in " + path + " cannot be read");
    std::string token(buffer.data(), static_cast<std::size_t>(got));
    token.erase(token.find_last_not_of(" \t\r\n") + 1);
    const auto visible = [](char letter) { return letter > ' ' && letter <= '~'; };
    const bool good = token.size() >= shortest_token && token.size() <= longest_token &&
                      std::all_of(token.begin(), token.end(), visible);
    if (good) return token;
    return failure("the token in " + path + " is not usable: it must be " + std::to_string(shortest_token) +
                   " to " + std::to_string(longest_token) +
                   " visible ASCII characters. Delete the file to have a new one made.");
}

std::string new_token() {
    std::array<char, token_bytes> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        broken_invariant("getrandom gives 32 bytes");
    return base64url({random.data(), random.size()});
}

/// Under another name first: nobody ever reads half a token.
Result<std::string, std::string> make_token(const std::string& path) {
    const std::string text = new_token(), draft = path + ".new", line = text + "\n";
    ::unlink(draft.c_str());
    const File file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, token_mode));
    const bool written = file.get() >= 0 && ::fchmod(file.get(), token_mode) == 0 &&
                         ::write(file.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                         ::fsync(file.get()) == 0 && ::rename(draft.c_str(), path.c_str()) == 0;
    if (!written) return system_failure("the token file " + path + " cannot be made");
    return text;
}

}  // namespace

Result<std::string, std::string> read_or_make_token(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() >= 0) return read_token(file, path);
    if (errno != ENOENT) return system_failure("the token in " + path + " cannot be read");
    return make_token(path);
}

}  // namespace understudy::api
