// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/buffer_parts.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// Slabs for what is discarded if there is a handler; discard.hpp documents how many.
std::size_t kept_for_rejected(std::size_t limit) noexcept
{
    constexpr std::size_t least = std::size_t{1} << 20;
    constexpr std::size_t most = std::size_t{64} << 20;
    return std::min(std::clamp(limit / 8, least, most), limit / 4) / slab_pool::slab_size;
}

std::size_t most_in_a_chunk(buffer_config const& config, bool hands_over, frame_config const& frame)
{
    if (frame.mode == event_mode::message)
        return 1; // each event fills one
    auto most = config.chunk_limit;
    // A chunk discarded for room has to fit into the handler's slabs, even if another one is still there.
    if (hands_over && config.overflow == overflow_policy::drop_oldest)
        most = std::min(most, (kept_for_rejected(config.limit) / 2 - 1) * slab_pool::slab_size);
    return most;
}

errc error_of(discard_reason reason) noexcept
{
    switch (reason) {
    case discard_reason::closed:
        break;
    case discard_reason::buffer_full:
        return errc::buffer_full;
    case discard_reason::refused:
        return errc::refused;
    }
    return errc::closed;
}

} // namespace

buffer_parts::buffer_parts(buffer_config const& config, std::string const& tag_prefix,
                           std::unique_ptr<slab_memory> memory, bool hands_over, frame_config const& frame,
                           chunk_maker make)
    : queue(most_in_a_chunk(config, hands_over, frame)),
      chunks(tag_prefix, std::move(memory), make),
      discarded(mutex, chunks, counts, space, {hands_over ? kept_for_rejected(config.limit) : 0}),
      space(config, chunks, discarded.kept()),
      gaps(config.gap_events, frame.time_as_integer)
{}

bool buffer_parts::make_room(std::string_view label, std::size_t size, bool kept) noexcept
{
    if (!space.may_discard_for(label, size, kept))
        return false;
    while (!space.has(queue.open().find(label), label, size, kept)) {
        chunk* oldest = queue.may_go(kept);
        if (!oldest && !queue.open().empty()) {
            queue.seal_all();
            oldest = queue.may_go(kept);
        }
        if (!oldest)
            return false;
        space.begin_outage();
        discard(*oldest, log_fluentd::discard_reason::buffer_full);
    }
    return true;
}

void buffer_parts::discard(chunk& c, log_fluentd::discard_reason reason) noexcept
{
    counts.discard(c, reason);
    if (c.is_gap) {
        queue.settle(c, chunk_end::discarded, errc::closed);
        return space.recycle(c);
    }
    queue.settle(c, chunk_end::discarded, error_of(reason));
    if (reason != log_fluentd::discard_reason::closed)
        gaps.add(c.label(),
                 reason == log_fluentd::discard_reason::buffer_full ? gap_reason::overflow
                                                                    : gap_reason::refused,
                 c.content);
    discarded.add(c, error_of(reason));
}

} // namespace log_fluentd::detail
