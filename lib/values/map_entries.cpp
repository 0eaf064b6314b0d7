// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/encoder.hpp"
#include "msgpack/utf8.hpp"

#include <log_fluentd/write_value.hpp>

#include <msgpack.hpp>

#include <string>
#include <unordered_set>

namespace log_fluentd::detail {

/// The encoded keys of a map with more than a few entries.
class map_entries::many : public std::unordered_set<std::string>
{};

map_entries::map_entries(value_writer& out, bool keys_are_distinct)
    : out_(out),
      is_checked_(!keys_are_distinct)
{
    out.begin_map();
    begin_ = state_of(out).out.size();
}

map_entries::~map_entries() = default;

void map_entries::end()
{
    out_.end_map();
}

bool map_entries::key(std::string_view utf8)
{
    if (out_.is_skipping())
        return false;
    scratch& memory = state_of(out_).out;
    std::size_t const position = memory.size();
    // Two keys that have to be repaired or cut may be equal afterwards.
    if (!is_checked_ && (utf8.size() > memory.text_limit || !is_utf8(utf8))) {
        add_all_before(position);
        is_checked_ = true;
    }
    out_.key(utf8);
    return keep_if_new(position);
}

bool map_entries::key(write_function write, void const* key)
{
    if (out_.is_skipping())
        return false;
    scratch& memory = state_of(out_).out;
    std::size_t const position = begin_string(memory);
    value_writer text(memory);
    writer_state& state = state_of(text);
    state.as_text = true;
    // A key counts as deeply nested: it is text, and text in text in text doubles its size at each level.
    state.guards = static_cast<std::uint8_t>(state_of(out_).guards + writer_state::max_depth);
    write(text, key, nullptr);
    end_string(memory, position);
    state_of(out_).open->has_key = true;
    return keep_if_new(position);
}

bool map_entries::keep_if_new(std::size_t position)
{
    if (!is_checked_)
        return true;
    scratch& memory = state_of(out_).out;
    std::string_view const key(memory.data() + position, memory.size() - position);
    bool is_new = true;
    if (many_) {
        is_new = many_->emplace(key).second;
    } else {
        // The key is compared with its header, which has the length, so the beginning of a longer key is
        // different.
        for (std::size_t i = 0; is_new && i < count_; ++i)
            is_new = key != std::string_view(memory.data() + positions_[i], key.size());
        if (is_new)
            add(position);
    }
    if (!is_new) {
        memory.resize(position);
        state_of(out_).open->has_key = false;
    }
    return is_new;
}

void map_entries::add(std::size_t position)
{
    if (count_ < few) {
        positions_[count_++] = position;
        return;
    }
    many_ = std::make_unique<many>();
    scratch const& memory = state_of(out_).out;
    auto const key_at = [&](std::size_t at) {
        std::size_t end = at;
        msgpack::null_visitor ignore;
        msgpack::parse(memory.data(), memory.size(), end, ignore);
        return std::string(memory.data() + at, end - at);
    };
    for (std::size_t const known : positions_)
        many_->insert(key_at(known));
    many_->insert(key_at(position));
}

// Adds the keys that were not compared, because they were known to be distinct.
void map_entries::add_all_before(std::size_t end)
{
    scratch const& memory = state_of(out_).out;
    for (std::size_t at = begin_; at < end;) {
        std::size_t const key = at;
        msgpack::null_visitor ignore;
        msgpack::parse(memory.data(), end, at, ignore);
        if (many_)
            many_->emplace(memory.data() + key, at - key);
        else
            add(key);
        msgpack::parse(memory.data(), end, at, ignore); // the value
    }
}

} // namespace log_fluentd::detail
