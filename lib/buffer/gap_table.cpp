// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/gap_table.hpp"

#include "msgpack/entry.hpp"

#include <log_fluentd/write_value.hpp>

#include <algorithm>
#include <exception>
#include <numeric>

namespace log_fluentd::detail {

namespace {

/// Writes an entry of a map.
template <typename Value>
void write(value_writer& to, std::string_view key, Value const& value)
{
    to.key(key);
    write_value(to, value);
}

/// Writes a time. It does not call `write_value`, because a user's function must not run under the lock.
void write_utc(value_writer& to, std::string_view key, std::chrono::system_clock::time_point time)
{
    to.key(key);
    put_utc(to, std::chrono::floor<std::chrono::microseconds>(time.time_since_epoch()));
}

} // namespace

gap_table::workspace::workspace()
{
    constexpr std::size_t most = 4096; // more than an event has: its tag and a few numbers
    event.append(most);
    tag.reserve(2 * max_tag_size + 1);
}

void gap_table::add(std::string_view label, gap_reason reason, amount lost) noexcept
{
    if (!is_wanted_)
        return;
    bool is_other = false;
    entry& e = entry_of(label, is_other);
    e.events[static_cast<std::size_t>(reason)] += lost.events;
    e.bytes += lost.bytes;
    if (is_other)
        e.other_tags += lost.events;
    e.last = clock::now();
}

gap_table::entry& gap_table::entry_of(std::string_view label, bool& is_other) noexcept
{
    if (last_used_ < used_ && entries_[last_used_].label == label)
        return entries_[last_used_];
    auto const end = entries_.begin() + static_cast<std::ptrdiff_t>(used_);
    auto found = std::find_if(entries_.begin(), end, [&](entry const& e) { return e.label == label; });
    if (found == entries_.end()) {
        is_other = true;
        return entries_.back();
    }
    if (found == end) {
        ++used_;
        found->first = clock::now();
        try {
            found->label.assign(label);
        } catch (std::exception const&) { // no memory for the name: it is reported without one
            found->label.clear();
        }
    }
    last_used_ = static_cast<std::size_t>(found - entries_.begin());
    return *found;
}

chunk* gap_table::make_first(chunk_store& chunks, room const& space, workspace& work) noexcept
{
    std::string_view const label = entries_.front().label;
    scratch& event = work.event;
    try {
        work.tag.assign(chunks.prefix_of(label)).append(label);
        event.clear();
        encode_first(event, work.tag);
        if (!space.has(nullptr, label, event.size(), /*kept*/ true))
            return nullptr;
        chunk& c = chunks.make(label);
        c.is_gap = true;
        c.opened = std::chrono::steady_clock::now();
        chunks.append(c, event.data(), event.size());
        c.content = {1, event.size()};
        remove_first();
        return &c;
    } catch (std::exception const&) {
        return nullptr;
    }
}

void gap_table::encode_first(scratch& out, std::string_view tag) const
{
    constexpr std::string_view names[] = {"buffer_full", "overflow", "refused"};
    entry const& e = entries_.front();
    begin_event(out, entry_time::now(), std::size_t{1} << 20, time_as_integer_);
    value_writer to(out);
    to.begin_map();
    write(to, "log_fluentd", "gap");
    write(to, "tag", tag);
    write(to, "lost", std::accumulate(e.events.begin(), e.events.end(), std::uint64_t{0}));
    write(to, "bytes", e.bytes);
    to.key("reasons");
    to.begin_map();
    for (std::size_t i = 0; i < e.events.size(); ++i) {
        if (e.events[i])
            write(to, names[i], e.events[i]);
    }
    to.end_map();
    write_utc(to, "first", e.first);
    write_utc(to, "last", e.last);
    if (e.other_tags)
        write(to, "other_tags", e.other_tags);
    to.end_map();
}

void gap_table::remove_first() noexcept
{
    entry& e = entries_.front();
    e.events = {};
    e.bytes = e.other_tags = 0;
    std::rotate(entries_.begin(), entries_.begin() + 1,
                entries_.begin() + static_cast<std::ptrdiff_t>(used_));
    --used_;
    last_used_ = 0;
}

} // namespace log_fluentd::detail
