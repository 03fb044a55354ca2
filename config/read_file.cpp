#include "config/read_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace understudy {
namespace {

Failure<ReadError> cannot(const std::string& path, const std::string& why, bool missing = false) {
    return {ReadError{missing, "cannot read " + path + ": " + why}};
}

std::string words_of(int error) { return std::error_code(error, std::generic_category()).message(); }

/// Up to one byte more than `most`, so that the caller sees what is too long; an errno value on trouble.
Result<std::string, int> read_up_to(int file, std::size_t most) {
    std::string text(most + 1, '\0');
    std::size_t length = 0;
    while (length < text.size()) {
        const ssize_t got = ::read(file, text.data() + length, text.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure(int{errno});
        if (got == 0) break;
        length += static_cast<std::size_t>(got);
    }
    text.resize(length);
    return text;
}

}  // namespace

Result<std::string, ReadError> read_small_file(const std::string& path, std::size_t most) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return cannot(path, words_of(errno), errno == ENOENT);
    struct stat status {};
    const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    auto text = regular ? read_up_to(file, most) : Result<std::string, int>(failure(0));
    ::close(file);
    if (!regular) return cannot(path, "it is not a file");
    if (!text) return cannot(path, words_of(text.error()));
    if (text->size() > most) return cannot(path, "it is longer than " + std::to_string(most) + " bytes");
    return std::move(*text);
}

}  // namespace understudy
