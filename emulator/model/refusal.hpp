// What the modelled cloud says when it will not do what was asked.
#pragma once

#include <string>
#include <utility>

#include "core/result.hpp"

namespace understudy::emulator {

/// Proven not executed. `error_code` is "" where the cloud sends null (plain validation errors).
struct Refusal {
    int status = 400;  ///< HTTP status
    std::string error_code, title, message;
    bool operator==(const Refusal&) const = default;
};

template <class T>
using Granted = Result<T, Refusal>;

[[nodiscard]] inline Failure<Refusal> refuse(int status, std::string error_code, std::string title,
                                             std::string message) {
    return failure(Refusal{status, std::move(error_code), std::move(title), std::move(message)});
}
[[nodiscard]] inline Failure<Refusal> invalid(std::string message) {
    return refuse(400, "", "Invalid request", std::move(message));
}
[[nodiscard]] inline Failure<Refusal> not_found(const std::string& what, const std::string& id) {
    return refuse(404, "", what + " not found", "There is no " + what + " with the ID " + id + ".");
}

}  // namespace understudy::emulator
