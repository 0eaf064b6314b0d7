// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Which resource the system has too little of to begin delivery, and when it is tried again.

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <chrono>
#include <system_error>

namespace log_fluentd::detail {

/// The remedy if a thread cannot be started.
constexpr char const* more_threads =
    "; raise the limit of threads of this user or its container (ulimit -u, pids.max)";

/// The error of the exception that is being handled: there is no thread, no descriptor or no memory.
inline std::error_code start_error() noexcept
{
    try {
        throw;
    } catch (boost::system::system_error const& e) { // Asio's
        return e.code();
    } catch (std::system_error const& e) {
        return e.code();
    } catch (...) {
        return std::make_error_code(std::errc::not_enough_memory);
    }
}

/// The waits between the attempts to begin. Each is twice as long as the one before, up to a limit.
class start_waits
{
public:
    /// The first wait.
    static constexpr std::chrono::milliseconds first{100};
    static constexpr std::chrono::milliseconds longest{5000};

    std::chrono::milliseconds next() noexcept
    {
        auto const wait = next_;
        next_ = std::min(2 * next_, longest);
        return wait;
    }

private:
    std::chrono::milliseconds next_ = first;
};

} // namespace log_fluentd::detail
