// The marker that ties what stands in the cloud to the intent that made it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/job.hpp"

namespace understudy {

struct Marker {
    std::string job_id;
    int attempt = 0;
    std::string nonce;
    bool operator==(const Marker&) const = default;
};

/// "[understudy:<job>.<attempt>.<nonce>]"
[[nodiscard]] std::string to_text(const Marker& marker);
/// The marker that a description begins with. One anywhere else is the user's text and is not looked at.
[[nodiscard]] std::optional<Marker> marker_of(std::string_view description);
/// The marker first, then the user's text.
[[nodiscard]] std::string marked(const Marker& marker, std::string_view text);
/// 64 bits as 13 digits of Crockford's base32.
[[nodiscard]] std::string base32(std::uint64_t bits);
/// "job_" + a ULID (26 digits: 48 bits of milliseconds, 80 of chance): sorts by time.
[[nodiscard]] std::string make_job_id(Time now, std::uint64_t chance_high, std::uint64_t chance_low);
/// Does the text have the form of a job's id?
[[nodiscard]] bool is_job_id(std::string_view text);
/// 16 hex digits (FNV-1a 64) of a create's fields, stored with the intent so that a later reader can tell
/// what was asked for.
[[nodiscard]] std::string digest_of(const NewFineTune& request);
[[nodiscard]] std::string digest_of(const NewDataset& request);

}  // namespace understudy
