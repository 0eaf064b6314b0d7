// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_START_ERROR_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_START_ERROR_HPP_INCLUDED_

/// \file
/// What the system has too little of for delivery to begin, and when it is asked again.

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <chrono>
#include <system_error>

namespace log_fluentd::detail {

/// What helps where a thread cannot be started.
constexpr char const* more_threads =
    "; raise the limit of threads of this user or its container (ulimit -u, pids.max)";

/// The error behind the exception that is being handled: no thread, no descriptor, no memory.
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

/// The waits between the tries to begin: bounded, and each twice as long as the one before.
class start_waits
{
public:
    /// Before any other.
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

#endif
