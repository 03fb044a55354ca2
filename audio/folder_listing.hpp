// The names in a folder that is open.
#pragma once

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "audio/file_descriptor.hpp"
#include "core/result.hpp"

namespace understudy {

/// Sorted, "." and ".." aside; no more than one over `most` is read. An errno value on trouble. The folder
/// is open for as long as this lives.
class FolderListing {
  public:
    explicit FolderListing(FileDescriptor folder) : dir_(::fdopendir(folder.get()), &::closedir) {
        if (dir_) static_cast<void>(folder.release());  // the listing's from here on
    }
    [[nodiscard]] int descriptor() const { return ::dirfd(dir_.get()); }
    [[nodiscard]] Result<std::vector<std::string>, int> names(std::size_t most) {
        if (!dir_) return failure(int{errno});
        std::vector<std::string> names;
        errno = 0;
        for (const dirent* member = ::readdir(dir_.get()); member && names.size() <= most;
             errno = 0, member = ::readdir(dir_.get())) {
            const std::string name = member->d_name;
            if (name != "." && name != "..") names.push_back(name);
        }
        if (errno != 0) return failure(int{errno});
        std::sort(names.begin(), names.end());
        return names;
    }

  private:
    std::unique_ptr<DIR, decltype(&::closedir)> dir_;
};

}  // namespace understudy
