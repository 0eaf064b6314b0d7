// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_BUFFER_GIVING_UP_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_BUFFER_GIVING_UP_HPP_INCLUDED_

/// \file
/// The one door through which the overflow handler learns of what was given up.

#include "buffer/buffer.hpp"

#include <utility>

namespace log_fluentd::detail {

/// The buffer's lock, for each function that may give something up, on whichever thread. When it ends, the
/// lock is opened and then the listener is told, if anything was given up.
class buffer::giving_up
{
public:
    explicit giving_up(buffer& of) : buffer_(of), lock_(of.mutex_) {}
    ~giving_up()
    {
        bool const any = std::exchange(buffer_.handed_over_, false);
        lock_.unlock();
        if (!any)
            return;
        if (auto const listener = buffer_.listener_.lock())
            listener->given_up();
    }
    giving_up(giving_up const&) = delete;
    giving_up& operator=(giving_up const&) = delete;

private:
    buffer& buffer_;
    std::unique_lock<std::mutex> lock_;
};

} // namespace log_fluentd::detail

#endif
