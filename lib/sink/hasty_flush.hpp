// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Flushes without waiting: Boost.Log's core flushes all of its sinks or none.

#include <log_fluentd/detail/export.hpp>

namespace log_fluentd::detail {

/// While an object exists, flushing the library's sinks on this thread makes them send, but does not wait.
class LOG_FLUENTD_DECL hasty_flush
{
public:
    hasty_flush() noexcept { ++count(); }
    ~hasty_flush() { --count(); }
    hasty_flush& operator=(hasty_flush&&) = delete;

    static bool here() noexcept { return count() != 0; }

private:
    static unsigned& count() noexcept;
};

} // namespace log_fluentd::detail
