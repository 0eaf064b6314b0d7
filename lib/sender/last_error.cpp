// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/last_error.hpp"

#include "base/readable.hpp"
#include "sender/start_trouble.hpp"

#include <algorithm>
#include <array>
#include <atomic>

namespace log_fluentd::detail {

namespace {

struct rejected_event
{
    std::uint64_t sender = 0;
    rejection reason{};
    std::uint64_t order = 0; // among this thread's rejections; 0 if unused
};

// Trivially destructible, so that it can be used until the thread's last instruction.
struct
{
    std::array<rejected_event, 16> events{};
    std::uint64_t last_order = 0;
} thread_local this_threads;

rejected_event* find(std::uint64_t sender_number) noexcept
{
    auto& events = this_threads.events;
    auto const found = std::find_if(events.begin(), events.end(),
                                    [=](rejected_event const& e) { return e.sender == sender_number; });
    return found == events.end() ? nullptr : &*found;
}

std::string trouble(std::string const& target, bool is_up, std::error_code const& error)
{
    if (is_up)
        return target + " does not take events as fast as they come";
    if (!error)
        return target + " has not answered yet";
    if (error == std::errc::connection_refused)
        return target + " refused the connection";
    return target + ": " + error.message();
}

std::string trouble(statistics const& counters)
{
    std::string all;
    for (auto const& one : counters.servers)
        all += (all.empty() ? "" : "; ") +
               trouble(one.address, one.state == server_state::up, one.last_error_code);
    return all;
}

} // namespace

std::uint64_t make_sender_number() noexcept
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

void remember_rejection(std::uint64_t sender_number, rejection reason) noexcept
{
    auto& known = this_threads;
    rejected_event* place = find(sender_number);
    if (!place) // one that is unused, or else the oldest
        place = &*std::min_element(
            known.events.begin(), known.events.end(),
            [](rejected_event const& a, rejected_event const& b) { return a.order < b.order; });
    *place = {sender_number, reason, ++known.last_order};
}

std::optional<rejection> find_rejection(std::uint64_t sender_number) noexcept
{
    rejected_event const* const found = find(sender_number);
    return found ? std::optional<rejection>(found->reason) : std::nullopt;
}

void forget_rejection(std::uint64_t sender_number) noexcept
{
    if (rejected_event* const found = find(sender_number))
        *found = {};
}

errc error_of(rejection reason) noexcept
{
    switch (reason) {
    case rejection::buffer_full:
        return errc::buffer_full;
    case rejection::closed:
        return errc::closed;
    case rejection::reentrant:
        return errc::reentrant;
    case rejection::out_of_memory:
        return errc::out_of_memory;
    case rejection::event_too_large:
        return errc::event_too_large;
    case rejection::invalid_tag:
        return errc::invalid_tag;
    case rejection::invalid_time:
        return errc::invalid_time;
    case rejection::not_encodable:
        return errc::not_encodable;
    }
    return errc::out_of_memory;
}

std::string describe(rejection reason, sender_config const& config, statistics const& counters,
                     std::error_code const& start_error)
{
    if (reason == rejection::buffer_full)
        return "buffer full (" + readable(config.buffer.limit) +
               "): " + (start_error ? describe_start_error(start_error) : trouble(counters));
    return make_error_code(error_of(reason)).message();
}

} // namespace log_fluentd::detail
