// A recording's bytes for the upload: read ahead on a disk thread, the last chunk kept until the digest of
// the whole file is right.
#pragma once

#include <memory>
#include <string>

#include "audio/deliveries.hpp"
#include "audio/disk_crew.hpp"
#include "audio/roots.hpp"
#include "core/bytes.hpp"
#include "core/recordings.hpp"

namespace understudy {

constexpr std::size_t source_chunk_bytes = 256 * 1024;

/// What sources share with the port that made them.
struct SourceWorld {
    std::shared_ptr<const Roots> roots;
    std::shared_ptr<Deliveries> deliveries;
    std::shared_ptr<DiskCrew> disk;      ///< of the root that the file lies in
    std::chrono::milliseconds patience;  ///< that crew's
};

/// Two buffers of source_chunk_bytes from the first read() to the end: no other memory, whatever the size.
[[nodiscard]] std::unique_ptr<ByteSource> make_disk_source(SourceWorld world, std::string path,
                                                           FileIdentity identity, std::string xxh3);

}  // namespace understudy
