// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SECRET_HPP_INCLUDED_
#define LOG_FLUENTD_SECRET_HPP_INCLUDED_

/// \file
/// A text that nobody may see: a shared key, a password, a pass phrase.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace log_fluentd {

/// Keeps a secret in memory of its own, and overwrites that memory at the end. It cannot be written to a
/// stream, and no message of the library shows it. The caller has to wipe the text that it was made from.
///
/// \throws std::bad_alloc if it is made from a text or copied.
/// \par Thread safety
/// The same as for a `std::string`.
class secret
{
public:
    secret() noexcept = default;
    secret(std::string_view text) : text_(new char[text.size()]), size_(text.size())
    {
        std::char_traits<char>::copy(text_.get(), text.data(), text.size());
    }
    secret(std::string const& text) : secret(std::string_view(text)) {}
    /// A null pointer, such as `std::getenv` may return, makes an empty secret that is marked as missing.
    /// `validate` rejects it, so that no sender works without a key because an environment variable is not
    /// set.
    secret(char const* text) : secret(text ? std::string_view(text) : std::string_view())
    {
        is_missing_ = !text;
    }
    secret(secret const& other) : secret(other.reveal()) { is_missing_ = other.is_missing_; }
    secret(secret&& other) noexcept { swap(other); }
    secret& operator=(secret other) noexcept
    {
        swap(other);
        return *this;
    }
    ~secret() { wipe(text_.get(), size_); }

    bool empty() const noexcept { return size_ == 0; }
    /// Whether it was made from a null pointer.
    bool is_missing() const noexcept { return is_missing_; }
    /// The text.
    /// \par Lifetime
    /// Valid until this object is changed or destroyed.
    std::string_view reveal() const noexcept { return {text_.get(), size_}; }

    /// Overwrites memory in a way that the compiler does not optimise away.
    static void wipe(char* memory, std::size_t size) noexcept
    {
        for (char volatile* at = memory; size; --size)
            *at++ = 0;
    }

private:
    void swap(secret& other) noexcept
    {
        text_.swap(other.text_);
        std::swap(size_, other.size_);
        std::swap(is_missing_, other.is_missing_);
    }

    std::unique_ptr<char[]> text_;
    std::size_t size_ = 0;
    bool is_missing_ = false;
};

} // namespace log_fluentd

#endif
