// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "transport/thread_error.hpp"

#include "os/fork.hpp"
#include "transport/start_error.hpp"

#include <cerrno>
#include <string>

namespace log_fluentd::detail {

namespace {

class no_helper_category final : public std::error_category
{
public:
    char const* name() const noexcept override { return "log_fluentd.thread"; }
    std::string message(int code) const override
    {
        if (code == static_cast<int>(no_helper::busy))
            return "no thread is free: earlier ones hang, in a look-up or in reading files of TLS";
        return "no thread can be started (" + std::generic_category().message(EAGAIN) + ')' + more_threads;
    }
    std::error_condition default_error_condition(int) const noexcept override
    {
        return std::errc::resource_unavailable_try_again;
    }
};

fork_safe_static<no_helper_category> the_category; // never destroyed, because it may be used at exit

} // namespace

std::error_code make_error_code(no_helper why)
{
    return {static_cast<int>(why), the_category.get()};
}

std::error_code helper_start_error() noexcept
{
    auto const error = start_error();
    return error == std::errc::resource_unavailable_try_again ? make_error_code(no_helper::thread) : error;
}

} // namespace log_fluentd::detail
