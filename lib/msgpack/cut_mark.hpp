// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The mark at the end of a text that was cut: `…[cut: 9437184 bytes]`.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace log_fluentd::detail {

/// A mark as text.
class cut_mark
{
public:
    /// The most bytes that a mark can have.
    static constexpr std::size_t max_size = 48;

    explicit cut_mark(std::uint64_t bytes_gone) noexcept
    {
        append(head);
        size_ =
            static_cast<std::size_t>(std::to_chars(text_ + size_, text_ + max_size, bytes_gone).ptr - text_);
        append(tail);
    }

    std::string_view text() const noexcept { return {text_, size_}; }

    /// Removes the mark at the end of `text`.
    /// \returns how many bytes were cut according to the mark; 0 if there is none.
    static std::uint64_t take_off(std::string_view& text) noexcept
    {
        std::size_t const begin = text.rfind(head, text.size());
        if (begin == text.npos || text.size() - begin > max_size)
            return 0;
        std::uint64_t bytes_gone = 0;
        char const* const end = text.data() + text.size();
        auto const number = std::from_chars(text.data() + begin + head.size(), end, bytes_gone);
        if (number.ec != std::errc{} ||
            std::string_view(number.ptr, static_cast<std::size_t>(end - number.ptr)) != tail)
            return 0;
        text = text.substr(0, begin);
        return bytes_gone;
    }

private:
    static constexpr std::string_view head = "\xE2\x80\xA6[cut: ";
    static constexpr std::string_view tail = " bytes]";

    void append(std::string_view part) noexcept
    {
        std::memcpy(text_ + size_, part.data(), part.size());
        size_ += part.size();
    }

    char text_[max_size];
    std::size_t size_ = 0;
};

} // namespace log_fluentd::detail
