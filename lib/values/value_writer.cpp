// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/encoder.hpp"

#include <log_fluentd/value_writer.hpp>

namespace log_fluentd {

using level_kind = detail::writer_state::level_kind;

namespace {

template <typename Number>
void write_number(detail::writer_state& state, Number value)
{
    if (!state.next_value())
        return;
    if (state.is_piece())
        detail::write_number_piece(state.out, value);
    else
        detail::write_number(state.out, value);
}

} // namespace

void value_writer::nil()
{
    // Nil adds nothing to a text.
    if (state_.next_value() && !state_.is_piece())
        detail::write_nil(state_.out);
}

void value_writer::boolean(bool value)
{
    write_number(state_, value);
}

void value_writer::integer(std::int64_t value)
{
    write_number(state_, value);
}

void value_writer::unsigned_integer(std::uint64_t value)
{
    write_number(state_, value);
}

void value_writer::floating(double value)
{
    write_number(state_, value);
}

void value_writer::string(std::string_view utf8)
{
    if (!state_.next_value())
        return;
    if (state_.is_piece())
        detail::write_piece(state_.out, utf8);
    else
        detail::write_string_inline(state_.out, utf8);
}

void value_writer::begin_array()
{
    begin(level_kind::array);
}

void value_writer::end_array()
{
    end(level_kind::array);
}

void value_writer::begin_map()
{
    begin(level_kind::map);
}

void value_writer::key(std::string_view utf8)
{
    if (state_.is_skipping() || state_.open->kind != level_kind::map)
        return;
    if (state_.open->has_key)
        nil();
    detail::write_string_inline(state_.out, utf8);
    state_.open->has_key = true;
}

void value_writer::end_map()
{
    end(level_kind::map);
}

void value_writer::begin(level_kind kind)
{
    if (state_.is_skipping()) {
        ++state_.skipped_depth;
        return;
    }
    if (state_.open == state_.levels + max_depth) {
        string(detail::too_deep);
        state_.skipped_depth = 1;
        return;
    }
    if (!state_.next_value()) {
        state_.skipped_depth = 1;
        return;
    }
    state_.enter(kind, state_.out.size());
    // One byte is enough for up to 15 entries, as most have; `end` makes room for more.
    state_.out.append(1);
}

void value_writer::end(level_kind kind)
{
    if (state_.is_skipping()) {
        --state_.skipped_depth;
        return;
    }
    if (state_.open == state_.floor || state_.open->kind != kind)
        return;
    if (state_.open->has_key)
        nil();

    auto const closed = *state_.open--;
    detail::end_container(state_.out, closed.header, closed.count, kind == level_kind::map);
    if (state_.is_piece())
        detail::replace_by_text(state_.out, closed.header);
}

} // namespace log_fluentd
