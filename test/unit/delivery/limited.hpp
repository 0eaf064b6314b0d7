// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_DELIVERY_LIMITED_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_DELIVERY_LIMITED_HPP_INCLUDED_

/// \file
/// Delivery with default settings, to servers that take only frames below a limit of their own.

#include "network.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace log_fluentd::test {

using report_kind = detail::delivery_report::kind;

constexpr std::size_t event_size = 520; // some bytes less or more

/// A sender with default settings.
struct limited : network
{
    explicit limited(std::size_t servers = 1) : network(servers)
    {
        config.buffer = buffer_config();
        start();
    }
    /// Fluent Bit: closes the connection over what is larger.
    void close_above(std::size_t limit)
    {
        on_frame = [limit](frame const& f) { return f.bytes > limit ? answer::close : answer::acknowledge; };
    }
    /// Fluentd: drops it without a word.
    void drop_above(std::size_t limit)
    {
        on_frame = [limit](frame const& f) {
            return f.bytes > limit ? answer::silence : answer::acknowledge;
        };
    }
    /// So many events at once, as full chunks.
    void log(int count, std::size_t size = event_size)
    {
        for (int i = 0; i < count; ++i)
            BOOST_REQUIRE(!put(*buffer, "t", event_bytes(logged++, size - 20)).rejected);
        buffer->seal_all();
    }
    std::chrono::milliseconds elapsed() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
    }
    void run_for(std::chrono::milliseconds time) { run_until(elapsed() + time); }
    std::size_t count(report_kind what) const
    {
        return static_cast<std::size_t>(
            std::count_if(reports.begin(), reports.end(), [what](auto const& n) { return n.what == what; }));
    }
    /// All arrived, once.
    void check_all()
    {
        auto const s = stats();
        BOOST_TEST(s.delivered.events == static_cast<std::uint64_t>(logged));
        BOOST_TEST(s.total_discarded().events == 0u);
        BOOST_TEST(s.waiting.events == 0u);
        for (int i = 0; i < logged; ++i)
            BOOST_REQUIRE_MESSAGE(taken[i] == 1, "event " << i << " was taken " << taken[i] << " times");
    }
    /// The frames since then that are larger.
    std::size_t frames_above(std::size_t limit, std::size_t since = 0) const
    {
        return static_cast<std::size_t>(std::count_if(frames.begin() + static_cast<std::ptrdiff_t>(since),
                                                      frames.end(),
                                                      [limit](frame const& f) { return f.bytes > limit; }));
    }
    /// The limit is known: what `log` logs comes at once, and in no frame that is larger.
    template <typename Function>
    void check_learnt(std::size_t limit, Function log)
    {
        auto const before = frames.size();
        log();
        run_for(std::chrono::seconds(1));
        check_all();
        BOOST_TEST(frames_above(limit, before) == 0u);
    }

    int logged = 0;
};

} // namespace log_fluentd::test

#endif
