// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_SCRATCH_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_SCRATCH_HPP_INCLUDED_

/// \file
/// The memory that one event is encoded into, reused from event to event.

#include "format/scope_texts.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
    /// The types that were unknown, the first few of them; null behind the last.
    std::array<std::type_info const*, 4> unknown{};

    bool empty() const noexcept
    {
        return unknown_types + repaired_strings + truncated_events + format_errors == 0;
    }
};

/// A growing byte string, with a report. Has the `write` that msgpack::packer wants.
class scratch
{
public:
    void clear() noexcept
    {
        size_ = 0;
        report = {};
    }
    void write(char const* data, std::size_t size)
    {
        char* const place = append(size);
        if (size > 16) {
            std::memcpy(place, data, size);
        } else if (size >= 8) {
            // Keys and most values are this short: two copies that overlap are cheaper than a call.
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
    /// Makes room for `size` more bytes and counts them in; they are not initialised.
    char* append(std::size_t size)
    {
        if (memory_.size() - size_ < size)
            grow(size);
        char* const place = memory_.data() + size_;
        size_ += size;
        return place;
    }
    void resize(std::size_t size)
    {
        if (size > size_)
            append(size - size_);
        size_ = size;
    }
    char* data() noexcept { return memory_.data(); }
    char const* data() const noexcept { return memory_.data(); }
    std::size_t size() const noexcept { return size_; }
    std::size_t capacity() const noexcept { return memory_.size(); }
    /// Lets go of memory that one unusually large event has left behind.
    void trim(std::size_t most)
    {
        if (memory_.size() > most) {
            memory_ = {};
            size_ = 0;
        }
        if (text.capacity() > most)
            text = {};
    }

    encode_report report;
    /// A string of more bytes is cut while it is written, with a mark that says how much is gone: no single
    /// value makes this memory much larger than the event may become. Whoever encodes sets it.
    std::size_t text_limit = std::size_t{1} << 20;
    /// For whoever needs a text for a moment, such as wide strings on their way to UTF-8.
    std::string text;
    /// Texts of scopes, kept from record to record.
    scope_texts scopes;
    /// What unknown types are shown as: making a name readable is slow.
    std::vector<std::pair<std::type_info const*, std::string>> type_names;

private:
    void grow(std::size_t size)
    {
        std::size_t wanted = memory_.size() * 2;
        if (wanted < size_ + size)
            wanted = size_ + size;
        memory_.resize(wanted < 1024 ? 1024 : wanted);
    }

    std::vector<char> memory_;
    std::size_t size_ = 0;
};

} // namespace log_fluentd::detail

#endif
