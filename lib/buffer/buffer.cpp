// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/buffer.hpp"

#include "buffer/fetch.hpp"
#include "buffer/giving_up.hpp"

#include <boost/config.hpp>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace log_fluentd::detail {

using guard = std::lock_guard<std::mutex>;

namespace {

std::string joined(std::string const& prefix)
{
    return prefix.empty() ? prefix : prefix + '.';
}

/// Emptied chunks that are kept.
constexpr std::size_t most_spare = 1024;

void delete_list(chunk* c) noexcept
{
    while (c)
        delete std::exchange(c, c->next);
}

/// Slabs for what is given up, where there is a handler: overflow.hpp says how many.
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
    // One that has to make room fits into the handler's, even while another lies there.
    if (hands_over && config.overflow == overflow_policy::drop_oldest)
        most = std::min(most, (kept_for_rejected(config.limit) / 2 - 1) * slab_pool::slab_size);
    return most;
}

/// Labels are short: most are compared without a call.
inline bool same(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size())
        return false;
    if (a.size() < sizeof(std::uint64_t) || a.size() > 2 * sizeof(std::uint64_t))
        return a == b;
    auto const differ = [&](std::size_t at) { // in eight bytes
        std::uint64_t of_a, of_b;
        std::memcpy(&of_a, a.data() + at, sizeof(of_a));
        std::memcpy(&of_b, b.data() + at, sizeof(of_b));
        return of_a ^ of_b;
    };
    return (differ(0) | differ(a.size() - sizeof(std::uint64_t))) == 0;
}

} // namespace

buffer::buffer(buffer_config const& config, std::string tag_prefix, std::unique_ptr<slab_memory> memory,
               bool hands_over, frame_config const& frame)
    : prefix_(joined(tag_prefix)),
      limit_(config.limit),
      most_in_a_chunk_(most_in_a_chunk(config, hands_over, frame)),
      chunk_limit_(most_in_a_chunk_),
      overflow_(config.overflow),
      keeps_gaps_(config.gap_events),
      time_as_integer_(frame.time_as_integer),
      pool_(std::move(memory)),
      hand_over_(hands_over ? kept_for_rejected(config.limit) : 0)
{}

buffer::~buffer()
{
    for (auto const& open : open_)
        delete open.second;
    delete_list(oldest_);
    delete_list(spare_);
}

[[gnu::hot]] bool buffer::put_quickly(std::string_view label, char const* event, std::size_t size) noexcept
{
    guard lock(mutex_);
    if (BOOST_UNLIKELY(!last_open_ || !fits(*last_open_, size) || !same(last_label_, label)))
        return false;
    chunk& c = *last_open_;
    char* const place = pool_.data(c.last) + c.last_used;
    copy_padded(event, size, place);
    c.last_used += size;
    counters_.offered += {1, size};
    count_accepted(c, size);
    fetch_for_writing(place + size);
    return true;
}

put_result buffer::put(std::string_view label, char const* event, std::size_t size,
                       encode_report const& report, put_options options) noexcept
{
    giving_up const lock(*this);
    counters_.offered += {1, size};
    if (refuses_new_) {
        count_repairs(report);
        return reject(rejection::closed, size);
    }
    put_result result;
    result.wake = std::exchange(wake_was_missed_, false);
    chunk* c = find_open(label);
    if (c && c->content.bytes + size > chunk_limit_) {
        seal(*std::exchange(c, nullptr));
        result.wake = true;
    }
    if (slabs_for(c, label, size) > free_slabs(options.kept)) {
        if (!make_room(label, size, options.kept)) {
            if (options.may_wait && may_ever_fit(label, size, options.kept))
                return ask_to_wait(size);
            count_repairs(report);
            auto rejected = reject_full(label, event, size);
            rejected.wake |= result.wake;
            return rejected;
        }
        result.wake = true;
        c = find_open(label); // it may have been the one that had to go
    }
    if (!report.empty())
        count_repairs(report);
    if (!c) {
        try {
            c = open(label);
        } catch (std::exception const&) {
            auto rejected = reject(rejection::out_of_memory, size);
            rejected.wake |= result.wake;
            return rejected;
        }
        result.wake |= open_.size() == 1;
    }
    append(*c, event, size);
    count_accepted(*c, size);
    c->holds_kept |= options.kept;
    if (options.waiter) {
        options.waiter->subject = c;
        c->waiter = options.waiter; // the only one: from here on nothing is put into it
    }
    if (options.waiter || c->content.bytes >= chunk_limit_) {
        seal(*c);
        result.wake = true;
    }
    return result;
}

/// \param label Of a new chunk, where there is none yet.
std::size_t buffer::slabs_for(chunk const* c, std::string_view label, std::size_t size) const noexcept
{
    std::size_t const room = c ? slab_pool::slab_size - c->last_used : 0;
    size += c ? 0 : tag_size(label);
    return size > room ? (size - room + slab_pool::slab_size - 1) / slab_pool::slab_size : 0;
}

void buffer::count_rejected(rejection reason) noexcept
{
    guard lock(mutex_);
    counters_.offered += {1, 0};
    counters_.rejected[static_cast<std::size_t>(reason)] += {1, 0};
    if (reason == rejection::event_too_large && hand_over_.is_wanted())
        counters_.overflow_missed += {1, 0}; // there are no bytes to hand over
}

put_result buffer::reject(rejection reason, std::size_t size) noexcept
{
    counters_.rejected[static_cast<std::size_t>(reason)] += {1, size};
    put_result result;
    result.rejected = reason;
    return result;
}

void buffer::count_repairs(encode_report const& report) noexcept
{
    counters_.unknown_types += report.unknown_types;
    counters_.repaired_strings += report.repaired_strings;
    counters_.truncated_events += report.truncated_events;
    counters_.format_errors += report.format_errors;
}

/// Whether the event fits well into the slab at the end of the chunk, and does not fill the chunk.
inline bool buffer::fits(chunk const& open, std::size_t size) const noexcept
{
    return open.last_used + size + copy_slack <= slab_pool::slab_size &&
           open.content.bytes + size < chunk_limit_;
}

inline void buffer::count_accepted(chunk& c, std::size_t size) noexcept
{
    c.content += {1, size};
    counters_.accepted += {1, size};
    counters_.waiting += {1, size};
}

chunk* buffer::find_open(std::string_view label) noexcept
{
    if (last_open_ && same(last_label_, label))
        return last_open_;
    auto const found = open_.find(label);
    if (found == open_.end())
        return nullptr;
    return remember(found->second);
}

chunk* buffer::remember(chunk* c) noexcept
{
    if (answers_quickly_) {
        last_label_ = c->label();
        last_open_ = c;
    }
    return c;
}

void buffer::answer_quickly(bool may) noexcept
{
    guard lock(mutex_);
    answers_quickly_ = may;
    if (!may)
        last_open_ = nullptr;
}

chunk* buffer::open(std::string_view label)
{
    chunk* const c = make_chunk();
    begin_chunk(*c, label);
    try {
        open_.emplace(c->label(), c);
    } catch (...) {
        recycle(c);
        throw;
    }
    c->opened = clock::now();
    most_open_ = std::max(most_open_, open_.size());
    if (open_.size() == 1)
        open_since_ = c->opened;
    return remember(c);
}

/// An empty one, without a slab.
chunk* buffer::make_chunk()
{
    chunk* c = spare_;
    if (c) {
        spare_ = std::exchange(c->next, nullptr);
        --spare_count_;
    } else {
        c = new chunk;
    }
    ++chunks_;
    return c;
}

void buffer::keep_spare(chunk* c) noexcept
{
    --chunks_;
    if (spare_count_ == most_spare) {
        delete c;
        return;
    }
    ++spare_count_;
    c->next = std::exchange(spare_, c);
}

/// Gives a new chunk its tag, and so its first slab. \pre There is one.
void buffer::begin_chunk(chunk& c, std::string_view label) noexcept
{
    auto const prefix = prefix_of(label);
    append(c, prefix.data(), prefix.size());
    append(c, label.data(), label.size());
    c.label_at = prefix.size();
    c.begin = c.last_used;
    c.tag = {c.begin ? pool_.data(c.first) : nullptr, c.begin};
}

std::size_t buffer::tag_size(std::string_view label) const noexcept
{
    return prefix_of(label).size() + label.size();
}

/// With its dot, unless there is no label.
std::string_view buffer::prefix_of(std::string_view label) const noexcept
{
    std::string_view prefix = prefix_;
    if (label.empty() && !prefix.empty())
        prefix.remove_suffix(1);
    return prefix;
}

void buffer::append(chunk& c, char const* data, std::size_t size) noexcept
{
    while (size) {
        if (c.last == slab_pool::none || c.last_used == slab_pool::slab_size) {
            auto const slab = pool_.take();
            if (c.last == slab_pool::none)
                c.first = slab;
            else
                pool_.link(c.last, slab);
            c.last = slab;
            c.last_used = 0;
            ++c.slabs;
        }
        std::size_t const now = std::min(size, slab_pool::slab_size - c.last_used);
        std::memcpy(pool_.data(c.last) + c.last_used, data, now);
        c.last_used += now;
        data += now;
        size -= now;
    }
}

void buffer::seal(chunk& c) noexcept
{
    open_.erase(c.label());
    if (last_open_ == &c)
        last_open_ = nullptr;
    link_sealed(c);
}

void buffer::link_sealed(chunk& c) noexcept
{
    c.sequence = ++last_sequence_;
    c.previous = newest_;
    c.next = nullptr;
    (newest_ ? newest_->next : oldest_) = &c;
    newest_ = &c;
    if (!next_to_take_)
        next_to_take_ = &c;
    if (!may_go_first_)
        may_go_first_ = &c;
}

std::uint64_t buffer::seal_all() noexcept
{
    guard lock(mutex_);
    return seal_all_locked();
}

std::uint64_t buffer::seal_all_locked() noexcept
{
    for (auto const& open : open_)
        link_sealed(*open.second);
    open_.clear();
    last_open_ = nullptr;
    return last_sequence_;
}

void buffer::refuse_new() noexcept
{
    guard lock(mutex_);
    refuses_new_ = true;
    last_open_ = nullptr; // which is not asked again whether it may
    room_.notify_all();
}

bool buffer::refuses_new() const noexcept
{
    guard lock(mutex_);
    return refuses_new_;
}

chunk* buffer::take() noexcept
{
    guard lock(mutex_);
    chunk* const c = next_to_take_;
    if (c) {
        next_to_take_ = c->next;
        if (may_go_first_ == c)
            may_go_first_ = c->next;
    }
    return c;
}

void buffer::seal_at(std::size_t bytes) noexcept
{
    constexpr std::size_t least = 4096;
    guard lock(mutex_);
    chunk_limit_ = std::min(most_in_a_chunk_, std::max(least, bytes));
}

bool buffer::has_open() const noexcept
{
    guard lock(mutex_);
    return !open_.empty();
}

bool buffer::has_next() const noexcept
{
    guard lock(mutex_);
    return next_to_take_ != nullptr;
}

bool buffer::empty() const noexcept
{
    guard lock(mutex_);
    return !oldest_ && open_.empty();
}

bool buffer::take_full_notice() noexcept
{
    guard lock(mutex_);
    return std::exchange(full_notice_, false);
}

} // namespace log_fluentd::detail
