// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DETAIL_WRITER_STATE_HPP_INCLUDED_
#define LOG_FLUENTD_DETAIL_WRITER_STATE_HPP_INCLUDED_

/// \file
/// The state of a value_writer. Only the library itself uses it.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace log_fluentd::detail {

class scratch;

/// What stands in place of a container that is nested too deeply.
constexpr std::string_view too_deep = "<nested too deeply>";

/// Where an event is encoded, and the containers that are open there.
struct writer_state
{
    static constexpr std::size_t max_depth = 24;

    // An array accepts any number of values, a map one after each key, the place of a user's function one.
    enum class level_kind : unsigned char
    {
        array,
        map,
        place
    };
    struct level
    {
        std::size_t header; ///< Where its header is, in `out`.
        std::uint32_t count;
        level_kind kind;
        bool has_key;
    };

    explicit writer_state(scratch& to) noexcept : out(to), open(levels), floor(levels) { levels[0] = {}; }

    bool is_skipping() const noexcept { return skipped_depth != 0; }
    /// Whether a value that is written now is sent.
    bool takes_value() const noexcept
    {
        return !is_skipping() && (open->kind == level_kind::array || open->has_key);
    }
    /// The same, and counts the value.
    bool next_value() noexcept
    {
        if (!takes_value())
            return false;
        open->has_key = false;
        ++open->count;
        return true;
    }
    /// Whether the next value is a piece of a string.
    bool is_piece() const noexcept { return as_text && open == levels; }
    /// \pre No `max_depth` containers are open.
    void enter(level_kind kind, std::size_t header) noexcept { *++open = {header, 0, kind, false}; }

    scratch& out;
    level* open; ///< The innermost open container.
    std::size_t skipped_depth = 0;
    /// Within a user's function: the container around its call, which it must not end.
    level* floor;
    /// How many such calls are nested.
    std::uint8_t guards = 0;
    /// Whether the outermost value is appended as text, without a header, as a piece of a string.
    bool as_text = false;
    /// The first surrounds the outermost container. Not initialised, because most are never used.
    level levels[max_depth + 1];
};

} // namespace log_fluentd::detail

#endif
