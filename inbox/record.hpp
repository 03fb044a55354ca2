// What is written down of an upload beside its bytes: .partial/<id>.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/inbox.hpp"

namespace understudy::inbox {

struct Record {
    InboxUpload upload;
    std::uint64_t inode = 0;  ///< of the file with its bytes: by this it is known again where it was moved to
    bool operator==(const Record&) const = default;
};

[[nodiscard]] std::string to_text(const Record& record);
/// nullopt for what no record is: it was written by somebody else, or the disk has spoilt it.
[[nodiscard]] std::optional<Record> record_from(std::string_view text);

}  // namespace understudy::inbox
