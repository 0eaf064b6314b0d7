// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/start_trouble.hpp"

#include <utility>

namespace log_fluentd::detail {

namespace {

char const* remedy(std::error_code const& error) noexcept
{
    if (error == std::errc::too_many_files_open)
        return "; raise the limit of open files of this process (ulimit -n)";
    if (error == std::errc::too_many_files_open_in_system)
        return "; raise the limit of open files of the system (fs.file-max)";
    if (error == std::errc::resource_unavailable_try_again)
        return more_threads;
    return "";
}

} // namespace

std::string describe_start_error(std::error_code const& error)
{
    return "delivery cannot begin (" + error.message() +
           "): events wait in the buffer, and it is tried again" + remedy(error);
}

std::string describe_no_start(std::error_code const& error)
{
    if (error == std::errc::operation_canceled)
        return "the execution context had ended; close the sender first";
    return "delivery could not begin (" + error.message() + ')';
}

std::string describe_discard_start_error(std::error_code const& error)
{
    return "the discard handler cannot be called (" + error.message() +
           "): what is discarded waits for it, as far as there is room, and it is tried again" +
           remedy(error);
}

bool start_trouble::failed(std::error_code error) noexcept
{
    std::lock_guard<std::mutex> lock(mutex_);
    next_try_.store((clock::now() + waits_.next()).time_since_epoch().count(), std::memory_order_relaxed);
    return !std::exchange(error_, error);
}

void start_trouble::begun() noexcept
{
    std::lock_guard<std::mutex> lock(mutex_);
    error_ = {};
    waits_ = {};
}

std::error_code start_trouble::error() const noexcept
{
    std::lock_guard<std::mutex> lock(mutex_);
    return error_;
}

} // namespace log_fluentd::detail
