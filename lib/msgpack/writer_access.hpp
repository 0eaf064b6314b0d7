// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_MSGPACK_WRITER_ACCESS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_MSGPACK_WRITER_ACCESS_HPP_INCLUDED_

/// \file
/// What the record formatter does with a value_writer beyond its public members.

#include "msgpack/scratch.hpp"

#include <log_fluentd/value_writer.hpp>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace log_fluentd::detail {

/// What stands in place of a container that is nested deeper than `value_writer::max_depth`.
constexpr std::string_view too_deep = "<nested too deeply>";

/// Writes a msgpack float 64. msgpack-c's packer would write 2.0 as the integer 2, and a key whose type
/// changes from event to event is refused by stores with a schema. Those that are no number become texts.
void write_double(scratch& out, double value);
/// Writes an integer in the fewest bytes.
void write_integer(scratch& out, std::int64_t value);
void write_unsigned(scratch& out, std::uint64_t value);
/// Writes `utf8` as a msgpack string: cut when it is too large, repaired when it is not UTF-8.
void write_string(scratch& out, std::string_view utf8);
/// Writes a msgpack string of fewer than 16 bytes that is one already, for `copy_padded`.
inline std::size_t short_size(char const* padded) noexcept
{
    return static_cast<unsigned char>(padded[0]) & 0x1F;
}
inline void write_short_string(scratch& out, char const* padded)
{
    std::memcpy(out.end(), padded, 16);
    out.advance(1 + short_size(padded));
}

/// \pre No container beyond `max_depth` is open.
struct writer_access
{
    /// Where one value is written, and nothing else. \pre `takes_value`.
    class place
    {
    public:
        explicit place(value_writer& writer) noexcept;
        place(place const&) = delete;
        place& operator=(place const&) = delete;
        /// Takes back what was written.
        void clear();
        /// Ends the containers that were left open; nothing becomes nil.
        void end();

    private:
        value_writer& writer_;
        value_writer::level around_;
        std::size_t begin_;
        value_writer::level* floor_;
        value_writer::level* at_;
        std::uint8_t guards_;
    };
    /// What `inner` writes is a key within what `outer` writes. It counts as deep: a key is text, and text in
    /// text in text doubles with each.
    static void nest(value_writer& inner, value_writer const& outer) noexcept
    {
        inner.guards_ = static_cast<std::uint8_t>(outer.guards_ + value_writer::max_depth);
    }
    /// How many places are open around.
    static std::size_t places(value_writer const& writer) noexcept { return writer.guards_; }

    /// A place to return to.
    struct position
    {
        std::size_t size;
        std::uint32_t count;
    };

    static position tell(value_writer const& writer) noexcept
    {
        return {writer.out_->size(), writer.open_->count};
    }
    /// Takes back what was written into the open map since `to`.
    static void go_back(value_writer& writer, position to)
    {
        writer.out_->resize(to.size);
        writer.open_->count = to.count;
        writer.open_->has_key = false;
    }
    /// A map of an event that somebody else begins and ends: what is written is counted from 0.
    static void enter_event_map(value_writer& writer) noexcept
    {
        *++writer.open_ = {0, 0, value_writer::level_kind::map, false};
    }
    /// \return how many entries were written.
    static std::uint32_t leave_event_map(value_writer& writer) noexcept { return writer.open_--->count; }
    /// The number of entries of the open container.
    static std::uint32_t count(value_writer const& writer) noexcept { return writer.open_->count; }
    /// Ends the open map without writing its header; for `go_back`.
    static void leave(value_writer& writer) noexcept { --writer.open_; }
    /// A key that is msgpack already.
    static void key(value_writer& writer, std::string_view encoded)
    {
        writer.out_->write(encoded.data(), encoded.size());
        writer.open_->has_key = true;
    }
    static void key(value_writer& writer, padded_bytes const& encoded)
    {
        writer.out_->write_padded(encoded.data(), encoded.size());
        writer.open_->has_key = true;
    }
    /// A key and its value that are msgpack already.
    static void entry(value_writer& writer, padded_bytes const& encoded)
    {
        writer.out_->write_padded(encoded.data(), encoded.size());
        ++writer.open_->count;
    }
    /// See `write_short_string`.
    static void short_string(value_writer& writer, char const* padded)
    {
        if (!writer.next_value())
            return;
        if (writer.is_piece())
            writer.out_->write(padded + 1, short_size(padded));
        else
            write_short_string(*writer.out_, padded);
    }
    /// The caller has written a key whose value is next.
    static void has_key(value_writer& writer) noexcept { writer.open_->has_key = true; }
    /// Counts a value that the caller writes itself.
    static void value(value_writer& writer) noexcept
    {
        ++writer.open_->count;
        writer.open_->has_key = false;
    }
    /// Whether a value that is written now would be sent.
    static bool takes_value(value_writer const& writer) noexcept
    {
        auto const& open = *writer.open_;
        return writer.skipped_depth_ == 0 && (open.kind == value_writer::level_kind::array || open.has_key);
    }
    /// Takes a key that was just written into the open map back.
    static void drop_key(value_writer& writer, std::size_t position)
    {
        writer.out_->resize(position);
        writer.open_->has_key = false;
    }

    /// From now on the outermost value is appended as text, without a header, as a piece of a string.
    static void write_as_text(value_writer& writer) noexcept { writer.as_text_ = true; }

    /// Whether the next value is such a piece.
    static bool is_piece(value_writer const& writer) noexcept { return writer.is_piece(); }

    static scratch& out(value_writer& writer) noexcept { return *writer.out_; }
};

/// The same as `write_string` without a header: a piece of a string.
void write_piece(scratch& out, std::string_view utf8);
/// Replaces the one byte at `header` by the header of a container of more than 15 entries.
void write_large_header(scratch& out, std::size_t header, std::uint32_t count, bool is_map);
/// Ends a container that began with one byte, at `header`.
inline void end_container(scratch& out, std::size_t header, std::uint32_t count, bool is_map)
{
    if (count < 16)
        out.data()[header] = static_cast<char>((is_map ? 0x80 : 0x90) | count);
    else
        write_large_header(out, header, count, is_map);
}
/// Begins a string of pieces; `end_string` writes its header, at the place that this returns.
std::size_t begin_string(scratch& out);
void end_string(scratch& out, std::size_t begin);
/// Replaces the msgpack value that ends `out` and begins at `begin` by its text: what JSON would say.
void replace_by_text(scratch& out, std::size_t begin);

} // namespace log_fluentd::detail

#endif
