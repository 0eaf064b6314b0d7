// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_SCRATCH_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_SCRATCH_HPP_INCLUDED_

/// \file
/// The memory that one event is encoded into, reused from event to event.

#include "format/padded_bytes.hpp"
#include "format/scope_texts.hpp"

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
private:
    // First, as they are used most: an offset that is small makes smaller code.
    std::unique_ptr<char[]> memory_;
    char* end_ = nullptr;
    char* limit_ = nullptr;

public:
    /// A string of more bytes is cut while it is written, with a mark that says how much is gone: no single
    /// value makes this memory much larger than the event may become. Whoever encodes sets it.
    std::size_t text_limit = std::size_t{1} << 20;
    encode_report report;
    /// For whoever needs a text for a moment, such as wide strings on their way to UTF-8.
    std::string text;
    /// Texts of scopes, kept from record to record.
    scope_texts scopes;
    /// What unknown types are shown as: making a name readable is slow.
    std::vector<std::pair<std::type_info const*, std::string>> type_names;

    /// Bytes behind the end that may be written, and mean nothing, without asking for room.
    static constexpr std::size_t slack = copy_slack;

    /// Begins anew with the bytes, and keeps the report.
    void rewind() noexcept { end_ = memory_.get(); }
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
    /// The same for bytes behind which `slack` more can be read, as `padded_bytes` has them.
    void write_padded(char const* data, std::size_t size) { copy_padded(data, size, append(size)); }
    /// Makes room for `size` more bytes and counts them in; they are not initialised.
    char* append(std::size_t size)
    {
        if (static_cast<std::size_t>(limit_ - end_) < size)
            grow(size);
        char* const place = end_;
        end_ += size;
        return place;
    }
    /// Copies as `write_padded` does, to `end` in place of the end. \return the new end, for `set_end`: who
    /// writes several pieces in a row need not wait for each one's end to get to memory and back.
    char* write_padded_at(char* end, char const* data, std::size_t size)
    {
        if (static_cast<std::size_t>(limit_ - end) < size)
            end = grow_at(end, size);
        copy_padded(data, size, end);
        return end + size;
    }
    char* end() const noexcept { return end_; }
    void set_end(char* end) noexcept { end_ = end; }
    void resize(std::size_t size)
    {
        if (size > this->size())
            append(size - this->size());
        end_ = memory_.get() + size;
    }
    char* data() noexcept { return memory_.get(); }
    char const* data() const noexcept { return memory_.get(); }
    std::size_t size() const noexcept { return static_cast<std::size_t>(end_ - memory_.get()); }
    std::size_t capacity() const noexcept { return static_cast<std::size_t>(limit_ - memory_.get()); }
    /// Lets go of memory that one unusually large event has left behind.
    void trim(std::size_t most) noexcept
    {
        if (capacity() > most || text.capacity() > most)
            let_go();
    }

private:
    [[gnu::noinline, gnu::cold]] void let_go() noexcept
    {
        memory_.reset();
        end_ = limit_ = nullptr;
        text = {};
    }
    [[gnu::noinline, gnu::cold]] char* grow_at(char* end, std::size_t size)
    {
        end_ = end;
        grow(size);
        return end_;
    }
    [[gnu::noinline, gnu::cold]] void grow(std::size_t size)
    {
        std::size_t const used = this->size();
        std::size_t const wanted = std::max({std::size_t{1024}, capacity() * 2, used + size});
        std::unique_ptr<char[]> larger(new char[wanted + slack]);
        if (used != 0)
            std::memcpy(larger.get(), memory_.get(), used);
        memory_ = std::move(larger);
        end_ = memory_.get() + used;
        limit_ = memory_.get() + wanted;
    }
};

} // namespace log_fluentd::detail

#endif
