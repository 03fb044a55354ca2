#include "cli/disk_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace understudy::cli {

namespace {

std::string words_of(int error) { return std::generic_category().message(error); }

class DiskFile : public NewFile {
  public:
    DiskFile(std::string path, int descriptor)
        : path_(std::move(path)), part_(path_ + ".part"), descriptor_(descriptor) {}
    ~DiskFile() override {
        ::close(descriptor_);
        if (!kept_) ::unlink(part_.c_str());
    }

    bool write(std::string_view piece) override {
        while (error_ == 0 && !piece.empty()) {
            const ssize_t written = ::write(descriptor_, piece.data(), piece.size());
            if (written > 0) piece.remove_prefix(static_cast<std::size_t>(written));
            if (written < 0 && errno != EINTR) error_ = errno;
        }
        return error_ == 0;
    }

    std::string keep() override {
        if (error_ == 0 && ::fsync(descriptor_) != 0) error_ = errno;
        // A second name, and the first one gone: a rename would take the place of what came there meanwhile.
        if (error_ == 0 && ::link(part_.c_str(), path_.c_str()) != 0) error_ = errno;
        if (error_ != 0) return words_of(error_);
        ::unlink(part_.c_str());
        kept_ = true;
        return sync_folder();
    }

  private:
    std::string sync_folder() const {
        const std::string folder = std::filesystem::path(path_).parent_path().string();
        const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
        const int error = errno;
        if (descriptor >= 0) ::close(descriptor);
        return done ? "" : words_of(error);
    }

    std::string path_, part_;
    int descriptor_;
    int error_ = 0;
    bool kept_ = false;
};

}  // namespace

Result<std::unique_ptr<NewFile>, std::string> begin_file(const std::string& path) {
    if (::access(path.c_str(), F_OK) == 0) return failure(words_of(EEXIST));
    const int descriptor =
        ::open((path + ".part").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return failure(words_of(errno));
    return std::unique_ptr<NewFile>(std::make_unique<DiskFile>(path, descriptor));
}

}  // namespace understudy::cli
