#include "cli/disk_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace understudy::cli {

namespace {

std::string words_of(int error) { return std::generic_category().message(error); }

/// The name of nobody else's file, even of another run's at the same time; a file system that knows no such
/// renaming (there are few) gets the name where nothing has it.
bool rename_to_free_name(const std::string& from, const std::string& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno != EINVAL && errno != ENOSYS) return false;
    if (::access(to.c_str(), F_OK) == 0) return errno = EEXIST, false;
    return ::rename(from.c_str(), to.c_str()) == 0;
}

class DiskFile : public NewFile {
  public:
    DiskFile(std::string path, std::string part, int descriptor)
        : path_(std::move(path)), part_(std::move(part)), descriptor_(descriptor) {}
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
        if (error_ == 0 && !rename_to_free_name(part_, path_)) error_ = errno;
        if (error_ != 0) return words_of(error_);
        kept_ = true;
        sync_folder();
        return "";
    }

  private:
    /// Some file systems cannot; the name is there all the same, and on the disk soon.
    void sync_folder() const {
        const std::string folder = std::filesystem::path(path_).parent_path().string();
        const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor < 0) return;
        (void)::fsync(descriptor);
        ::close(descriptor);
    }

    std::string path_, part_;
    int descriptor_;
    int error_ = 0;
    bool kept_ = false;
};

}  // namespace

Result<std::unique_ptr<NewFile>, std::string> begin_file(const std::string& path) {
    if (::access(path.c_str(), F_OK) == 0) return failure(words_of(EEXIST));
    std::string part = path + ".part-XXXXXX";
    const int descriptor = ::mkostemp(part.data(), O_CLOEXEC);  // mode 0600
    if (descriptor < 0) return failure(words_of(errno));
    return std::unique_ptr<NewFile>(std::make_unique<DiskFile>(path, part, descriptor));
}

}  // namespace understudy::cli
