// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/buffer.hpp"

#include <boost/config.hpp>

#include <exception>
#include <utility>

namespace log_fluentd::detail {

using guard = std::lock_guard<std::mutex>;

namespace {

/// Has the processor fetch the memory after `place` for the next event, as much as most events need, while
/// the program continues. The strand has read these lines on another core; waiting for them under the lock
/// would cost more than all else that is done there.
inline void fetch_for_writing(char const* place) noexcept
{
    constexpr std::size_t line = 64; // the last event ends in the first line, which is here
    for (std::size_t at = line; at <= 4 * line; at += line) {
#if defined(__x86_64__)
        __asm__ volatile("prefetchw %0" : : "m"(place[at])); // does nothing if the processor does not know it
#else
        __builtin_prefetch(place + at, 1);
#endif
    }
}

} // namespace

buffer::buffer(buffer_config const& config, std::string const& tag_prefix,
               std::unique_ptr<slab_memory> memory, bool hands_over, frame_config const& frame,
               chunk_maker make)
    : parts_(config, tag_prefix, std::move(memory), hands_over, frame, make)
{}

/// The hot path. It accesses the parts directly, since each further call would cost a nanosecond.
[[gnu::hot]] bool buffer::put_quickly(std::string_view label, char const* event, std::size_t size) noexcept
{
    guard lock(parts_.mutex);
    chunk_queue& queue = parts_.queue;
    chunk* const c = queue.open().last();
    if (BOOST_UNLIKELY(!c || !queue.fits(*c, size) || !queue.open().is_of_last(label)))
        return false;
    char* const place = parts_.chunks.pool().data(c->last) + c->last_used;
    copy_padded(event, size, place);
    c->last_used += size;
    parts_.counts.offer(size);
    parts_.counts.accept(*c, size);
    fetch_for_writing(place + size);
    return true;
}

put_result buffer::put(std::string_view label, char const* event, std::size_t size,
                       encode_report const& report, put_options options) noexcept
{
    hand_over::discarding const lock(parts_.discarded);
    chunk_queue& queue = parts_.queue;
    parts_.counts.offer(size);
    if (rejects_new_) {
        parts_.counts.repair(report);
        return reject(rejection::closed, size);
    }
    put_result result;
    result.wake = std::exchange(wake_was_missed_, false);
    chunk* c = queue.open().find(label);
    if (c && c->content.bytes + size > queue.chunk_limit()) {
        queue.seal(*std::exchange(c, nullptr));
        result.wake = true;
    }
    if (!parts_.space.has(c, label, size, options.kept)) {
        if (!parts_.make_room(label, size, options.kept)) {
            if (options.may_wait && parts_.space.may_ever_fit(label, size, options.kept))
                return ask_to_wait(size);
            parts_.counts.repair(report);
            auto rejected = reject_full(label, event, size);
            rejected.wake |= result.wake;
            return rejected;
        }
        result.wake = true;
        c = queue.open().find(label); // it may have been discarded for room
    }
    if (!report.empty())
        parts_.counts.repair(report);
    if (!c) {
        try {
            c = open(label);
        } catch (std::exception const&) {
            auto rejected = reject(rejection::out_of_memory, size);
            rejected.wake |= result.wake;
            return rejected;
        }
        result.wake |= queue.open().size() == 1;
    }
    parts_.chunks.append(*c, event, size);
    parts_.counts.accept(*c, size);
    c->holds_kept |= options.kept;
    if (options.waiter) {
        options.waiter->subject = c;
        c->waiter = options.waiter; // the only one, since nothing is put into the chunk after this
    }
    if (options.waiter || c->content.bytes >= queue.chunk_limit()) {
        queue.seal(*c);
        result.wake = true;
    }
    return result;
}

chunk* buffer::open(std::string_view label)
{
    chunk& c = parts_.chunks.make(label);
    try {
        return parts_.queue.open().add(c);
    } catch (...) {
        parts_.space.recycle(c);
        throw;
    }
}

put_result buffer::reject(rejection reason, std::size_t size) noexcept
{
    parts_.counts.reject(reason, size);
    return {reason};
}

put_result buffer::reject_full(std::string_view label, char const* event, std::size_t size) noexcept
{
    auto result = reject(rejection::buffer_full, size);
    result.wake = parts_.space.begin_outage();
    result.wake |= parts_.queue.seal_where_nothing_is();
    parts_.gaps.add(label, gap_reason::buffer_full, {1, size});
    result.handed_over =
        parts_.discarded.add_copy(label, event, size, errc::buffer_full, parts_.queue.chunk_limit());
    return result;
}

/// The event does not count as offered: it will be offered again when there is room.
put_result buffer::ask_to_wait(std::size_t size) noexcept
{
    parts_.counts.withdraw(size);
    parts_.space.begin_outage();
    parts_.queue.seal_where_nothing_is();
    put_result result;
    result.wake = result.must_wait = true;
    return result;
}

put_result buffer::reject_too_large(std::string_view label, char const* event, std::size_t size,
                                    encode_report const& report) noexcept
{
    hand_over::discarding const lock(parts_.discarded);
    parts_.counts.offer(size);
    parts_.counts.repair(report);
    if (rejects_new_)
        return reject(rejection::closed, size);
    auto result = reject(rejection::event_too_large, size);
    result.handed_over =
        parts_.discarded.add_copy(label, event, size, errc::event_too_large, parts_.queue.chunk_limit());
    return result;
}

void buffer::count_rejected(rejection reason) noexcept
{
    guard lock(parts_.mutex);
    parts_.counts.offer(0);
    parts_.counts.reject(reason, 0);
    if (reason == rejection::event_too_large && parts_.discarded.is_wanted())
        parts_.counts.miss({1, 0}); // there are no bytes to hand over
}

void buffer::wake_was_missed() noexcept
{
    guard lock(parts_.mutex);
    wake_was_missed_ = true;
    parts_.queue.open().forget_last(); // so `put_quickly` does not accept it
}

void buffer::wait_for_room(std::string_view label, std::size_t size, bool kept,
                           clock::time_point deadline) noexcept
{
    std::unique_lock<std::mutex> lock(parts_.mutex);
    parts_.space.waiting().wait_until(lock, deadline, [&] {
        return rejects_new_ || parts_.space.has(parts_.queue.open().find(label), label, size, kept);
    });
}

chunk_end buffer::wait_delivered(chunk_waiter& waiter, clock::time_point deadline) noexcept
{
    std::unique_lock<std::mutex> lock(parts_.mutex);
    if (!parts_.queue.waiting().wait_until(lock, deadline, [&] { return waiter.end != chunk_end::none; }))
        waiter.subject->waiter = nullptr;
    return waiter.end;
}

bool buffer::wait_settled(std::uint64_t sequence, clock::time_point deadline) noexcept
{
    std::unique_lock<std::mutex> lock(parts_.mutex);
    return parts_.queue.waiting().wait_until(lock, deadline,
                                             [&] { return parts_.queue.is_settled(sequence); });
}

void buffer::reject_new() noexcept
{
    guard lock(parts_.mutex);
    rejects_new_ = true;
    parts_.queue.open().forget_last(); // `put_quickly` does not check `rejects_new_`
    parts_.space.waiting().notify_all();
}

bool buffer::rejects_new() const noexcept
{
    guard lock(parts_.mutex);
    return rejects_new_;
}

} // namespace log_fluentd::detail
