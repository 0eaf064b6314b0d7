// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Those who wait for the end of chunks: `flush`, and `emit_and_wait`.

#include "buffer/buffer.hpp"

namespace log_fluentd::detail {

bool buffer::wait_settled(std::uint64_t sequence, clock::time_point deadline) noexcept
{
    std::unique_lock<std::mutex> lock(mutex_);
    return settled_.wait_until(lock, deadline, [&] { return !oldest_ || oldest_->sequence > sequence; });
}

amount buffer::waiting_up_to(std::uint64_t sequence) const noexcept
{
    std::lock_guard<std::mutex> lock(mutex_);
    amount sum;
    for (chunk const* c = oldest_; c && c->sequence <= sequence; c = c->next)
        sum += c->is_gap ? amount{} : c->content;
    return sum;
}

chunk_end buffer::wait_delivered(chunk_waiter& waiter, clock::time_point deadline) noexcept
{
    std::unique_lock<std::mutex> lock(mutex_);
    if (!settled_.wait_until(lock, deadline, [&] { return waiter.end != chunk_end::none; }))
        waiter.subject->waiter = nullptr;
    return waiter.end;
}

} // namespace log_fluentd::detail
