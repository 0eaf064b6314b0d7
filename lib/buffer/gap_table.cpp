// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/gap_table.hpp"

#include <msgpack/pack.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <exception>
#include <numeric>
#include <utility>

namespace log_fluentd::detail {

namespace {

using std::chrono::duration_cast;
using std::chrono::system_clock;

/// What msgpack::packer writes to.
struct string_stream
{
    std::string text;
    void write(char const* data, std::size_t size) { text.append(data, size); }
};
using packer = msgpack::packer<string_stream>;

void pack_text(packer& pack, std::string_view text)
{
    pack.pack_str(static_cast<std::uint32_t>(text.size()));
    pack.pack_str_body(text.data(), static_cast<std::uint32_t>(text.size()));
}

/// EventTime: extension type 0, seconds and nanoseconds, big-endian (Forward protocol v1, "EventTime Ext
/// Format").
void pack_time(packer& pack, system_clock::time_point time)
{
    auto const nanoseconds = duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
    auto const parts = {static_cast<std::uint32_t>(nanoseconds / 1000000000),
                        static_cast<std::uint32_t>(nanoseconds % 1000000000)};
    std::string body;
    for (auto const part : parts) {
        for (int shift = 24; shift >= 0; shift -= 8)
            body += static_cast<char>(part >> shift);
    }
    pack.pack_ext(body.size(), 0);
    pack.pack_ext_body(body.data(), static_cast<std::uint32_t>(body.size()));
}

/// "2026-11-26T18:05:54.123Z"
std::string readable(system_clock::time_point time)
{
    auto const seconds = system_clock::to_time_t(time);
    auto const since = duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[40];
    auto const size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    char rest[8];
    std::snprintf(rest, sizeof rest, ".%03dZ", static_cast<int>(since % 1000));
    return std::string(text, size) + rest;
}

} // namespace

void gap_table::add(std::string_view label, gap_reason reason, amount lost) noexcept
{
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
        } catch (std::exception const&) { // no memory for the name: it is told under none
            found->label.clear();
        }
    }
    last_used_ = static_cast<std::size_t>(found - entries_.begin());
    return *found;
}

std::string gap_table::encode_first() const
{
    constexpr std::string_view names[] = {"buffer_full", "overflow", "refused"};
    entry const& e = entries_.front();
    string_stream out;
    packer pack(out);
    pack.pack_array(2);
    pack_time(pack, clock::now());
    pack.pack_map(e.other_tags ? 7 : 6);
    pack_text(pack, "log_fluentd");
    pack_text(pack, "gap");
    pack_text(pack, "lost");
    pack.pack_uint64(std::accumulate(e.events.begin(), e.events.end(), std::uint64_t{0}));
    pack_text(pack, "bytes");
    pack.pack_uint64(e.bytes);
    pack_text(pack, "reasons");
    pack.pack_map(static_cast<std::uint32_t>(
        std::count_if(e.events.begin(), e.events.end(), [](std::uint64_t n) { return n != 0; })));
    for (std::size_t i = 0; i < e.events.size(); ++i) {
        if (!e.events[i])
            continue;
        pack_text(pack, names[i]);
        pack.pack_uint64(e.events[i]);
    }
    pack_text(pack, "first");
    pack_text(pack, readable(e.first));
    pack_text(pack, "last");
    pack_text(pack, readable(e.last));
    if (e.other_tags) {
        pack_text(pack, "other_tags");
        pack.pack_uint64(e.other_tags);
    }
    return std::move(out.text);
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
