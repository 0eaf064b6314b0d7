// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/tcp_options.hpp"

#include "os/system.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace log_fluentd::detail {

namespace {

[[maybe_unused]] void set(int descriptor, int option, long long value) noexcept
{
    auto const number = static_cast<int>(value);
    ::setsockopt(descriptor, IPPROTO_TCP, option, &number, sizeof number);
}

} // namespace

void set_keepalive([[maybe_unused]] int descriptor, [[maybe_unused]] std::chrono::seconds silence,
                   [[maybe_unused]] std::chrono::seconds interval, [[maybe_unused]] int probes) noexcept
{
#if defined(TCP_KEEPIDLE) && !defined(LOG_FLUENTD_PORTABLE) // the BSDs have them too
    set(descriptor, TCP_KEEPIDLE, silence.count());
    set(descriptor, TCP_KEEPINTVL, interval.count());
    set(descriptor, TCP_KEEPCNT, probes);
#elif defined(TCP_KEEPALIVE) // macOS
    set(descriptor, TCP_KEEPALIVE, silence.count());
#endif
}

void set_user_timeout([[maybe_unused]] int descriptor,
                      [[maybe_unused]] std::chrono::milliseconds timeout) noexcept
{
#if LOG_FLUENTD_HAS_LINUX
    set(descriptor, TCP_USER_TIMEOUT, timeout.count());
#endif
}

} // namespace log_fluentd::detail
