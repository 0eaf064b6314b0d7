// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_BUFFER_FETCH_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_BUFFER_FETCH_HPP_INCLUDED_

/// \file
/// A word to the processor about memory that will be needed.

#include <cstddef>

namespace log_fluentd::detail {

/// Has the processor fetch the memory behind `place` for the next event, while the program goes on to it: so
/// much of it as most events have. The strand has read these lines on another core; to wait for them under
/// the lock costs more than all else that is done there.
inline void fetch_for_writing(char const* place) noexcept
{
    constexpr std::size_t line = 64; // the first one is here: the last event ends in it
    for (std::size_t at = line; at <= 4 * line; at += line) {
#if defined(__x86_64__)
        __asm__ volatile("prefetchw %0" : : "m"(place[at])); // does nothing where it is not known
#else
        __builtin_prefetch(place + at, 1);
#endif
    }
}

} // namespace log_fluentd::detail

#endif
