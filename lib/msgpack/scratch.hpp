// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The memory that one event is encoded into, reused from event to event.

#include "msgpack/padded_bytes.hpp"
#include "msgpack/scope_texts.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <typeinfo>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

/// What had to be repaired while an event was encoded.
struct encode_report
{
    std::uint32_t unknown_types = 0;
    std::uint32_t repaired_strings = 0;
    std::uint32_t truncated_events = 0;
    std::uint32_t format_errors = 0;
    /// The first few unknown types; the rest is null.
    std::array<std::type_info const*, 4> unknown{};

    bool empty() const noexcept
    {
        return (unknown_types | repaired_strings | truncated_events | format_errors) == 0;
    }
};

/// A growing byte string with a report. Has the `write` that `msgpack::packer` requires.
class scratch
{
public:
    /// This many bytes after the end may always be written. They do not count until `advance`.
    static constexpr std::size_t slack = copy_slack;

private:
    // These come first because they are used most: small offsets make smaller code.
    char* begin_ = none_;
    char* end_ = none_;
    char* limit_ = none_;   // followed by the slack and what is set aside
    std::size_t aside_ = 0; // bytes set aside

public:
    scratch() noexcept {}
    scratch& operator=(scratch&&) = delete;

    /// A longer string is cut while it is written, with a mark that says how many bytes are missing. So no
    /// single value makes this memory much larger than an event can become. The encoder's caller sets it.
    std::size_t text_limit = std::size_t{1} << 20;
    encode_report report;
    /// For code that needs a text for a moment, such as wide strings on their way to UTF-8. Call
    /// `let_go_of_text` afterwards.
    std::string text;
    /// Texts of scopes, kept from record to record.
    scope_texts scopes;
    /// The texts shown for unknown types, kept because making a type's name readable is slow.
    std::vector<std::pair<std::type_info const*, std::string>> type_names;

    /// Removes the bytes, and keeps the report.
    void rewind() noexcept { end_ = begin_; }
    void clear() noexcept
    {
        rewind();
        if (!report.empty())
            report = {};
    }
    void write(char const* data, std::size_t size)
    {
        char* const place = append(size);
        if (size > 16) {
            std::memcpy(place, data, size);
        } else if (size >= 8) {
            // Keys and most values are this short: two overlapping copies are cheaper than a call.
            std::memcpy(place, data, 8);
            std::memcpy(place + size - 8, data + size - 8, 8);
        } else if (size >= 4) {
            std::memcpy(place, data, 4);
            std::memcpy(place + size - 4, data + size - 4, 4);
        } else {
            for (std::size_t i = 0; i < size; ++i)
                place[i] = data[i];
        }
    }
    /// The same for bytes after which `slack` more are readable, as in `padded_bytes`.
    void write_padded(char const* data, std::size_t size) { copy_padded(data, size, append(size)); }
    /// Appends `size` bytes, which are not initialised.
    char* append(std::size_t size)
    {
        if (limit_ - end_ < static_cast<std::ptrdiff_t>(size)) // bytes set aside may have been written
            grow(size);
        return std::exchange(end_, end_ + size);
    }
    /// The end. `advance` then appends bytes that were written into the slack.
    char* end() const noexcept { return end_; }
    void advance(std::size_t size)
    {
        end_ += size;
        if (end_ > limit_)
            grow(0);
    }
    /// Reserves `size` bytes for `write_aside`, whatever is written in between.
    void set_aside(std::size_t size)
    {
        if (limit_ - end_ < static_cast<std::ptrdiff_t>(size))
            grow(size);
        limit_ -= size;
        aside_ = size;
    }
    void write_aside(char const* padded, std::size_t size) noexcept
    {
        copy_padded(padded, size, end_);
        end_ += size;
    }
    /// Nothing is set aside any more.
    void end_aside() noexcept { limit_ += std::exchange(aside_, 0); }
    void resize(std::size_t size)
    {
        if (size > this->size())
            append(size - this->size());
        end_ = begin_ + size;
    }
    char* data() noexcept { return begin_; }
    char const* data() const noexcept { return begin_; }
    std::size_t size() const noexcept { return static_cast<std::size_t>(end_ - begin_); }
    std::size_t capacity() const noexcept { return static_cast<std::size_t>(limit_ - begin_); }
    /// Frees memory that one unusually large event has left behind.
    void trim(std::size_t most) noexcept
    {
        if (capacity() > most)
            let_go();
    }
    void let_go_of_text() noexcept
    {
        constexpr std::size_t kept = std::size_t{64} << 10;
        if (text.capacity() > kept)
            text = {};
    }

private:
    [[gnu::noinline, gnu::cold]] void let_go() noexcept
    {
        memory_.reset();
        begin_ = end_ = limit_ = none_;
    }
    [[gnu::noinline, gnu::cold]] void grow(std::size_t size)
    {
        std::size_t const used = this->size();
        std::size_t const wanted = std::max({std::size_t{1024}, capacity() * 2, used + size});
        std::unique_ptr<char[]> larger(new char[wanted + aside_ + slack]);
        std::memcpy(larger.get(), begin_, used);
        memory_ = std::move(larger);
        begin_ = memory_.get();
        end_ = begin_ + used;
        limit_ = begin_ + wanted;
    }

    std::unique_ptr<char[]> memory_;
    char none_[slack]; // the slack, while there is no memory
};

} // namespace log_fluentd::detail
