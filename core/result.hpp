// Result<T, E>: a value, or the trouble that stood in its way. Expected trouble is returned, never thrown.
// (std::expected needs a newer compiler than the one that Debian 12 ships by default.)
#pragma once

#include <utility>
#include <variant>

#include "core/require.hpp"

namespace understudy {

/// Wraps an error so that `return failure(e);` converts to any Result<T, E>.
template <class E>
struct Failure {
    E error;
};

template <class E>
[[nodiscard]] Failure<std::decay_t<E>> failure(E&& error) {
    return {std::forward<E>(error)};
}

/// What a function returns that has nothing to say but that it worked.
struct Nothing {
    bool operator==(const Nothing&) const = default;
};

/// Holds a T or an E, never both. Reading the side that is not there is a programmer's error and aborts.
template <class T, class E>
class [[nodiscard]] Result {
  public:
    using value_type = T;
    using error_type = E;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    template <class F>
    Result(Failure<F> f) : state_(std::in_place_index<1>, std::move(f.error)) {}

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T& value() & { return require(ok(), "Result::value() of a failure"), std::get<0>(state_); }
    [[nodiscard]] const T& value() const& {
        return require(ok(), "Result::value() of a failure"), std::get<0>(state_);
    }
    [[nodiscard]] T&& value() && {
        return require(ok(), "Result::value() of a failure"), std::get<0>(std::move(state_));
    }
    [[nodiscard]] E& error() & { return require(!ok(), "Result::error() of a success"), std::get<1>(state_); }
    [[nodiscard]] const E& error() const& {
        return require(!ok(), "Result::error() of a success"), std::get<1>(state_);
    }
    [[nodiscard]] E&& error() && {
        return require(!ok(), "Result::error() of a success"), std::get<1>(std::move(state_));
    }

    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

  private:
    std::variant<T, E> state_;
};

}  // namespace understudy
